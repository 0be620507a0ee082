import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Article } from "#core";
import { calibrate, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { readTuningQuestions } from "../../../adapters/terminal/tuning-questions.ts";
import type { LabelledQuestion } from "../../../src/search/calibrate.ts";
import type { SearchData } from "../../../src/search/search-data.ts";
import { squash } from "../../../src/text/normalize.ts";

const QUESTIONS = join(import.meta.dirname, "../../questions");
/** One question of so many: a sample of every file, small enough for seconds. */
const STEP = 40;

const textsIn = (...folder: string[]): readonly string[] =>
  readdirSync(join(QUESTIONS, ...folder))
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parse(readFileSync(join(QUESTIONS, ...folder, file), "utf8")) as (string | { text: string })[])
    .map((item) => (typeof item === "string" ? item : item.text));

describe("npm run calibrate", () => {
  let articles: readonly Article[];
  let data: SearchData;
  let questions: readonly LabelledQuestion[];
  beforeAll(async () => {
    [articles, data, questions] = await Promise.all([
      loadArticles(KNOWLEDGE_FOLDER),
      loadSearchData(KNOWLEDGE_FOLDER),
      readTuningQuestions(),
    ]);
  });

  it("reads every question of the tuning half", () => {
    expect(questions.map(({ text }) => text).sort()).toEqual([...textsIn(), ...textsIn("tuning")].sort());
  });

  it("reads no question of the blind half", () => {
    // Spaces, case and marks aside; what is of marks alone says nothing.
    const blind = new Set(textsIn("blind").map(squash).filter(Boolean));
    expect(blind.size).toBeGreaterThanOrEqual(450);
    expect(questions.filter(({ text }) => blind.has(squash(text))).map(({ text }) => text)).toEqual([]);
  });

  it("knows every article that a question names", () => {
    const ids = new Set(articles.map(({ id }) => id));
    expect(questions.flatMap(({ articles: wanted }) => wanted).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("learns the same from the same questions, to the letter", () => {
    const sample = questions.filter((_, at) => at % STEP === 0);
    const learn = () => JSON.stringify(calibrate(articles, data.vocabulary, data.glossary, sample));
    const first = learn();
    expect(Object.keys(JSON.parse(first).associations.terms).length).toBeGreaterThan(10);
    expect(learn()).toBe(first);
  }, 60_000);
});
