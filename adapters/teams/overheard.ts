import type { Reply, Turn } from "#core";
import type { Activity } from "./activity.ts";
import type { Self } from "./decode.ts";
import { turnOf } from "./decode.ts";
import type { HandlerParts } from "./outcome.ts";

/**
 * A message to nobody in particular, where the bot reads along: only an exact code in it is answered, and once.
 *
 * The event is named after the article, so that a thread hears of it once, and a chat once a day, whoever says the code again.
 */
export function overheard(activity: Activity, self: Self, { lookUp }: HandlerParts["bot"]): Turn | undefined {
  if (activity.type !== "message") return undefined;
  const turn = turnOf(activity, self, true);
  if (turn === undefined || turn.intent.kind !== "ask") return undefined;
  const article = exactArticle(lookUp.answer(turn.intent.text, turn.localeHint));
  const { conversation, thread, at } = turn;
  return article === undefined ? undefined : { ...turn, eventId: ["overheard", conversation, thread ?? dayOf(at), article].join("/") };
}

/** Whether what the bot has to say is worth saying unasked: the card itself, not that it stands there already. */
export function isWorthSaying({ kind }: Reply): boolean {
  return kind === "answer";
}

function exactArticle(reply: Reply): string | undefined {
  if (reply.kind !== "answer" || reply.match.by !== "code" || reply.match.confidence !== "exact") return undefined;
  return reply.evidence.article;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
