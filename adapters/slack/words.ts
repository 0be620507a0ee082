import type { Locale } from "#core";
import english from "./words/en.json" with { type: "json" };
import dutch from "./words/nl.json" with { type: "json" };

const words: Readonly<Record<Locale, Readonly<Record<keyof typeof english, string>>>> = { en: english, nl: dutch };

/** A sentence that only Slack needs, with what stands in its braces filled in. */
export function say(locale: Locale, key: keyof typeof english, values: Readonly<Record<string, string | number>> = {}): string {
  return words[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
