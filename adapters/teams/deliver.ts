import type { Delivery, Turn } from "#core";
import { platformOf } from "../elsewhere.ts";
import { privateCard } from "./mark-buttons.ts";
import { messagesOf } from "./messages.ts";
import type { Call, NotTaken, Operation, OutgoingMessage } from "./operation.ts";
import { NEVER } from "./operation.ts";
import type { Elsewhere } from "./outcome.ts";
import type { TeamsPerson, TeamsPlace } from "./place.ts";
import { readAddress } from "./place.ts";
import { word } from "./words.ts";

/** Where a delivery comes from: the place and person of the event that it answers. */
export interface Origin {
  readonly place: TeamsPlace;
  /** Undefined for what nobody said, such as a reminder. */
  readonly person?: TeamsPerson;
  readonly surface: Turn["surface"];
  /** Wants the texts to copy as text. */
  readonly asText?: boolean;
}

/** Whether a delivery is for another platform. */
function isElsewhere(delivery: Delivery): boolean {
  return platformOf(delivery, "teams") !== "teams";
}

/** What is done here for a delivery to another platform, where that could not be reached. */
function insteadOf(delivery: Delivery, origin: Origin): readonly Operation[] {
  return delivery.to.kind === "place" ? operationsOf({ reply: withWarning(delivery), to: { kind: "thread" } }, origin) : [];
}

/** What is for here and what is for another platform. A message behind a call for help says that it was sent, so it waits until it was. */
export function divide(
  all: readonly Delivery[],
  origin: Origin,
): { readonly deliveries: readonly Delivery[]; readonly elsewhere: readonly Elsewhere[] } {
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

/** One way to say it, and after which failures of those before it. */
interface Try {
  readonly call: Call;
  readonly message: OutgoingMessage;
  readonly after: readonly NotTaken[];
}

const AT_ALL: readonly NotTaken[] = [...NEVER, "busy"];

/** What is to be done in Teams for a delivery: its messages in order, the first in its destination and the others behind it. */
export function operationsOf(delivery: Delivery, origin: Origin): readonly Operation[] {
  const { reply, mention, to } = delivery;
  const { asText } = origin;
  const [first, ...others] = messagesOf(reply, { mention, asText });
  if (first === undefined) return [];
  // A name that Teams does not know must not cost the message.
  const [unnamed = first] = first.entities === undefined ? [] : messagesOf(reply, { asText });
  const [told = first] = to.kind === "place" ? messagesOf(withWarning(delivery)) : [];
  const { call, instead } = destinationOf(delivery, origin);
  const tries = [
    { call, message: first, after: [] },
    ...(unnamed === first ? [] : [{ call, message: unnamed, after: ["refused" as const] }]),
    ...instead.map(({ isBack, ...other }) => ({ ...other, message: isBack === true ? told : unnamed })),
  ];
  const behind = call.kind === "update" ? at(call.place) : { call, instead: [] };
  // Texts to copy are no card of what they are about.
  const isCard = asText !== true || first.attachments !== undefined;
  return [
    operationIn(tries, isCard ? delivery : undefined),
    ...others.map((message) =>
      operationIn([
        { call: behind.call, message, after: [] },
        ...behind.instead.map(({ call: other, after }) => ({ call: other, message, after })),
      ]),
    ),
  ];
}

function operationIn(tries: readonly Try[], delivery?: Delivery): Operation {
  const told = delivery === undefined ? {} : { delivery };
  const [first, ...others] = tries.map(({ call, message, after }) => ({ call, message: sealed(message, call), after, ...told }));
  const orElse = others.reduceRight<Operation["orElse"]>(
    (next, one) => ({ ...one, ...(next === undefined ? {} : { orElse: next }) }),
    undefined,
  );
  const { after: _, ...operation } = first as (typeof others)[number];
  return { ...operation, ...(orElse === undefined ? {} : { orElse }) };
}

/** What one person sees says so itself, so that a press on it is answered to that person. */
function sealed(message: OutgoingMessage, call: Call): OutgoingMessage {
  const { attachments } = message;
  if (!("place" in call) || call.place.only === undefined || attachments === undefined) return message;
  return { ...message, attachments: attachments.map((one) => ({ ...one, content: privateCard(one.content) })) };
}

interface Ways {
  readonly call: Call;
  /** What to try where that is not taken. */
  readonly instead: readonly Other[];
}

interface Other {
  readonly call: Call;
  readonly after: readonly NotTaken[];
  /** Tells the one who sent it that it did not arrive. */
  readonly isBack?: true;
}

function destinationOf({ to }: Delivery, { place, person, surface, asText = false }: Origin): Ways {
  switch (to.kind) {
    case "here":
    case "thread":
      return at(place);
    case "private":
      return at(person === undefined || surface === "direct" ? place : { ...place, only: person });
    case "update":
      if (to.address !== undefined) return cardAt(to.address, to.message, place);
      return asText ? at(place) : updateAt(place, to.message);
    case "place": {
      const { call, instead } = callTo(to.address, place);
      const here = at(place);
      // Who called for help must know that it did not arrive, whatever the reason.
      const back = person === undefined ? [] : [{ call: here.call, after: AT_ALL }, ...here.instead];
      return { call, instead: [...instead, ...back.map((one) => ({ ...one, isBack: true as const }))] };
    }
  }
}

/** A message in a place. What only one person may see comes in the chat with that person where Teams refuses to show it there. */
function at(place: TeamsPlace): Ways {
  const { serviceUrl, tenant, only } = place;
  const call = { kind: "post", place } as const;
  return { call, instead: only === undefined ? [] : [{ call: { kind: "chat", serviceUrl, tenant, person: only }, after: NEVER }] };
}

/** A new card only where the old one is not there: one that is busy will be brought up to date at the next press. */
function updateAt(place: TeamsPlace, message: string): Ways {
  const { call, instead } = at(place);
  const after: readonly NotTaken[] = place.only === undefined ? ["missing"] : NEVER;
  return { call: { kind: "update", place, message }, instead: [{ call, after }, ...instead] };
}

/** A card of a run in another conversation; where it is gone, nobody there misses it. */
function cardAt(text: string, message: string, { serviceUrl, tenant }: TeamsPlace): Ways {
  const address = readAddress(text, { serviceUrl, tenant });
  const place = address.kind === "place" ? address.place : { serviceUrl, tenant, conversation: text };
  return { call: { kind: "update", place, message }, instead: [] };
}

/** It names who is on call, never an id. */
export function withWarning({ reply, mention }: Delivery): Delivery["reply"] {
  const who = mention?.name ?? word(reply.locale, "place.onCall");
  return { ...reply, warning: [{ kind: "text", text: word(reply.locale, "place.failed").replace("{{who}}", () => who) }] };
}

function callTo(text: string, { serviceUrl, tenant }: TeamsPlace): Ways {
  const address = readAddress(text, { serviceUrl, tenant });
  switch (address.kind) {
    case "place":
      return at(address.place);
    case "channel":
      return { call: { kind: "newThread", serviceUrl, tenant, channel: address.channel }, instead: [] };
    case "person":
      return { call: { kind: "chat", serviceUrl, tenant, person: { id: address.person } }, instead: [] };
  }
}
