import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** A bot that a test starts keeps its memory here, not in the clone. */
const dataFolder = mkdtempSync(join(tmpdir(), "vangnet-tests-"));
process.on("exit", () => rmSync(dataFolder, { recursive: true, force: true }));

const PROJECTS = {
  core: { include: ["test/src/**/*.test.ts"] },
  adapters: { include: ["test/adapters/**/*.test.ts"], exclude: ["test/adapters/store/**"] },
  // Apart, because it starts a PostgreSQL of its own.
  store: { include: ["test/adapters/store/**/*.test.ts"], globalSetup: "test/support/postgres-setup.ts" },
  repo: { include: ["test/*.test.ts", "test/repo/**/*.test.ts"] },
};

export default defineConfig({
  test: {
    projects: Object.entries(PROJECTS).map(([name, project]) => ({
      test: {
        name,
        env: { DATA_DIR: dataFolder },
        // Tests that start a process share two cores with the others.
        testTimeout: 30_000,
        hookTimeout: 30_000,
        ...project,
      },
    })),
  },
});
