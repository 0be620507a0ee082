import type { Locale } from "#core";
import english from "./words/en.json" with { type: "json" };
import dutch from "./words/nl.json" with { type: "json" };

/** What only Teams has to say, such as the name of a button of its own. */
export type Word = keyof typeof english;

const WORDS: Readonly<Record<Locale, Readonly<Record<Word, string>>>> = { en: english, nl: dutch };

/** A sentence of this folder in a language. */
export function word(locale: Locale, key: Word): string {
  return WORDS[locale][key];
}
