import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Intent, Turn } from "#core";

/** Makes the turns of one conversation in a terminal; each conversation is its own person, so nothing carries over. */
export function createTurns(conversation: string, localeHint?: string, name?: string): (intent: Intent) => Turn {
  return (intent) => ({
    platform: "terminal",
    tenant: "local",
    conversation,
    user: { id: conversation, ...(name === undefined ? {} : { name }) },
    // Two shells are two senders: what one sent must not look like a repeat of the other.
    eventId: randomUUID(),
    at: new Date(),
    surface: "shell",
    ...(localeHint === undefined ? {} : { localeHint }),
    intent,
  });
}

/** The conversation of a shell: each person at each machine talks by himself, also where all share one store. */
export function shellOf(name: string | undefined): string {
  return `shell ${name ?? ""}@${hostname()}`;
}
