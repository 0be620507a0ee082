import type { Turn } from "#core";
import { localeOf } from "#core";
import type { Activity } from "./activity.ts";
import { readActivity } from "./activity.ts";
import type { CheckedCard } from "./checked-card.ts";
import { checkedCards } from "./checked-card.ts";
import type { Self } from "./decode.ts";
import { buttonData, field, localeIn, placeOf, turnOf } from "./decode.ts";
import type { Origin } from "./deliver.ts";
import { isElsewhere, operationsOf } from "./deliver.ts";
import { explainMessage, insertAnswer, searchArticles } from "./extension.ts";
import { keepVerdict } from "./feedback.ts";
import { cardMessage, isOnlyChangingItself, textMessage } from "./invoke-answer.ts";
import { markButtons, privateCard } from "./mark-buttons.ts";
import { greetOrLeave } from "./membership.ts";
import type { HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import type { TeamsPlace } from "./place.ts";
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
  if (isOnlyChangingItself(activity)) return changeItself(turn, bot);

  const origin: Origin = {
    place,
    person: { id: activity.from.id, ...(activity.from.name === undefined ? {} : { name: activity.from.name }) },
    surface: turn.surface,
    ...(field(data, "as") === "text" ? { asText: true } : {}),
  };
  const all = await bot.handle(turn);
  const deliveries = all.filter((delivery) => !isElsewhere(delivery));
  const elsewhere = all.filter(isElsewhere);
  const operations = deliveries.flatMap((delivery) => operationsOf(delivery, origin));
  const reach = { place, isGone: false };
  if (activity.type !== "invoke") return { ...NOTHING, operations, elsewhere, reach };
  const [first] = deliveries;
  const locale = localeIn(activity);
  if (first === undefined) return { ...NOTHING, answer: { status: 200, body: textMessage(word(locale, "answer.nothing")) } };
  const isInPlace = first.to.kind === "update" && origin.asText !== true;
  const [shown] = isInPlace ? checkedCards(first.reply) : [];
  const body = shown === undefined ? textMessage(word(first.reply.locale, "answer.below")) : cardMessage(asSeenIn(place, shown));
  return { answer: { status: 200, body }, operations, elsewhere, reach };
}

function asSeenIn({ only }: TeamsPlace, checked: CheckedCard): CheckedCard {
  return only === undefined || checked.kind === "words" ? checked : { kind: "card", card: privateCard(checked.card) };
}

/** A press on a card that somebody put in a conversation where the bot is not: only the card itself can change. */
async function changeItself(turn: Turn, bot: HandlerParts["bot"]): Promise<Outcome> {
  const { message: _, ...loose } = turn;
  const [first] = await bot.handle(loose);
  const [shown] = first === undefined ? [] : checkedCards(first.reply);
  const body = shown === undefined ? textMessage(word(localeOf(turn.localeHint) ?? "en", "answer.nothing")) : cardMessage(inMessage(shown));
  return { ...NOTHING, answer: { status: 200, body } };
}

/** The card keeps its mark, or the next press would be posted where the bot is not. */
function inMessage(checked: CheckedCard): CheckedCard {
  return checked.kind === "words" ? checked : { kind: "card", card: markButtons(checked.card, { via: "extension" }) };
}

/** A message to nobody in particular; only an exact code in it is answered. */
function overheard(activity: Activity, self: Self, { lookUp }: HandlerParts["bot"]): Turn | undefined {
  if (activity.type !== "message") return undefined;
  const turn = turnOf(activity, self, true);
  if (turn === undefined || turn.intent.kind !== "ask") return undefined;
  const reply = lookUp.answer(turn.intent.text, turn.localeHint);
  return reply.kind === "answer" && reply.match.by === "code" && reply.match.confidence === "exact" ? turn : undefined;
}
