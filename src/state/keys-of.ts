import type { Turn } from "../turn.ts";

/** Under which keys a turn's conversation, person and event are remembered. */
export interface Keys {
  readonly conversation: string;
  readonly user: string;
  readonly event: string;
}

/** The keys of a turn; each begins with the organisation. Parts are escaped, so that no name can reach another's row. */
export function keysOf({ platform, tenant, conversation, thread, user, eventId }: Turn, organisation: string): Keys {
  const key = (...parts: readonly string[]) => [organisation, platform, tenant, ...parts].map(encodeURIComponent).join("/");
  return { conversation: key(conversation, thread ?? ""), user: key(user.id), event: key(eventId) };
}

/** The platform in a key. */
export function platformIn(key: string): string {
  return decodeURIComponent(key.split("/")[1] ?? "");
}
