import type { Delivery, Turn } from "#core";
import { plainText } from "#core";
import type { Activity } from "./activity.ts";
import { appId, placeOf, turnWith } from "./decode.ts";
import { operationsOf } from "./deliver.ts";
import type { HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { word } from "./words.ts";

/** Teams tells that the bot was added in two events, one soon after the other. */
const SOON = 10 * 60_000;

/**
 * The bot was added or removed: its place is remembered or forgotten, and where others see it, it says hello.
 *
 * Not in a personal chat: Teams shows the prompt starters of the package there, and only where the bot says nothing first.
 */
export async function greetOrLeave(activity: Activity, { bot, self }: HandlerParts): Promise<Outcome> {
  const place = placeOf(activity);
  if (place === undefined) return NOTHING;
  const has = (members: Activity["membersAdded"]) => members?.some(({ id }) => appId(id) === appId(self.id)) === true;
  if (has(activity.membersRemoved) || activity.action?.startsWith("remove")) {
    // Its threads are gone with it.
    const { thread: _, ...whole } = place;
    return { ...NOTHING, reach: { place: whole, isGone: true } };
  }
  const reach = { place, isGone: false };
  // An upgrade is no reason to say hello again; who is added beside the bot was not talking to it.
  if (!has(activity.membersAdded) && activity.action !== "add")
    return activity.type === "installationUpdate" ? { ...NOTHING, reach } : NOTHING;
  const turn = turnWith(activity, { kind: "greet" });
  // The news about members often comes first, and does not always tell a language; the news of the installation does.
  const isEarly = activity.type !== "installationUpdate" && turn?.localeHint === undefined;
  if (turn === undefined || turn.surface === "direct" || isEarly) return { ...NOTHING, reach };
  const operations = (await greeting(turn, bot)).flatMap(({ reply, ...delivery }) => {
    const shared = reply.kind === "notice" ? { ...reply, text: plainText(word(reply.locale, "welcome.shared")) } : reply;
    return operationsOf({ ...delivery, reply: shared }, { place, surface: turn.surface });
  });
  return { ...NOTHING, operations, reach };
}

/**
 * Once for both events, and again when the bot is added another day.
 *
 * Time is cut in pieces twice, the second time by half a piece later: two moments that are near fall in one piece of one of them. So an
 * event finds the other one whichever way it comes, after a restart and in another process too.
 */
async function greeting(turn: Turn, bot: HandlerParts["bot"]): Promise<readonly Delivery[]> {
  const time = turn.at.getTime();
  const pieces = [time, time + SOON].map((moment, index) => `${index}/${Math.floor(moment / (2 * SOON))}`);
  let said: readonly Delivery[] = [];
  // One after the other: who is second in the first piece leaves the other one alone.
  for (const piece of pieces) {
    said = await bot.handle({ ...turn, eventId: `welcome/${turn.conversation}/${piece}` });
    if (said.length === 0) break;
  }
  return said;
}
