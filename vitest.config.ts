import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["core", "adapters", "repo"].map((name) => ({
      test: {
        name,
        // Tests that start a process share two cores with the others.
        testTimeout: 30_000,
        hookTimeout: 30_000,
        include:
          name === "core"
            ? ["test/src/**/*.test.ts"]
            : name === "adapters"
              ? ["test/adapters/**/*.test.ts"]
              : ["test/*.test.ts", "test/repo/**/*.test.ts"],
      },
    })),
  },
});
