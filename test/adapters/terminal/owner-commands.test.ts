import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../support/run.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "owner-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the commands of an owner", () => {
  it("show how gaps is used, and refuse what it does not know", async () => {
    const env = { DATA_DIR: folder };
    const shown = await run(["adapters/terminal/gaps.ts", "--help"], { env });
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("--draft ID"), stderr: "" });
    const refused = await run(["adapters/terminal/gaps.ts", "--colour"], { env });
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining('"npm run gaps -- --help" shows the options.') });
  });

  it("say what to do where the folder of a backup is not there", async () => {
    const file = join(folder, "missing", "backup");
    const { code, stderr } = await run(["adapters/terminal/store.ts", "backup", file], { env: { DATA_DIR: folder } });
    expect(code).toBe(1);
    expect(stderr).toContain(`there is no folder ${join(folder, "missing")}: make it first, or give another path.`);
    expect(stderr).not.toContain("ENOENT");
  });
});
