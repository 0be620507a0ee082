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

/** Explicit choice here, then a text whose language is certain, then what this person last wrote, the platform's hint, the last answer here, a guess. */
export function settleLocale(
  { chosen, used, answered }: Recalled,
  { localeHint, wanted }: { readonly localeHint: string | undefined; readonly wanted: Wanted },
  detect: DetectLocale,
): SettledLocale {
  if (wanted.kind === "language") return { locale: wanted.locale };
  if (chosen !== undefined) return { locale: chosen };
  const detected = wanted.kind === "ask" ? detect(wanted.text) : undefined;
  if (detected?.certain) return { locale: detected.locale, written: detected.locale };
  return { locale: used ?? localeOf(localeHint) ?? answered ?? detected?.locale ?? "en" };
}
