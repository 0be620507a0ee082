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

/** The platform, tenant, conversation and thread that the key of a conversation was made of. */
export function placeIn(key: string): Required<Pick<Turn, "platform" | "tenant" | "conversation" | "thread">> {
  const [, platform = "", tenant = "", conversation = "", thread = ""] = key.split("/").map(decodeURIComponent);
  return { platform, tenant, conversation, thread };
}
