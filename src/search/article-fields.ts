import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { wordsOf } from "../text/normalize.ts";

/** The parts of an article that are searched, and what a word in each of them is worth. */
export const FIELD_WEIGHT = { title: 1.5, messages: 1.2, asked: 1.2, body: 0.5, steps: 0.25 } as const;

/** The parts of an article that are searched. */
export type Field = keyof typeof FIELD_WEIGHT;

/** The searched parts of an article as plain text, both languages together. */
export type FieldTexts = Readonly<Record<Field, string>>;

/** The same with every title, message and way of asking by itself: each is a phrase that a question may fit as a whole. */
export interface SearchedTexts {
  readonly title: readonly string[];
  readonly messages: readonly string[];
  readonly asked: readonly string[];
  readonly names: readonly string[];
  /** In pieces, each in one language. */
  readonly body: readonly string[];
  readonly steps: readonly string[];
}

/** The searched texts of an article. */
export function searchedTexts(article: Article): SearchedTexts {
  const both = (text: { readonly nl: string; readonly en: string } | undefined) =>
    text === undefined ? [] : LOCALES.map((locale) => plainOf(text[locale]));
  return {
    title: LOCALES.map((locale) => plainOf(article.title[locale])),
    messages: LOCALES.flatMap((locale) => article.messages?.[locale] ?? []),
    asked: LOCALES.flatMap((locale) => article.asked[locale]),
    names: article.names ?? [],
    // Not tellApart, caution or collect: they speak of the look-alikes.
    body: [article.impact, article.cause].flatMap(both),
    steps: article.paths.flatMap((path) => [
      ...both(path.title),
      ...both(path.when),
      ...path.steps.flatMap((step) => [...both(step.do), ...(step.run === undefined ? [] : [step.run])]),
    ]),
  };
}

/** The searched parts of an article. */
export function fieldsOf(article: Article): FieldTexts {
  const { title, messages, asked, names, body, steps } = searchedTexts(article);
  return {
    title: title.join(" | "),
    messages: `${messages.join(" | ")} ${names.join(" ")}`,
    asked: asked.join(" | "),
    body: body.join(" | "),
    steps: steps.join(" | "),
  };
}

/** What fuse.js looks at where two articles are nearly equal: title and ways of asking. */
export function tieTextOf(article: Article): string {
  const title = LOCALES.map((locale) => plainOf(article.title[locale]));
  const asked = LOCALES.flatMap((locale) => article.asked[locale]);
  return `${title.join(" | ")} ${asked.join(" | ")}`;
}

/** Names of values, commands and files: nobody types them by chance. */
export function identifiersOf(step: string): readonly string[] {
  if (!/[a-z][A-Z]/.test(step)) return [];
  return (step.match(/[A-Za-z]+[a-z][A-Z][A-Za-z]+/g) ?? []).filter((name) => name.length >= 8).flatMap(wordsOf);
}

/** A text without its marks; most have none. */
function plainOf(markdown: string): string {
  return /[`*[]/.test(markdown) ? textOf(parseRichText(markdown)) : markdown;
}
