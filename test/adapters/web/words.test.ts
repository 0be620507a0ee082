import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLines } from "../../../adapters/web/start-lines.ts";
import english from "../../../adapters/web/words/en.json" with { type: "json" };
import dutch from "../../../adapters/web/words/nl.json" with { type: "json" };

const PUBLIC = join(import.meta.dirname, "../../../adapters/web/public");
const MARKS = /\{\w+\}/g;

describe("the words of the page", () => {
  it("are there in both languages, with the same values in them", () => {
    expect(Object.keys(dutch)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      expect(dutch[key as keyof typeof dutch].match(MARKS), key).toEqual(text.match(MARKS));
    }
  });

  it("stand in the page as it comes, in English, before any script runs", async () => {
    const html = await readFile(join(PUBLIC, "index.html"), "utf8");
    const shown = [
      ...html.matchAll(/data-word="([\w.]+)"[^>]*>([^<]*)</g),
      ...html.matchAll(/data-label="([\w.]+)"\s+aria-label="([^"]*)"/g),
    ];
    expect(shown.length).toBeGreaterThan(10);
    for (const [, key, text] of shown) expect(text, key).toBe(english[key as keyof typeof english]);
  });

  it("start the bot with four lines, in the language of the shell", () => {
    const address = { host: "::1", port: 3978 };
    expect(startLines(address, { LANG: "en_US.UTF-8" })).toHaveLength(4);
    expect(startLines(address, {})[0]).toBe("Vangnet is at http://[::1]:3978/");
    expect(startLines({ ...address, publicUrl: "https://bot.example/" }, { LANG: "nl_NL" })[0]).toContain("staat op https://bot.example/");
    expect(startLines({ ...address, token: "0123456789abcdef" }, {}).join()).toMatch(/PAGE_TOKEN(?!.*0123456789abcdef)/s);
  });
});
