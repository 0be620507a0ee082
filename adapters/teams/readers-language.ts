import type { Locale, LookUp } from "#core";
import type { Activity } from "./activity.ts";
import { localeIn, turnWith } from "./decode.ts";

/** The language in which who did this reads: chosen here, last written, or that of Teams. */
export async function readersLanguage(activity: Activity, lookUp: Pick<LookUp, "languageOf">): Promise<Locale> {
  const turn = turnWith(activity, { kind: "help" });
  return turn === undefined ? localeIn(activity) : lookUp.languageOf(turn);
}
