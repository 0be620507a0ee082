import type { Locale } from "../i18n/locale.ts";
import type { Translate } from "../i18n/translator.ts";
import type { Intent, View } from "../intent.ts";
import type { Article } from "../knowledge/article.ts";
import type { Prompt } from "../reply.ts";
import type { SearchIndex } from "../search/search-index.ts";

/** What every dialog may use. */
export interface DialogContext {
  readonly locale: Locale;
  readonly t: Translate;
  /** The same sentences in another language, for the button that switches to it. */
  readonly translatorFor: (locale: Locale) => Translate;
  readonly articles: ReadonlyMap<string, Article>;
  readonly index: SearchIndex;
}

/** A button; the primary one is the next thing to do. */
export function prompt(label: string, intent: Intent, emphasis?: "primary"): Prompt {
  return emphasis === undefined ? { label, intent } : { label, intent, emphasis };
}

/** The button to the other language, which shows the same thing again. */
export function languagePrompt({ locale, translatorFor }: DialogContext, again?: View): Prompt {
  const other = locale === "nl" ? "en" : "nl";
  return prompt(translatorFor(other).text("language.name"), { kind: "language", locale: other, ...(again === undefined ? {} : { again }) });
}
