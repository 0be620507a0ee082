import type { Wanted } from "./dialog/resolve-typed.ts";
import type { DetectLocale } from "./i18n/detect-locale.ts";
import type { Locale } from "./i18n/locale.ts";
import { localeOf } from "./i18n/locale.ts";
import type { Recalled } from "./state/store.ts";

/** The language of an answer. */
export interface SettledLocale {
  readonly locale: Locale;
  /** The language that the person certainly wrote in, to be remembered of them. */
  readonly written?: Locale;
}

/** What is asked, and how. */
export interface Said {
  readonly localeHint: string | undefined;
  readonly wanted: Wanted;
  /** Whether only the one who asks reads the answer: then his own choice counts most. */
  readonly isPrivate: boolean;
}

/**
 * Explicit choice here, then a text whose language is certain, then what this person chose for himself or last wrote, the platform's hint, the
 * last answer here, a guess.
 */
export function settleLocale(
  { chosen, preferred, used, answered }: Recalled,
  { localeHint, wanted, isPrivate }: Said,
  detect: DetectLocale,
): SettledLocale {
  if (wanted.kind === "language") return { locale: wanted.locale };
  const explicit = (isPrivate ? preferred : undefined) ?? chosen;
  if (explicit !== undefined) return { locale: explicit };
  const detected = wanted.kind === "ask" ? detect(wanted.text) : undefined;
  if (detected?.certain) return { locale: detected.locale, written: detected.locale };
  return { locale: preferred ?? used ?? localeOf(localeHint) ?? answered ?? detected?.locale ?? "en" };
}
