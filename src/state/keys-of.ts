import type { Turn } from "../turn.ts";

/** The keys under which a turn's conversation and person are remembered. Parts are escaped, so that no name can reach another's row. */
export function keysOf({ platform, tenant, conversation, thread, user }: Turn): { readonly conversation: string; readonly user: string } {
  const key = (...parts: readonly string[]) => [platform, tenant, ...parts].map(encodeURIComponent).join("/");
  return { conversation: key(conversation, thread ?? ""), user: key(user.id) };
}
