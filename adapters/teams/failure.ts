import type { Locale, Reply } from "#core";
import { readActivity } from "./activity.ts";
import { nameOf, placeOf } from "./decode.ts";
import { operationsOf } from "./deliver.ts";
import { isOnlyChangingItself, sentenceAnswer } from "./invoke-answer.ts";
import type { Answer, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { word } from "./words.ts";

/**
 * What an invoke is answered with when the bot is not ready in time. What a press brings follows as a message; a search or a dialog has
 * nowhere to follow, and is asked for again.
 */
export function lateAnswer(event: unknown, locale: Locale): Answer {
  const activity = readActivity(event);
  if (activity === undefined) return { status: 200, body: {} };
  const follows = activity.name === "adaptiveCard/action" && !isOnlyChangingItself(activity);
  return { status: 200, body: sentenceAnswer(activity, word(locale, follows ? "answer.late" : "answer.again")) };
}

/**
 * What the one who said it is told when the bot failed, with the id under which the log has it; gives nothing away of why.
 *
 * The request is answered as handled: Teams would deliver it again, and it would fail again.
 */
export function failure(event: unknown, id: string, locale: Locale, isAnswered: boolean): Outcome {
  const activity = readActivity(event);
  if (activity === undefined) return NOTHING;
  const text = word(locale, "failed").replace("{{id}}", () => id);
  if (activity.type === "invoke" && !isAnswered) return { ...NOTHING, answer: { status: 200, body: sentenceAnswer(activity, text) } };
  const place = placeOf(activity);
  const isSaid = activity.type === "message" || (activity.name === "adaptiveCard/action" && !isOnlyChangingItself(activity));
  if (place === undefined || !isSaid) return NOTHING;
  const reply: Reply = { kind: "notice", locale, text: [{ kind: "text", text }], prompts: [], furtherPrompts: [] };
  const name = nameOf(activity);
  const person = { id: activity.from.id, ...(name === undefined ? {} : { name }) };
  return { ...NOTHING, operations: operationsOf({ reply, to: { kind: "here" } }, { place, person, surface: "channel" }) };
}
