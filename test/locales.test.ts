import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCALES } from "#core";
import enBot from "../locales/en/bot.json" with { type: "json" };
import enTyped from "../locales/en/typed.json" with { type: "json" };
import nlBot from "../locales/nl/bot.json" with { type: "json" };
import nlTyped from "../locales/nl/typed.json" with { type: "json" };

const bot: Readonly<Record<string, Readonly<Record<string, string>>>> = { nl: nlBot, en: enBot };
const typed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = { nl: nlTyped, en: enTyped };
const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe("the bot's own sentences", () => {
  it("have the same keys in every language", () => {
    for (const locale of LOCALES) expect(Object.keys(bot[locale] ?? {}).sort()).toEqual(Object.keys(enBot).sort());
  });

  it("are all used", () => {
    const root = join(import.meta.dirname, "..");
    const code = ["src", "adapters"]
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const isUsed = (key: string) => code.includes(`"${key}"`) || code.includes(`\`${key.slice(0, key.lastIndexOf(".") + 1)}\${`);
    expect([...new Set(Object.keys(enBot).map((key) => key.replace(/_(?:one|other)$/, "")))].filter((key) => !isUsed(key))).toEqual([]);
  });

  it("have the same placeholders in every language", () => {
    for (const [key, text] of Object.entries(enBot)) {
      for (const locale of LOCALES) expect(placeholders(bot[locale]?.[key] ?? ""), `${locale} ${key}`).toEqual(placeholders(text));
    }
  });

  it("have both forms of every plural", () => {
    const keys = Object.keys(enBot);
    for (const key of keys.filter((name) => name.endsWith("_one"))) expect(keys).toContain(key.replace("_one", "_other"));
  });

  it("are not the same in both languages where a word could be translated", () => {
    const same = Object.entries(enBot)
      .filter(([key, text]) => bot["nl"]?.[key] === text)
      .map(([key]) => key);
    expect(same).toEqual(["list.operation", "handOver.codes", "where.vcenter", "where.exchange", "explain.codes"]);
  });

  it("call the reader je, never u, and need no more than 25 words a sentence", () => {
    for (const [key, text] of Object.entries(nlBot)) {
      expect(text, key).not.toMatch(/\b(?:u|uw|Oeps|gelieve)\b/);
      for (const sentence of text.split(/[.!?:] /)) expect(sentence.split(" ").length, key).toBeLessThanOrEqual(25);
    }
  });
});

describe("typed words", () => {
  it("exist for the same commands in every language", () => {
    for (const locale of LOCALES) expect(Object.keys(typed[locale] ?? {}).sort()).toEqual(Object.keys(enTyped).sort());
  });

  it("never mean two things", () => {
    const phrases = LOCALES.flatMap((locale) =>
      Object.entries(typed[locale] ?? {}).flatMap(([command, list]) =>
        list.map((phrase) => [phrase, command === "language" ? locale : command] as const),
      ),
    );
    for (const [phrase, command] of phrases) {
      expect(
        phrases.filter(([other]) => other === phrase).map(([, meaning]) => meaning),
        phrase,
      ).toEqual(phrases.filter(([other]) => other === phrase).map(() => command));
    }
  });
});
