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

/** The same as folded words. */
export type FieldWords = Readonly<Record<Field, readonly string[]>>;

/** The words of the searched parts. */
export function wordsOfFields({ title, messages, asked, body, steps }: FieldTexts): FieldWords {
  return { title: wordsOf(title), messages: wordsOf(messages), asked: wordsOf(asked), body: wordsOf(body), steps: wordsOf(steps) };
}

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
  phrases: ArticlePhrases,
  { body, steps }: FieldWords,
  names: readonly string[],
  read: TermReader,
): TermWeights {
  const weights = new Map<string, number>();
  const add = (field: Field, terms: ReadonlySet<string>) => {
    for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + FIELD_WEIGHT[field]);
  };
  for (const field of ["title", "messages", "asked"] as const) add(field, new Set(phrases[field].flatMap((terms) => [...terms])));
  add("messages", read(names.flatMap(wordsOf)));
  add("body", read(body));
  add("steps", read(steps));
  return weights;
}

/** Names of values, commands and files: nobody types them by chance. */
export function identifiersOf({ steps }: FieldTexts): readonly string[] {
  return (steps.match(/[A-Za-z]+[a-z][A-Z][A-Za-z]+/g) ?? []).filter((name) => name.length >= 8).flatMap(wordsOf);
}

/** Folded words as terms. */
export type TermReader = (words: readonly string[]) => ReadonlySet<string>;

/** Reads words as stems and concepts; stop words are none. */
export function createTermReader(
  findConcepts: (words: readonly string[]) => readonly { concept: string }[],
  stopWords: ReadonlySet<string>,
  stem = stemOf,
): TermReader {
  return (words) =>
    new Set([
      ...words.filter((word) => word.length > 1 && !stopWords.has(word)).map(stem),
      ...findConcepts(words).map(({ concept }) => conceptTerm(concept)),
    ]);
}

/** Every title, message and way of asking of an article by itself, as terms. */
export type ArticlePhrases = Readonly<Record<"title" | "messages" | "asked", readonly ReadonlySet<string>[]>>;

/** Reads the phrases of an article, both languages together. */
export function phrasesOf(article: Article, read: TermReader): ArticlePhrases {
  const phrases = (texts: readonly string[]) => texts.map((text) => read(wordsOf(text))).filter((terms) => terms.size > 0);
  return {
    title: phrases(LOCALES.map((locale) => article.title[locale])),
    messages: phrases(LOCALES.flatMap((locale) => article.messages?.[locale] ?? [])),
    asked: phrases(LOCALES.flatMap((locale) => article.asked[locale])),
  };
}
