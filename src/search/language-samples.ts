import type { LanguageSamples } from "../i18n/detect-locale.ts";
import type { Locale } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { localizedTexts } from "../knowledge/check-articles.ts";
import { parseRichText } from "../rich-text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The articles as lessons in Dutch and English: their own sentences are language, their product texts are not. */
export function languageSamples(articles: readonly Article[], { stopWords, personal, labels, products }: Vocabulary): LanguageSamples {
  const sentencesIn = (locale: Locale) =>
    articles.flatMap((article) => [...localizedTexts(article).map(({ value }) => withoutCode(value[locale])), ...article.asked[locale]]);
  return {
    sentences: () => ({ nl: sentencesIn("nl"), en: sentencesIn("en") }),
    functionWords: stopWords,
    personal,
    hints: labels,
    neutral: products,
    productTexts: articles.flatMap(({ messages }) => LOCALES.flatMap((locale) => messages?.[locale] ?? [])),
  };
}

function withoutCode(markdown: string): string {
  return parseRichText(markdown)
    .filter(({ kind }) => kind === "text")
    .map(({ text }) => text)
    .join(" ");
}
