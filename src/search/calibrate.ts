import { createHash } from "node:crypto";
import type { Article } from "../knowledge/article.ts";
import { cleanText } from "../text/normalize.ts";
import type { Calibration } from "./calibration.ts";
import { createCodeIndex } from "./code-index.ts";
import { findCodes, isWindowsResult } from "./error-codes.ts";
import { featuresOf } from "./features.ts";
import type { Glossary } from "./glossary.ts";
import type { Sample } from "./train.ts";
import { train } from "./train.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { WordEngine } from "./words.ts";
import { createWordEngine } from "./words.ts";

/** A question with the articles a colleague would pick; none for one out of the field. */
export interface LabelledQuestion {
  readonly text: string;
  readonly articles: readonly string[];
}

/** The same question with its article taken away: of our field, and nothing right to answer. Worth less than a real one. */
const LEFT_OUT_WEIGHT = 0.2;

/**
 * Learns the two models of the decision from labelled questions.
 *
 * Each question with one right article is also asked with that article left out: doubles the data, and teaches what "not here" looks like.
 */
export function calibrate(
  articles: readonly Article[],
  vocabulary: Vocabulary,
  glossary: Glossary,
  questions: readonly LabelledQuestion[],
): Calibration {
  const codes = createCodeIndex(articles);
  const byWordsOnly = questions
    .map((question) => ({ ...question, text: cleanText(question.text) }))
    // What codes decide is not the models' business.
    .filter(({ text }) => findCodes(text).every((seen) => codes.look(seen, text).every(({ grade }) => grade === "thin")));
  const hasUnknownCode = (text: string) =>
    findCodes(text).some((seen) => seen.strength !== "weak" && !isWindowsResult(seen) && !codes.values.has(seen.value));
  const whole = createWordEngine(articles, vocabulary, glossary);
  const samples = byWordsOnly.map(({ text, articles: wanted }) => sampleOf(whole, text, wanted, hasUnknownCode(text), 1));
  const leftOut = articles.flatMap((article) => {
    const without = createWordEngine(
      articles.filter((other) => other !== article),
      vocabulary,
      glossary,
    );
    return byWordsOnly
      .filter(({ articles: [only, ...more] }) => only === article.id && more.length === 0)
      .map(({ text }) => sampleOf(without, text, ["-"], hasUnknownCode(text), LEFT_OUT_WEIGHT));
  });
  return { hash: searchHash(articles, vocabulary, glossary), ...train([...samples, ...leftOut]) };
}

function sampleOf(engine: WordEngine, text: string, wanted: readonly string[], hasUnknownCode: boolean, weight: number): Sample {
  const words = engine.search(text);
  const found = words.hits.map(({ article }) => article.id);
  const inDomain = wanted.length > 0;
  return {
    features: featuresOf(words, hasUnknownCode),
    inDomain,
    isRight: inDomain ? wanted.includes(found[0] ?? "") : undefined,
    isNear: found.slice(0, 3).some((id) => wanted.includes(id)),
    isAmbiguous: wanted.length > 1,
    weight,
  };
}

/** Changes with everything that moves the figures: searched fields, vocabulary, glossary. A calibration with another hash is stale. */
export function searchHash(articles: readonly Article[], vocabulary: Vocabulary, glossary: Glossary): string {
  const searched = articles.map(({ id, codes, names, title, impact, cause, messages, asked, paths, related }) => ({
    id,
    codes,
    names,
    title,
    impact,
    cause,
    messages,
    asked,
    paths,
    related,
  }));
  const lists = (value: unknown): unknown => (value instanceof Set ? [...value] : value);
  return createHash("sha256")
    .update(JSON.stringify({ searched, vocabulary, glossary }, (_key, value) => lists(value)))
    .digest("hex")
    .slice(0, 16);
}
