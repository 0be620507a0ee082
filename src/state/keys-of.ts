import type { Turn } from "../turn.ts";

/** Under which keys a turn's conversation, person and event are remembered. */
export interface Keys {
  readonly conversation: string;
  readonly user: string;
  readonly event: string;
}

/** The keys of a turn; each begins with the organisation. Parts are escaped, so that no name can reach another's row. */
export function keysOf(
  {
    platform,
    tenant,
    conversation,
    thread,
    user,
    eventId,
  }: Pick<Turn, "platform" | "tenant" | "conversation" | "thread" | "user" | "eventId">,
  organisation: string,
): Keys {
  const key = (...parts: readonly string[]) => [organisation, platform, tenant, ...parts].map(encodeURIComponent).join("/");
  return { conversation: key(conversation, thread ?? ""), user: key(user.id), event: key(eventId) };
}

/** The key of the channel that a turn is said in a thread of; undefined outside one, and where only one person reads the answer. */
export function channelOf({ thread, ...turn }: Turn, organisation: string): string | undefined {
  const isThread = thread !== undefined && (turn.surface === "channel" || turn.surface === "group");
  return isThread ? keysOf(turn, organisation).conversation : undefined;
}

/** Whether a key is that of a conversation or of one of its threads: the key without a thread is what all of them begin with. */
export function isWithin(key: string, conversation: string): boolean {
  return key === conversation || (conversation.endsWith("/") && key.startsWith(conversation));
}

/** Where the key of a conversation was made: the thread is left out where there was none. */
export interface Place {
  readonly platform: string;
  readonly tenant: string;
  readonly conversation: string;
  readonly thread?: string;
}

/** The place that the key of a conversation was made of. */
export function placeIn(key: string): Place {
  const [, platform = "", tenant = "", conversation = "", thread = ""] = key.split("/").map(decodeURIComponent);
  return { platform, tenant, conversation, ...(thread === "" ? {} : { thread }) };
}

/** The platform, tenant and id that the key of a person was made of. */
export function personIn(key: string): { readonly platform: string; readonly tenant: string; readonly id: string } {
  const [, platform = "", tenant = "", id = ""] = key.split("/").map(decodeURIComponent);
  return { platform, tenant, id };
}
