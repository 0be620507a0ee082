import type { Activity } from "./activity.ts";
import { field, placeOf, turnOf } from "./decode.ts";
import type { HandlerParts } from "./outcome.ts";

/** Keeps what somebody pressed in the footer of an answer. Words typed with it are not read: they may hold anything. */
export async function keepVerdict(activity: Activity, { bot, self, articleAt }: HandlerParts): Promise<void> {
  const reaction = field(field(activity.value, "actionValue"), "reaction");
  const place = placeOf(activity);
  const turn = turnOf({ ...activity, type: "message", text: "feedback", value: undefined }, self, true);
  if (turn === undefined || place === undefined || activity.replyToId === undefined) return;
  if (reaction !== "like" && reaction !== "dislike") return;
  const article = await articleAt(place, activity.replyToId);
  if (article === undefined) return;
  await bot.handle({ ...turn, intent: { kind: "feedback", article, verdict: reaction === "like" ? "solved" : "notSolved" } });
}
