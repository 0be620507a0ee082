import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Locale } from "#core";
import { LOCALES } from "#core";
import type { BatchAnswer } from "../adapters/terminal/batch.ts";
import { answerOne } from "../adapters/terminal/batch.ts";
import type { TestBot } from "./support/test-bot.ts";
import { testBot } from "./support/test-bot.ts";

interface Question {
  readonly article: string;
  readonly text: string;
}

/** What the questions must reach; raised when the matching gets better, never lowered to pass. */
const FLOORS = { first: 0.96, firstThree: 0.98, answered: 0.85, rightOfAnswered: 0.99, notKnown: 0.02 };

const questions = Object.fromEntries(LOCALES.map((locale) => [locale, read<Question>(`${locale}.yaml`)])) as Record<
  Locale,
  readonly Question[]
>;
const outOfScope = read<string>("out-of-scope.yaml");

function read<Item>(file: string): readonly Item[] {
  return parse(readFileSync(join(import.meta.dirname, "questions", file), "utf8")) as readonly Item[];
}

describe("questions as people ask them", () => {
  let test: TestBot;
  let asked: Record<Locale, readonly (BatchAnswer & { readonly wanted: string; readonly text: string })[]>;
  beforeAll(async () => {
    test = await testBot();
    const answers = async (locale: Locale) => {
      const all = [];
      for (const [index, { text, article }] of questions[locale].entries()) {
        all.push({ ...(await answerOne(test.bot, { id: `${locale}-${index}`, text })), wanted: article, text });
      }
      return all;
    };
    asked = { nl: await answers("nl"), en: await answers("en") };
  });

  it("are there, six or more for each article and language, and none of them copied from its article", () => {
    for (const locale of LOCALES) {
      for (const { id, asked: phrasings } of test.articles) {
        const own = questions[locale].filter(({ article }) => article === id);
        expect(own.length, `${id} ${locale}`).toBeGreaterThanOrEqual(6);
        for (const { text } of own) expect(phrasings[locale], text).not.toContain(text);
      }
    }
  });

  it.each(LOCALES)("find their article in %s", (locale) => {
    const all = asked[locale];
    const share = (is: (answer: (typeof all)[number]) => boolean, of = all) => of.filter(is).length / of.length;
    const answered = all.filter(({ kind }) => kind === "answer");
    expect(share(({ articles, wanted }) => articles[0] === wanted)).toBeGreaterThanOrEqual(FLOORS.first);
    expect(share(({ articles, wanted }) => articles.slice(0, 3).includes(wanted))).toBeGreaterThanOrEqual(FLOORS.firstThree);
    expect(share(({ kind }) => kind === "answer")).toBeGreaterThanOrEqual(FLOORS.answered);
    expect(share(({ articles, wanted }) => articles[0] === wanted, answered)).toBeGreaterThanOrEqual(FLOORS.rightOfAnswered);
    expect(share(({ kind }) => kind === "notFound")).toBeLessThanOrEqual(FLOORS.notKnown);
  });

  it("are answered in their own language, where they are sentences", () => {
    const FUNCTION_WORDS = {
      nl: /\b(?:de|het|een|niet|wordt|met|naar|waar|hoe|wat|ik|kan)\b/i,
      en: /\b(?:the|is|does|do|how|what|where|i|can|my|after|our)\b/i,
    };
    for (const locale of LOCALES) {
      const sentences = asked[locale].filter(
        ({ text }) => !text.includes("\n") && text.split(" ").length >= 5 && FUNCTION_WORDS[locale].test(text),
      );
      const wrong = sentences.filter((answer) => answer.locale !== locale);
      expect(wrong.length / sentences.length, wrong.map(({ text }) => text).join(" | ")).toBeLessThanOrEqual(0.03);
    }
  });
});

describe("questions out of scope", () => {
  it("are never answered, and seldom asked back", async () => {
    const { bot } = await testBot();
    const kinds: string[] = [];
    for (const [index, text] of outOfScope.entries()) {
      const { kind } = await answerOne(bot, { id: `out-${index}`, text });
      expect(kind, text).not.toBe("answer");
      kinds.push(kind);
    }
    expect(kinds.filter((kind) => kind === "choices").length).toBeLessThanOrEqual(3);
  });
});
