import type { Locale } from "../i18n/locale.ts";

/** The article that a conversation is about, so that typed words such as "all steps" have a meaning. */
export interface LastAnswer {
  readonly article: string;
  /** The next articles to try when it is not this one. */
  readonly candidates: readonly string[];
}

/**
 * What the bot remembers, behind one port. Every change is one call.
 *
 * Keys begin with the organisation, so that none sees another's: see `keysOf`.
 */
export interface Store {
  /** The language chosen in a conversation. */
  chosenLanguage(conversation: string): Promise<Locale | undefined>;
  chooseLanguage(conversation: string, locale: Locale): Promise<void>;
  /** The language a person last wrote a sentence in. */
  usedLanguage(user: string): Promise<Locale | undefined>;
  useLanguage(user: string, locale: Locale): Promise<void>;
  lastAnswer(conversation: string): Promise<LastAnswer | undefined>;
  /** Undefined: the conversation is about nothing any more. */
  keepAnswer(conversation: string, answer: LastAnswer | undefined): Promise<void>;
  /** The language in which a conversation was last answered; a guess, weaker than a language somebody wrote in. */
  answeredIn(conversation: string): Promise<Locale | undefined>;
  keepAnsweredIn(conversation: string, locale: Locale): Promise<void>;
}
