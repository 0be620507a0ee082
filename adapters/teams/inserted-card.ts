import type { Delivery, Turn } from "#core";
import { plainText } from "#core";
import type { Origin } from "./deliver.ts";
import { divide, operationsOf, withWarning } from "./deliver.ts";
import { markedCard } from "./extension.ts";
import { cardMessage } from "./invoke-answer.ts";
import { messagesOf } from "./messages.ts";
import type { Alternative, Call, Operation } from "./operation.ts";
import { NEVER } from "./operation.ts";
import type { HandlerParts, Outcome } from "./outcome.ts";
import { NOTHING } from "./outcome.ts";
import { word } from "./words.ts";

/**
 * A press on a card that somebody put in a message. It may stand where the bot is not, and it is never the bot's own to change.
 *
 * Action.Execute is answered with the card that takes its place, for the next press too; Action.Submit cannot be answered, so a message
 * follows, in the presser's own chat with the bot where that conversation refuses it. Undefined for a press that was handled before.
 */
export async function pressInserted(
  turn: Turn,
  origin: Origin,
  isAnswered: boolean,
  { bot }: Pick<HandlerParts, "bot">,
): Promise<Outcome | undefined> {
  const { message: _, ...loose } = turn;
  const all = await bot.handle(loose);
  // A message of its own has no place where the bot may not be; the card says it too.
  const { deliveries, elsewhere } = divide(isAnswered ? all.filter(({ to }) => to.kind !== "thread") : all, origin);
  const [first] = deliveries.filter((delivery) => !hasOwnPlace(delivery));
  if (first === undefined) return undefined;
  const sent = isAnswered ? deliveries.filter(hasOwnPlace) : deliveries;
  const outcome = {
    ...NOTHING,
    operations: sent.flatMap((delivery) => operationsOf(delivery, origin).map((one) => orInChat(one, delivery, origin))),
    elsewhere: elsewhere.map((one) => ({ ...one, instead: one.instead.map((other) => orInChat(other, one.delivery, origin)) })),
  };
  if (!isAnswered) return { ...outcome, reach: { place: origin.place, isGone: false } };
  // The card keeps its mark, or the next press would be posted where the bot is not.
  const card = markedCard(first.reply);
  return card && { ...outcome, answer: { status: 200, body: cardMessage(card) } };
}

/** What is for another place than the conversation of the card, such as whoever is on call. */
function hasOwnPlace({ to }: Delivery): boolean {
  return to.kind === "place" || (to.kind === "update" && to.address !== undefined);
}

/** Where the bot is no member its messages are refused; then the presser reads it in his own chat with the bot, and why. */
function orInChat(operation: Operation, delivery: Delivery, { place, person, surface, asText }: Origin): Operation {
  const { to } = delivery;
  if (person === undefined || surface === "direct" || (to.kind === "update" && to.address !== undefined)) return operation;
  const reply = to.kind === "place" ? withWarning(delivery) : delivery.reply;
  const warning = [
    ...(reply.warning === undefined ? [] : [...reply.warning, ...plainText(" ")]),
    ...plainText(word(reply.locale, "inserted.elsewhere")),
  ];
  const [message] = messagesOf({ ...reply, warning }, { asText });
  const call: Call = { kind: "chat", serviceUrl: place.serviceUrl, tenant: place.tenant, person };
  return message === undefined ? operation : withLast(operation, { call, message, after: NEVER });
}

function withLast<One extends Operation>(operation: One, last: Alternative): One {
  return { ...operation, orElse: operation.orElse === undefined ? last : withLast(operation.orElse, last) };
}
