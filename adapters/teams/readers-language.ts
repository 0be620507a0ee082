import type { Bot, Locale } from "#core";
import type { Activity } from "./activity.ts";
import { localeIn, turnWith } from "./decode.ts";

/** The language in which who did this reads: chosen here, last written, or that of Teams. */
export async function readersLanguage(activity: Activity, { bot }: { readonly bot: Pick<Bot, "localeFor"> }): Promise<Locale> {
  const turn = turnWith(activity, { kind: "help" });
  return turn === undefined ? localeIn(activity) : bot.localeFor(turn);
}
