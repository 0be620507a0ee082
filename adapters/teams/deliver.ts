import type { Delivery, Turn } from "#core";
import { platformOf } from "../elsewhere.ts";
import { messagesOf } from "./messages.ts";
import type { Call, Operation } from "./operation.ts";
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
export function isElsewhere(delivery: Delivery): boolean {
  return platformOf(delivery, "teams") !== "teams";
}

/** What is done here for a delivery to another platform, where that could not be reached. */
export function insteadOf(delivery: Delivery, origin: Origin): readonly Operation[] {
  return delivery.to.kind === "place" ? operationsOf({ reply: withWarning(delivery), to: { kind: "thread" } }, origin) : [];
}

/** What is to be done in Teams for a delivery: its messages in order, the first in its destination and the others behind it. */
export function operationsOf(delivery: Delivery, origin: Origin): readonly Operation[] {
  const { reply, mention } = delivery;
  const [first, ...others] = messagesOf(reply, { mention, asText: origin.asText });
  if (first === undefined) return [];
  const { call, instead } = destinationOf(delivery, origin);
  const behind: Call = call.kind === "update" ? { kind: "post", place: call.place } : call;
  // A name that Teams does not know must not cost the message.
  const { entities: _, text: __, textFormat: ___, ...unnamed } = first;
  const [told = first] =
    delivery.to.kind === "place" ? messagesOf(withWarning(delivery)) : [first.entities === undefined ? first : unnamed];
  const tries = [
    { call, message: first },
    ...(first.entities === undefined ? [] : [{ call, message: unnamed }]),
    ...instead.map((other) => ({ call: other, message: told })),
  ];
  const chained = tries.reduceRight<Operation | undefined>(
    (orElse, one) => ({ ...one, delivery, ...(orElse === undefined ? {} : { orElse }) }),
    undefined,
  );
  return [...(chained === undefined ? [] : [chained]), ...others.map((message) => ({ call: behind, message }))];
}

/** The call for a destination, and what to try where Teams refuses it. */
function destinationOf({ to }: Delivery, origin: Origin): { readonly call: Call; readonly instead: readonly Call[] } {
  const { place, person, surface, asText = false } = origin;
  const { serviceUrl, tenant } = place;
  const post: Call = { kind: "post", place };
  const privately = (): ReturnType<typeof destinationOf> =>
    person === undefined || surface === "direct"
      ? { call: post, instead: [] }
      : { call: { kind: "targeted", place, person }, instead: [{ kind: "chat", serviceUrl, tenant, person }] };
  switch (to.kind) {
    case "here":
      // Who typed a slash command sees the answer alone.
      return surface === "command" ? privately() : { call: post, instead: [] };
    case "private":
      return privately();
    case "update":
      if (to.address !== undefined) return cardAt(to.address, to.message, place);
      if (asText) return { call: post, instead: [] };
      return { call: { kind: "update", place, message: to.message }, instead: [post] };
    case "thread":
      return { call: post, instead: [] };
    case "place":
      return { call: callTo(to.address, place), instead: person === undefined ? [] : [post] };
  }
}

/** A card of a run in another conversation; where it is gone, nobody there misses it. */
function cardAt(text: string, message: string, { serviceUrl, tenant }: TeamsPlace): ReturnType<typeof destinationOf> {
  const address = readAddress(text, { serviceUrl, tenant });
  const place = address.kind === "place" ? address.place : { serviceUrl, tenant, conversation: text };
  return { call: { kind: "update", place, message }, instead: [] };
}

/** Who called for help must know that it did not arrive where it should. */
function withWarning({ reply, to }: Delivery): Delivery["reply"] {
  const place = to.kind === "place" ? to.address : "";
  return { ...reply, warning: [{ kind: "text", text: word(reply.locale, "place.failed").replace("{{place}}", () => place) }] };
}

function callTo(text: string, { serviceUrl, tenant }: TeamsPlace): Call {
  const address = readAddress(text, { serviceUrl, tenant });
  switch (address.kind) {
    case "place":
      return { kind: "post", place: address.place };
    case "channel":
      return { kind: "newThread", serviceUrl, tenant, channel: address.channel };
    case "person":
      return { kind: "chat", serviceUrl, tenant, person: { id: address.person } };
  }
}
