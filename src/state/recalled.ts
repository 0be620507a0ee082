import type { Locale } from "../i18n/locale.ts";

/** What is remembered of a conversation and a person. */
export interface Recalled {
  /** The language chosen in the conversation. */
  readonly chosen: Locale | undefined;
  /** The language the person chose for what he is told alone. */
  readonly preferred: Locale | undefined;
  /** The language the person last wrote a sentence in. */
  readonly used: Locale | undefined;
  /** The language in which the conversation was last answered; a guess, weaker than a language somebody wrote in. */
  readonly answered: Locale | undefined;
  /** What the conversation is about. */
  readonly last: LastAnswer | undefined;
}

/** What a turn leaves behind. */
export interface TurnKept {
  readonly conversation: string;
  readonly at: Date;
  /** Missing where a change of a run has marked it. */
  readonly event?: string;
  /** The language of the answer. */
  readonly answered?: Locale;
  /** The channel of which the conversation is a thread: the language of the answer counts for it too. */
  readonly around?: string;
  /** The language in which the person wrote a sentence. */
  readonly used?: { readonly person: string; readonly locale: Locale };
  /** What the conversation is about from now on, or that it is about nothing; missing: as before. */
  readonly subject?: { readonly answer: LastAnswer | undefined };
  /** The question, where it has no answer; redacted before it comes here. */
  readonly gap?: Gap;
}

/** A question that was not answered. */
export interface Gap {
  readonly organisation: string;
  readonly id: string;
  readonly at: Date;
  readonly locale: Locale;
  /** Redacted. */
  readonly text: string;
  readonly because: "notKnown" | "noneOfThese";
  /** The nearest article at the time. */
  readonly nearest?: string;
}

/** The article that a conversation is about, so that typed words such as "all steps" have a meaning. */
export interface LastAnswer {
  readonly article: string;
  /** The next articles to try when it is not this one. */
  readonly candidates: readonly string[];
  /** The run whose card was shown last, by its id; it may be over, or moved on elsewhere. */
  readonly run?: string;
}

/** A card that stands higher up in the conversation. */
export interface EarlierAnswer {
  /** The platform's id of the message. */
  readonly message: string;
  readonly at: Date;
}
