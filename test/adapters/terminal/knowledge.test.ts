import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import type { Finished } from "../../support/run.ts";
import { run } from "../../support/run.ts";

/** Looks at a copy of the knowledge in which one file was changed. */
async function checkWith(file: string, change: (text: string) => string, ids: readonly string[] = []): Promise<Finished> {
  const folder = await mkdtemp(join(tmpdir(), "vangnet-"));
  try {
    await cp(KNOWLEDGE_FOLDER, folder, { recursive: true });
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, "utf8")));
    return await run(["adapters/terminal/knowledge.ts", "--folder", folder, ...ids]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.concurrent("npm run knowledge", () => {
  it.each([
    ["vocabulary.yaml", "stopWords: 12\n", "stopWords"],
    ["glossary.yaml", "concepts: [\n", "glossary.yaml"],
    ["calibration.json", "{", 'Write it anew with "npm run calibrate"'],
  ])("finds a broken search/%s", async (file, content, complaint) => {
    const { code, stdout, stderr } = await checkWith(`search/${file}`, () => content);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(file);
    expect(stderr).toContain(complaint);
  });

  const renamed = (text: string) => text.replace("nl: Agent krijgt geen verbinding met", "nl: De agent krijgt geen verbinding met");

  it("says when the calibration was learned from other articles, and what to do", async () => {
    const { code, stderr } = await checkWith("agent-cannot-connect-to-azure.yaml", renamed);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^search\/calibration\.json: stale, .* run "npm run calibrate", .*\n$/);
  });

  it("says nothing of the calibration to who asks for one article", async () => {
    const id = "agent-cannot-connect-to-azure";
    expect(await checkWith(`${id}.yaml`, renamed, [id])).toMatchObject({ code: 0, stdout: `${id}: all right.\n` });
  });
});
