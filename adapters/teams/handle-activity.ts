import type { Delivery, Turn } from "#core";
import { localeOf } from "#core";
import type { Activity } from "./activity.ts";
import { readActivity } from "./activity.ts";
import type { Self } from "./decode.ts";
import { buttonData, field, localeIn, placeOf, turnOf } from "./decode.ts";
import type { Origin } from "./deliver.ts";
import { insteadOf, isElsewhere, operationsOf } from "./deliver.ts";
import { explainMessage, insertAnswer, searchArticles } from "./extension.ts";
import { keepVerdict } from "./feedback.ts";
import { cardMessage, textMessage } from "./invoke-answer.ts";
import { greetOrLeave } from "./membership.ts";
import { cardsOf } from "./messages.ts";
import type { Answer, Elsewhere, HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { renderCard } from "./render.ts";
import { word } from "./words.ts";

/** An event from Teams, handled: everything but the sending. */
export async function handleActivity(event: unknown, parts: HandlerParts): Promise<Outcome> {
  const activity = readActivity(event);
  if (activity === undefined) return NOTHING;
  switch (activity.type) {
    case "message":
      return converse(activity, parts);
    case "invoke":
      return invoke(activity, parts);
    case "conversationUpdate":
    case "installationUpdate":
      return greetOrLeave(activity, parts);
    default:
      return NOTHING;
  }
}

/** What an invoke is answered with when the bot is not ready in time; what it does then follows as messages. */
export function lateAnswer(event: unknown): Answer {
  const activity = readActivity(event);
  if (activity?.name !== "adaptiveCard/action") return { status: 200, body: {} };
  return { status: 200, body: textMessage(word(localeIn(activity), "answer.late")) };
}

async function invoke(activity: Activity, parts: HandlerParts): Promise<Outcome> {
  const answer = (body: unknown): Outcome => ({ ...NOTHING, answer: { status: 200, body } });
  switch (activity.name) {
    case "adaptiveCard/action":
      return converse(activity, parts);
    case "composeExtension/query":
      return answer(searchArticles(activity, parts.bot.lookUp, localeIn(activity)));
    case "composeExtension/fetchTask":
      return answer(explainMessage(activity, parts.bot.lookUp, localeIn(activity)));
    case "composeExtension/submitAction":
      return answer(insertAnswer(activity, parts.bot.lookUp, localeIn(activity)));
    case "message/submitAction":
      await keepVerdict(activity, parts);
      return answer({});
    default:
      return { ...NOTHING, answer: { status: 501 } };
  }
}

async function converse(activity: Activity, { bot, self, hearsChannels }: HandlerParts): Promise<Outcome> {
  const place = placeOf(activity);
  const turn = turnOf(activity, self) ?? (hearsChannels ? overheard(activity, self, bot) : undefined);
  if (turn === undefined || place === undefined) return NOTHING;
  const data = buttonData(activity);
  if (field(data, "via") === "extension") return changeItself(turn, bot);

  const origin: Origin = {
    place,
    person: { id: activity.from.id, ...(activity.from.name === undefined ? {} : { name: activity.from.name }) },
    surface: turn.surface,
    ...(field(data, "as") === "text" ? { asText: true } : {}),
  };
  const { deliveries, elsewhere } = divide(await bot.handle(turn), origin);
  const operations = deliveries.flatMap((delivery) => operationsOf(delivery, origin));
  const reach = { place, isGone: false };
  if (activity.type !== "invoke") return { ...NOTHING, operations, elsewhere, reach };
  const [first] = deliveries;
  const locale = localeIn(activity);
  if (first === undefined) return { ...NOTHING, answer: { status: 200, body: textMessage(word(locale, "answer.nothing")) } };
  const isInPlace = first.to.kind === "update" && origin.asText !== true;
  const [card] = isInPlace ? cardsOf(first.reply) : [];
  const body = card !== undefined ? cardMessage(card) : textMessage(word(first.reply.locale, "answer.below"));
  return { answer: { status: 200, body }, operations, elsewhere, reach };
}

/** What is for here and what is for another platform. A message behind a call for help says that it was sent, so it waits until it was. */
function divide(all: readonly Delivery[], origin: Origin) {
  const called = all.findIndex((one) => one.to.kind === "place" && isElsewhere(one));
  const isAfter = ({ to }: Delivery, index: number) => called >= 0 && index > called && to.kind === "thread";
  const told = all.filter(isAfter).flatMap((delivery) => operationsOf(delivery, origin));
  return {
    deliveries: all.filter((delivery, index) => !isElsewhere(delivery) && !isAfter(delivery, index)),
    elsewhere: all
      .filter(isElsewhere)
      .map((delivery): Elsewhere => ({ delivery, instead: insteadOf(delivery, origin), after: delivery.to.kind === "place" ? told : [] })),
  };
}

/** A press on a card that somebody put in a conversation where the bot is not: only the card itself can change. */
async function changeItself(turn: Turn, bot: HandlerParts["bot"]): Promise<Outcome> {
  const { message: _, ...loose } = turn;
  const [first] = await bot.handle(loose);
  const body =
    first === undefined ? textMessage(word(localeOf(turn.localeHint) ?? "en", "answer.nothing")) : cardMessage(renderCard(first.reply));
  return { ...NOTHING, answer: { status: 200, body } };
}

/** A message to nobody in particular; only an exact code in it is answered. */
function overheard(activity: Activity, self: Self, { lookUp }: HandlerParts["bot"]): Turn | undefined {
  if (activity.type !== "message") return undefined;
  const turn = turnOf(activity, self, true);
  if (turn === undefined || turn.intent.kind !== "ask") return undefined;
  const reply = lookUp.answer(turn.intent.text, turn.localeHint);
  return reply.kind === "answer" && reply.match.by === "code" && reply.match.confidence === "exact" ? turn : undefined;
}
