import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Intent, Prompt } from "#core";
import { promptsOf } from "#core";
import { renderText } from "../adapters/terminal/render.ts";
import { testBot } from "./support/test-bot.ts";

const folder = join(import.meta.dirname, "transcripts");
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

/**
 * Whole conversations as text. A file is its own script: the lines after "you:" are said again, a number presses a button,
 * "you|" goes on with a pasted text; everything else must come out as it stands there. `npm run test:update` writes them anew.
 */
describe("whole conversations", () => {
  it("are there in both languages", () => {
    expect(files.filter((name) => name.endsWith(".nl.txt")).length).toBeGreaterThanOrEqual(4);
    expect(files.filter((name) => name.endsWith(".en.txt")).length).toBeGreaterThanOrEqual(3);
  });

  it.each(files)("go as written in %s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const title = text.split("\n", 1)[0] ?? "";
    const say = (await testBot()).conversation(file.endsWith(".nl.txt") ? "nl-NL" : "en-GB");
    const lines = [title];
    let buttons: readonly Prompt[] = [];
    for (const said of saidIn(text)) {
      const reply = await say(intentOf(said, buttons));
      buttons = promptsOf(reply);
      lines.push("", ...said.split("\n").map((line, index) => `${index === 0 ? "you:" : "you|"} ${line}`), "", renderText(reply));
    }
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(join(folder, file));
  });
});

function saidIn(text: string): readonly string[] {
  return [...text.matchAll(/^you: (.*(?:\nyou\| .*)*)/gm)].map(([, said = ""]) => said.replaceAll("\nyou| ", "\n"));
}

function intentOf(said: string, buttons: readonly Prompt[]): Intent {
  const pressed = /^\d{1,2}$/.test(said) ? buttons[Number(said) - 1] : undefined;
  return pressed?.intent ?? { kind: "ask", text: said };
}
