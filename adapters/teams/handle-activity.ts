import type { Activity } from "./activity.ts";
import { readActivity } from "./activity.ts";
import type { CheckedCard } from "./checked-card.ts";
import { checkedCards } from "./checked-card.ts";
import { buttonData, field, nameOf, placeOf, turnOf } from "./decode.ts";
import type { Origin } from "./deliver.ts";
import { divide, operationsOf } from "./deliver.ts";
import { explainMessage, goOnInDialog } from "./explain.ts";
import { insertAnswer, searchArticles } from "./extension.ts";
import { keepVerdict } from "./feedback.ts";
import { pressInserted } from "./inserted-card.ts";
import { cardMessage, isOnlyChangingItself, textMessage } from "./invoke-answer.ts";
import { privateCard } from "./mark-buttons.ts";
import { greetOrLeave } from "./membership.ts";
import type { HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { isWorthSaying, overheard } from "./overheard.ts";
import type { TeamsPlace } from "./place.ts";
import { readersLanguage } from "./readers-language.ts";
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
  const { lookUp } = parts.bot;
  const answer = (body: unknown): Outcome => ({ ...NOTHING, answer: { status: 200, body } });
  switch (activity.name) {
    case "adaptiveCard/action":
      return converse(activity, parts);
    case "composeExtension/query":
      return answer(searchArticles(activity, lookUp, await readersLanguage(activity, parts)));
    case "composeExtension/fetchTask":
      return answer(explainMessage(activity, lookUp, await readersLanguage(activity, parts)));
    case "composeExtension/submitAction":
      return answer(insertAnswer(activity, lookUp) ?? goOnInDialog(activity, lookUp) ?? {});
    case "message/submitAction":
      await keepVerdict(activity, parts);
      return answer({});
    default:
      return { ...NOTHING, answer: { status: 501 } };
  }
}

async function converse(activity: Activity, parts: HandlerParts): Promise<Outcome> {
  const { bot, self, hearsChannels } = parts;
  const place = placeOf(activity);
  const said = turnOf(activity, self);
  const turn = said ?? (hearsChannels ? overheard(activity, self, bot) : undefined);
  if (turn === undefined || place === undefined) return NOTHING;
  const name = nameOf(activity);
  const data = buttonData(activity);
  const origin: Origin = {
    place,
    person: { id: activity.from.id, ...(name === undefined ? {} : { name }) },
    surface: turn.surface,
    ...(field(data, "as") === "text" ? { asText: true } : {}),
  };
  const isAnswered = activity.type === "invoke";
  if (isOnlyChangingItself(activity)) {
    return (await pressInserted(turn, origin, isAnswered, parts)) ?? (isAnswered ? handledBefore(activity, parts) : NOTHING);
  }
  const all = await bot.handle(turn);
  if (said === undefined && !all.every(({ reply }) => isWorthSaying(reply))) return NOTHING;
  const { deliveries, elsewhere } = divide(all, origin);
  const operations = deliveries.flatMap((delivery) => operationsOf(delivery, origin));
  const reach = { place, isGone: false };
  if (!isAnswered) return { ...NOTHING, operations, elsewhere, reach };
  const [first] = deliveries;
  if (first === undefined) return handledBefore(activity, parts);
  const isInPlace = first.to.kind === "update" && origin.asText !== true;
  const [shown] = isInPlace ? checkedCards(first.reply) : [];
  const body = shown === undefined ? textMessage(word(first.reply.locale, "answer.below")) : cardMessage(asSeenIn(place, shown));
  return { answer: { status: 200, body }, operations, elsewhere, reach };
}

/** Teams delivers a press again, and people press twice. */
async function handledBefore(activity: Activity, parts: HandlerParts): Promise<Outcome> {
  return { ...NOTHING, answer: { status: 200, body: textMessage(word(await readersLanguage(activity, parts), "answer.nothing")) } };
}

function asSeenIn({ only }: TeamsPlace, checked: CheckedCard): CheckedCard {
  return only === undefined || checked.kind === "words" ? checked : { kind: "card", card: privateCard(checked.card) };
}
