import { createInstance } from "i18next";
import english from "../../locales/en/bot.json" with { type: "json" };
import dutch from "../../locales/nl/bot.json" with { type: "json" };
import { createRecentMap } from "../recent-map.ts";
import type { RichText, Span } from "../rich-text.ts";
import { parseRichText } from "../rich-text.ts";
import type { Locale } from "./locale.ts";

type Key = keyof typeof english;
/** A sentence of the bot; the two forms of a plural ("ways_one", "ways_other") are one key. */
export type MessageKey = Key extends infer Name ? (Name extends `${infer Base}_${"one" | "other"}` ? Base : Name) : never;

/** The bot's own sentences in one language. */
export interface Translate {
  readonly locale: Locale;
  /** A sentence as plain text. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A sentence with code, bold and links. The values are put in after reading, so no mark in them counts. */
  rich(key: MessageKey, values?: Readonly<Record<string, Span>>): RichText;
}

/** Private-use characters around a value's name, so that no mark is read in the value itself. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
/** More than the cards of the whole base have, with the numbers in them. */
const MOST_SENTENCES = 3000;
/** Of a key and its values: what somebody wrote at length does not come again, and is not kept. */
const LONGEST_NAME = 150;

/** Finds the bot's sentences by language. */
export function createTranslator(): (locale: Locale) => Translate {
  const i18n = createInstance();
  // initAsync is off, so the instance is ready when init returns.
  void i18n.init({
    resources: { en: { bot: english }, nl: { bot: dutch } },
    ns: ["bot"],
    defaultNS: "bot",
    fallbackLng: "en",
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  const cache = new Map<Locale, Translate>();
  return (locale) => {
    const known = cache.get(locale);
    if (known) return known;
    const fixed = i18n.getFixedT(locale);
    // A card has some thirty sentences, and to find one takes longer than to draw it.
    const sentences = createRecentMap<string>(MOST_SENTENCES);
    const marked = new Map<string, RichText>();
    const readMarked = (key: MessageKey, names: readonly string[]): RichText => {
      const name = [key, ...names].join(" ");
      const read = marked.get(name) ?? parseRichText(fixed(key, Object.fromEntries(names.map((one) => [one, OPEN + one + CLOSE]))));
      marked.set(name, read);
      return read;
    };
    const translate: Translate = {
      locale,
      text: (key, values) => {
        const name = values === undefined ? key : key + JSON.stringify(values);
        const known = sentences.get(name);
        if (known !== undefined) return known;
        const text = values === undefined ? fixed(key) : fixed(key, values);
        if (name.length <= LONGEST_NAME) sentences.set(name, text);
        return text;
      },
      rich: (key, values = {}) =>
        readMarked(key, Object.keys(values)).flatMap((span) => (span.kind === "text" ? fillIn(span.text, values) : [span])),
    };
    cache.set(locale, translate);
    return translate;
  };
}

function fillIn(text: string, values: Readonly<Record<string, Span>>): Span[] {
  return text
    .split(/\uE000(\w+)\uE001/)
    .map((part, index): Span => (index % 2 === 1 ? (values[part] as Span) : { kind: "text", text: part }))
    .filter((span) => span.text !== "");
}
