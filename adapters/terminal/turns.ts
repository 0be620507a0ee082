import type { Intent, Turn } from "#core";

/** Makes the turns of one conversation in a terminal; each conversation is its own person, so nothing carries over. */
export function createTurns(conversation: string, localeHint?: string): (intent: Intent) => Turn {
  let events = 0;
  return (intent) => {
    events += 1;
    return {
      platform: "terminal",
      tenant: "local",
      conversation,
      user: { id: conversation },
      eventId: `${conversation}-${events}`,
      at: new Date(),
      surface: "shell",
      ...(localeHint === undefined ? {} : { localeHint }),
      intent,
    };
  };
}
