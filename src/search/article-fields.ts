import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { wordsOf } from "../text/normalize.ts";
import type { TermWeights } from "./inverted-index.ts";
import { conceptTerm } from "./query-groups.ts";
import { stemOf } from "./stem.ts";

/** The parts of an article that are searched, and what a word in each of them is worth. */
const FIELD_WEIGHT = { title: 1.5, messages: 1.2, asked: 1.2, body: 0.5, steps: 0.25 } as const;
type Field = keyof typeof FIELD_WEIGHT;

/** The searched parts of an article as plain text, both languages together. */
export type FieldTexts = Readonly<Record<Field, string>>;

/** The searched parts of an article. */
export function fieldsOf(article: Article): FieldTexts {
  const both = (text: { readonly nl: string; readonly en: string } | undefined) =>
    text === undefined ? "" : LOCALES.map((locale) => textOf(parseRichText(text[locale]))).join(" | ");
  const lists = (list: { readonly nl: readonly string[]; readonly en: readonly string[] } | undefined) =>
    list === undefined ? "" : LOCALES.flatMap((locale) => list[locale]).join(" | ");
  return {
    title: both(article.title),
    messages: `${lists(article.messages)} ${(article.names ?? []).join(" ")}`,
    asked: lists(article.asked),
    // Not tellApart, caution or collect: they speak of the look-alikes.
    body: [article.impact, article.cause].map(both).join(" | "),
    steps: article.paths
      .flatMap((path) => [both(path.title), both(path.when), ...path.steps.map((step) => `${both(step.do)} ${step.run ?? ""}`)])
      .join(" | "),
  };
}

/** An article as weighted terms: its stems, and the concepts its words and phrases are forms of. */
export function termsOfFields(
  texts: FieldTexts,
  findConcepts: (words: readonly string[]) => readonly { concept: string }[],
  stopWords: ReadonlySet<string>,
  stem = stemOf,
): TermWeights {
  const weights = new Map<string, number>();
  for (const field of Object.keys(FIELD_WEIGHT) as Field[]) {
    const words = wordsOf(texts[field]);
    const terms = termsIn(words, findConcepts, stopWords, stem);
    for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + FIELD_WEIGHT[field]);
  }
  return weights;
}

/** Names of values, commands and files: nobody types them by chance. */
export function identifiersOf(article: Article): readonly string[] {
  const { steps } = fieldsOf(article);
  return (steps.match(/[A-Za-z]+[a-z][A-Z][A-Za-z]+/g) ?? []).filter((name) => name.length >= 8).flatMap(wordsOf);
}

function termsIn(
  words: readonly string[],
  findConcepts: (words: readonly string[]) => readonly { concept: string }[],
  stopWords: ReadonlySet<string>,
  stem: (word: string) => string,
): ReadonlySet<string> {
  return new Set([
    ...words.filter((word) => word.length > 1 && !stopWords.has(word)).map(stem),
    ...findConcepts(words).map(({ concept }) => conceptTerm(concept)),
  ]);
}

/** Every title, message and way of asking of an article by itself, as terms. */
export function phrasesOf(
  article: Article,
  findConcepts: (words: readonly string[]) => readonly { concept: string }[],
  stopWords: ReadonlySet<string>,
  stem = stemOf,
): readonly ReadonlySet<string>[] {
  return LOCALES.flatMap((locale) => [article.title[locale], ...article.asked[locale], ...(article.messages?.[locale] ?? [])])
    .map((phrase) => termsIn(wordsOf(phrase), findConcepts, stopWords, stem))
    .filter((terms) => terms.size > 0);
}
