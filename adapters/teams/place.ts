import * as z from "zod";
import { placeIn } from "#core";

/** Where a message can be sent in Teams: what is kept of a conversation to reach it again. */
export interface TeamsPlace {
  /** The address of Teams for this tenant, as it came with an authenticated event. */
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly conversation: string;
  /** The first message of the thread, in a channel. */
  readonly thread?: string;
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
});

/** A place as the text that the store keeps. */
export function writeAddress({ serviceUrl, tenant, conversation, thread }: TeamsPlace): string {
  return JSON.stringify({ serviceUrl, tenant, conversation, thread });
}

/** What an address means: a place that was kept, the key of a conversation, or the id of a channel or a person in the settings. */
export type Address =
  | { readonly kind: "place"; readonly place: TeamsPlace }
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "person"; readonly person: string };

/** Reads an address; `serviceUrl` and tenant are those to use where it names none itself. */
export function readAddress(address: string, { serviceUrl, tenant }: Pick<TeamsPlace, "serviceUrl" | "tenant">): Address {
  if (address.startsWith("{")) {
    const { thread, ...place } = addressSchema.parse(JSON.parse(address));
    return { kind: "place", place: { ...place, ...(thread === undefined ? {} : { thread }) } };
  }
  if (address.includes("/teams/")) {
    const key = placeIn(address);
    const thread = key.thread === undefined ? {} : { thread: key.thread };
    return { kind: "place", place: { serviceUrl, tenant: key.tenant || tenant, conversation: key.conversation, ...thread } };
  }
  return /^19:.+@thread\./.test(address) ? { kind: "channel", channel: address } : { kind: "person", person: address };
}

/** The conversation as Teams names it in an address: with the thread, or the message would begin a new one. */
export function conversationIn({ conversation, thread }: Pick<TeamsPlace, "conversation" | "thread">): string {
  return thread === undefined ? conversation : `${conversation};messageid=${thread}`;
}
