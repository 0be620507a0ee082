import * as z from "zod";
import type { Place } from "#core";
import { placeIn } from "#core";

/** Where a message can be sent in Teams: what is kept of a conversation to reach it again. */
export interface TeamsPlace {
  /** The address of Teams for this tenant, as it came with an authenticated event. */
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly conversation: string;
  /** The first message of the thread, in a channel. */
  readonly thread?: string;
  /** The one person who sees what is sent here: what was asked in private stays so, whoever sends it and however it fails. */
  readonly only?: TeamsPerson;
}

/** Who a message is for when only one person may see it. */
export interface TeamsPerson {
  readonly id: string;
  readonly name?: string;
}

const addressSchema = z.object({
  serviceUrl: z.string(),
  tenant: z.string(),
  conversation: z.string(),
  thread: z.string().optional(),
  only: z.object({ id: z.string(), name: z.string().optional() }).optional(),
});

/** A place as the text that the store keeps. */
export function writeAddress({ serviceUrl, tenant, conversation, thread, only }: TeamsPlace): string {
  return JSON.stringify({ serviceUrl, tenant, conversation, thread, only });
}

const PRIVATE = "@";

/**
 * What stands in place of a thread where only one person sees the messages: a conversation of its own, so that "next" in the channel never
 * moves, and so shows to all, what a colleague does by himself.
 */
export function privateThread(person: string): string {
  return `${PRIVATE}${person}`;
}

/** A place as the bot remembers it. */
export function rememberedPlace({ tenant, conversation, thread, only }: TeamsPlace): Place {
  const kept = only === undefined ? thread : privateThread(only.id);
  return { platform: "teams", tenant, conversation, ...(kept === undefined ? {} : { thread: kept }) };
}

/** What an address means: a place that was kept, the key of a conversation, or the id of a channel or a person in the settings. */
export type Address =
  | { readonly kind: "place"; readonly place: TeamsPlace }
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "person"; readonly person: string };

/** Reads an address; `serviceUrl` and tenant are those to use where it names none itself. */
export function readAddress(address: string, { serviceUrl, tenant }: Pick<TeamsPlace, "serviceUrl" | "tenant">): Address {
  if (address.startsWith("{")) {
    const { thread, only, ...place } = addressSchema.parse(JSON.parse(address));
    const { id = "", name } = only ?? {};
    const reader = only === undefined ? {} : { only: { id, ...(name === undefined ? {} : { name }) } };
    return { kind: "place", place: { ...place, ...(thread === undefined ? {} : { thread }), ...reader } };
  }
  if (address.includes("/teams/")) {
    const key = placeIn(address);
    return { kind: "place", place: { serviceUrl, tenant: key.tenant || tenant, conversation: key.conversation, ...within(key.thread) } };
  }
  return /^19:.+@thread\./.test(address) ? { kind: "channel", channel: address } : { kind: "person", person: address };
}

function within(thread: string | undefined): Pick<TeamsPlace, "thread" | "only"> {
  if (thread === undefined) return {};
  return thread.startsWith(PRIVATE) ? { only: { id: thread.slice(PRIVATE.length) } } : { thread };
}

/** The conversation as Teams names it in an address: with the thread, or the message would begin a new one. */
export function conversationIn({ conversation, thread }: Pick<TeamsPlace, "conversation" | "thread">): string {
  return thread === undefined ? conversation : `${conversation};messageid=${thread}`;
}
