import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../adapters/environment.ts";
import { limitsAt, startStore } from "../../../adapters/store/start-store.ts";
import { run } from "../../support/run.ts";
import { done } from "./contract.ts";
import { draft, folderForTest } from "./fixtures.ts";

describe("the store of a bot", () => {
  it("is the one file for every process of a machine", async () => {
    const environment = readEnvironment({ DATA_DIR: folderForTest() });
    const [page, shell] = [startStore(environment, () => {}), startStore(environment, () => {})];
    await Promise.all([page.opened(), shell.opened()]);
    const { id } = done(await page.startRun(draft()));
    expect(await shell.openRuns("one", 9)).toMatchObject([{ id, number: 1 }]);
    await Promise.all([page.close(), shell.close()]);
  });

  it("is never opened by a batch or a single question", async () => {
    const folder = join(folderForTest(), "data");
    const ask = (...args: string[]) =>
      run(["adapters/terminal/ask.ts", ...args], { env: { DATA_DIR: folder }, input: '{"id":"1","text":"ID: 100050"}\n' });
    for (const args of [["--json", "--batch", "-"], ["--json", "ID: 100050"], ["ID: 100050"]]) {
      expect((await ask(...args)).code, args.join(" ")).toBe(0);
    }
    expect(existsSync(folder)).toBe(false);
  });

  it("forgets each kind of memory after its own days", () => {
    const { retentionDays } = readEnvironment({ RETENTION_GAPS_DAYS: "2" });
    const now = Date.UTC(2026, 10, 25);
    expect(limitsAt(now, retentionDays)).toMatchObject({ gaps: new Date("2026-11-23T00:00:00Z"), seen: new Date("2026-11-24T00:00:00Z") });
  });
});
