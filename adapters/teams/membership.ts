import type { Turn } from "#core";
import { plainText } from "#core";
import type { Activity } from "./activity.ts";
import { appId, localeIn, placeOf } from "./decode.ts";
import { operationsOf } from "./deliver.ts";
import type { HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { word } from "./words.ts";

/** The bot was added or removed: one short welcome a conversation, and its place remembered or forgotten. */
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

  const isDirect = activity.conversation.conversationType === "personal";
  const { tenant, conversation, serviceUrl: _, ...thread } = place;
  const turn: Turn = {
    ...{ platform: "teams", tenant, conversation, ...thread },
    user: { id: activity.from.aadObjectId ?? activity.from.id },
    // Teams tells it in two events; the same id makes them one.
    eventId: `welcome/${conversation}`,
    at: new Date(),
    surface: isDirect ? "direct" : "channel",
    localeHint: localeIn(activity),
    intent: { kind: "greet" },
  };
  const operations = (await bot.handle(turn)).flatMap(({ reply, ...delivery }) => {
    const shared = reply.kind === "notice" && !isDirect ? { ...reply, text: plainText(word(reply.locale, "welcome.shared")) } : reply;
    return operationsOf({ ...delivery, reply: shared }, { place, surface: turn.surface });
  });
  return { ...NOTHING, operations, reach };
}
