import type { Wanted } from "./dialog/resolve-typed.ts";
import type { DetectLocale } from "./i18n/detect-locale.ts";
import type { Locale } from "./i18n/locale.ts";
import { localeOf } from "./i18n/locale.ts";
import type { Keys } from "./state/keys-of.ts";
import type { Store } from "./state/store.ts";

/** Explicit choice here, then a text whose language is certain, then what this person last wrote, the platform's hint, the last answer here, a guess. */
export async function settleLocale(
  { keys, localeHint, wanted }: { readonly keys: Keys; readonly localeHint: string | undefined; readonly wanted: Wanted },
  store: Store,
  detect: DetectLocale,
): Promise<Locale> {
  const chosen = await store.chosenLanguage(keys.conversation);
  if (chosen !== undefined) return chosen;
  const detected = wanted.kind === "ask" ? detect(wanted.text) : undefined;
  if (detected?.certain) {
    await store.useLanguage(keys.user, detected.locale);
    return detected.locale;
  }
  return (
    (await store.usedLanguage(keys.user)) ?? localeOf(localeHint) ?? (await store.answeredIn(keys.conversation)) ?? detected?.locale ?? "en"
  );
}
