import { createHash } from "node:crypto";
import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { cleanText } from "../text/normalize.ts";
import type { Associations } from "./associations.ts";
import { NO_ASSOCIATIONS } from "./associations.ts";
import type { Calibration } from "./calibration.ts";
import { createCodeIndex } from "./code-index.ts";
import { findCodes, isWindowsResult } from "./error-codes.ts";
import { featuresOf } from "./features.ts";
import type { Glossary } from "./glossary.ts";
import { learnAssociations } from "./learn-associations.ts";
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

/** An article's own phrases teach less than what people asked, once enough have asked; until then they are all there is. */
const PHRASE_WEIGHT = { least: 0.15, most: 2 } as const;
const ENOUGH_ASKED = 30;
const FOLDS = 5;

/**
 * Learns which words speak for which article, and then the two models of the decision, from labelled questions.
 *
 * The models must see a question as if nobody had asked it before: a fifth of the questions at a time is judged by what the others taught.
 */
export function calibrate(
  articles: readonly Article[],
  vocabulary: Vocabulary,
  glossary: Glossary,
  questions: readonly LabelledQuestion[],
): Calibration {
  const codes = createCodeIndex(articles);
  const cleaned = questions.map((question) => ({ ...question, text: cleanText(question.text) }));
  // What codes decide is not the models' business.
  const isByWords = (text: string) => findCodes(text).every((seen) => codes.look(seen, text).every(({ grade }) => grade === "thin"));
  const hasUnknownCode = (text: string) =>
    findCodes(text).some((seen) => seen.strength !== "weak" && !isWindowsResult(seen) && !codes.values.has(seen.value));
  const engineWith = (associations: Associations) => createWordEngine(articles, vocabulary, glossary, associations);

  const plain = engineWith(NO_ASSOCIATIONS);
  const ids = articles.map(({ id }) => id);
  const weightOf = ({ id }: Article) => {
    const asked = questions.filter(({ articles: wanted }) => wanted.includes(id)).length;
    return Math.max(PHRASE_WEIGHT.least, PHRASE_WEIGHT.most * (1 - asked / ENOUGH_ASKED));
  };
  const phrases = articles.flatMap((article) =>
    phrasesIn(article).map((text) => ({
      terms: plain.termsOf(text),
      scores: new Map(),
      articles: [article.id],
      weight: weightOf(article),
    })),
  );
  const lessons = cleaned.map(({ text, articles: wanted }) => ({
    terms: plain.termsOf(text),
    scores: new Map(plain.search(text).hits.map(({ article, score }) => [article.id, score])),
    articles: wanted,
    weight: 1,
  }));
  const samples = Array.from({ length: FOLDS }, (_, fold) => {
    const engine = engineWith(learnAssociations(ids, [...phrases, ...lessons.filter((_, at) => at % FOLDS !== fold)]));
    return cleaned
      .filter(({ text }, at) => at % FOLDS === fold && isByWords(text))
      .map(({ text, articles: wanted }) => sampleOf(engine, text, wanted, hasUnknownCode(text)));
  }).flat();
  return {
    hash: searchHash(articles, vocabulary, glossary),
    ...train(samples),
    associations: learnAssociations(ids, [...phrases, ...lessons]),
  };
}

/** The phrases of an article by which people may know it. */
function phrasesIn({ title, asked, messages }: Article): readonly string[] {
  return LOCALES.flatMap((locale) => [textOf(parseRichText(title[locale])), ...asked[locale], ...(messages?.[locale] ?? [])]);
}

function sampleOf(engine: WordEngine, text: string, wanted: readonly string[], hasUnknownCode: boolean): Sample {
  const words = engine.search(text);
  const found = words.hits.map(({ article }) => article.id);
  const inDomain = wanted.length > 0;
  return {
    features: featuresOf(words, hasUnknownCode),
    inDomain,
    isRight: inDomain ? wanted.includes(found[0] ?? "") : undefined,
    isNear: found.slice(0, 3).some((id) => wanted.includes(id)),
    isAmbiguous: wanted.length > 1,
    weight: 1,
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
