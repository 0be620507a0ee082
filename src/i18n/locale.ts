/** The languages Vangnet speaks. A further one is added here; the compiler and the checks then name what is missing. */
export const LOCALES = ["nl", "en"] as const;

/** A language Vangnet speaks. */
export type Locale = (typeof LOCALES)[number];

/** One value in every language. */
export type Localized<Value = string> = Readonly<Record<Locale, Value>>;

/** The language meant by a tag such as "nl-BE", "en_US.UTF-8" or "NL"; undefined for a language Vangnet does not speak. */
export function localeOf(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split(/[-_.]/, 1)[0];
  return LOCALES.find((locale) => locale === language);
}
