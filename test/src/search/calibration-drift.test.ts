import { beforeAll, describe, expect, it } from "vitest";
import type { Article } from "#core";
import { createSearchIndex, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { readTuningQuestions } from "../../../adapters/terminal/tuning-questions.ts";
import { probability } from "../../../src/search/calibration.ts";
import { findCodes } from "../../../src/search/error-codes.ts";
import { featuresOf } from "../../../src/search/features.ts";
import type { SearchData } from "../../../src/search/search-data.ts";
import { createWordEngine } from "../../../src/search/words.ts";
import { cleanText } from "../../../src/text/normalize.ts";

/**
 * How far the models may be off on the questions they learned from. They were fitted on questions held back from what was learned of
 * words, so on these they are rather too careful than too sure; what grows beyond this has drifted, or was never calibrated.
 */
const MOST_ERROR = { field: 0.05, right: 0.09 };
const LEAST_RIGHT = 0.995;
const LEAST_ANSWERED = 0.85;
const MOST_FOREIGN_ANSWERED = 0.01;
const BINS = 10;

/** What a model held probable, and whether it was so. */
interface Judged {
  readonly held: number;
  readonly is: boolean;
}

/** The expected calibration error: how far probability and truth are apart in each tenth, weighed by its questions. */
function calibrationError(judged: readonly Judged[]): number {
  return Array.from({ length: BINS }, (_, bin) => judged.filter(({ held }) => Math.min(BINS - 1, Math.floor(held * BINS)) === bin)).reduce(
    (sum, inBin) => sum + Math.abs(inBin.reduce((apart, { held, is }) => apart + held - (is ? 1 : 0), 0)) / judged.length,
    0,
  );
}

describe("the calibration, on the questions it learned from", () => {
  let articles: readonly Article[];
  let data: SearchData;
  let questions: Awaited<ReturnType<typeof readTuningQuestions>>;
  beforeAll(async () => {
    [articles, data, questions] = await Promise.all([
      loadArticles(KNOWLEDGE_FOLDER),
      loadSearchData(KNOWLEDGE_FOLDER),
      readTuningQuestions(),
    ]);
  });

  it("holds as probable what is so: our field, and the first hit right", () => {
    const { vocabulary, glossary, calibration } = data;
    const engine = createWordEngine(articles, vocabulary, glossary, calibration.associations);
    // What codes decide is not the models' business.
    const judged = questions
      .map((question) => ({ ...question, text: cleanText(question.text) }))
      .filter(({ text }) => findCodes(text).length === 0)
      .map(({ text, articles: wanted }) => {
        const words = engine.search(text);
        const features = featuresOf(words, false);
        return {
          wanted,
          field: { held: probability(calibration.domain, features.domain), is: wanted.length > 0 },
          right: {
            held: probability(calibration.right, features.right),
            is: wanted.length === 1 && wanted[0] === words.hits[0]?.article.id,
          },
        };
      });
    expect(judged.length).toBeGreaterThan(2500);
    const errors = {
      field: calibrationError(judged.map(({ field }) => field)),
      right: calibrationError(judged.filter(({ wanted }) => wanted.length > 0).map(({ right }) => right)),
    };
    expect(errors.field).toBeLessThanOrEqual(MOST_ERROR.field);
    expect(errors.right).toBeLessThanOrEqual(MOST_ERROR.right);
  });

  it("answers directly what has one right article, rightly, and hardly ever what is not ours", () => {
    const index = createSearchIndex(articles, data);
    const said = questions.map(({ text, articles: wanted }) => ({ wanted, verdict: index.search(text, "en").verdict }));
    const share = (all: typeof said, is: (one: (typeof said)[number]) => boolean) => all.filter(is).length / all.length;
    const inScope = said.filter(({ wanted }) => wanted.length === 1);
    const answered = inScope.filter(({ verdict }) => verdict.kind === "answer");
    const isRight = ({ wanted, verdict }: (typeof said)[number]) => verdict.kind === "answer" && wanted.includes(verdict.article.id);
    expect(share(answered, isRight)).toBeGreaterThanOrEqual(LEAST_RIGHT);
    expect(share(inScope, ({ verdict }) => verdict.kind === "answer")).toBeGreaterThanOrEqual(LEAST_ANSWERED);
    const foreign = said.filter(({ wanted }) => wanted.length === 0);
    expect(share(foreign, ({ verdict }) => verdict.kind === "answer")).toBeLessThanOrEqual(MOST_FOREIGN_ANSWERED);
  });
});
