import type { Delivery, Turn } from "#core";
import { plainText } from "#core";
import type { Origin } from "./deliver.ts";
import { insteadOf, isElsewhere, operationsOf } from "./deliver.ts";
import { markedCard } from "./extension.ts";
import { cardMessage } from "./invoke-answer.ts";
import { messagesOf } from "./messages.ts";
import type { Alternative, Call, Operation } from "./operation.ts";
import { NEVER } from "./operation.ts";
import type { Elsewhere, HandlerParts, Outcome } from "./outcome.ts";
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
  const [first] = all.filter((delivery) => !hasOwnPlace(delivery));
  if (first === undefined) return undefined;
  const { person: __, ...nobody } = origin;
  const sent = all.filter((delivery) => !isElsewhere(delivery));
  const others = sent.filter(hasOwnPlace).flatMap((delivery) => operationsOf(delivery, nobody));
  const elsewhere = all.filter(isElsewhere).map((delivery): Elsewhere => {
    const instead = insteadOf(delivery, origin).map((one) => orInChat(one, delivery, origin));
    return { delivery, instead, after: [] };
  });
  if (isAnswered) {
    const card = markedCard(first.reply);
    return card && { answer: { status: 200, body: cardMessage(card) }, operations: others, elsewhere };
  }
  const said = sent.filter((delivery) => !hasOwnPlace(delivery));
  const operations = said.flatMap((delivery) => operationsOf(delivery, origin).map((one) => orInChat(one, delivery, origin)));
  return { ...NOTHING, operations: [...operations, ...others], elsewhere, reach: { place: origin.place, isGone: false } };
}

/** What is for another place than the conversation of the card, such as whoever is on call. */
function hasOwnPlace({ to }: Delivery): boolean {
  return to.kind === "place" || (to.kind === "update" && to.address !== undefined);
}

/** Where the bot is no member its messages are refused; then the presser reads it in his own chat with the bot, and why. */
function orInChat(operation: Operation, { reply }: Delivery, { place, person, surface, asText }: Origin): Operation {
  if (person === undefined || surface === "direct") return operation;
  const warning = [...(reply.warning ?? []), ...plainText(`${word(reply.locale, "inserted.elsewhere")} `)];
  const [message] = messagesOf({ ...reply, warning }, { asText });
  const call: Call = { kind: "chat", serviceUrl: place.serviceUrl, tenant: place.tenant, person };
  return message === undefined ? operation : atEnd(operation, { call, message, after: NEVER });
}

function atEnd<One extends Operation>(operation: One, last: Alternative): One {
  return { ...operation, orElse: operation.orElse === undefined ? last : atEnd(operation.orElse, last) };
}
