import type { Bot, Delivery } from "#core";
import { placeIn } from "#core";

/** Shows a message in a conversation of one platform; false where nobody is there to see it. */
export type SendTo = (conversation: string, delivery: Delivery) => Promise<boolean>;

const EVERY_MS = 15_000;

/**
 * Sends the reminders that are due. One that cannot be shown comes again later, until the run goes on.
 *
 * A shell shows its own when somebody is at it, so its reminders are left to it.
 */
export async function sendReminders(bot: Bot, senders: ReadonlyMap<string, SendTo>, now: Date): Promise<void> {
  for (const { reminder, delivery } of await bot.reminders(now)) {
    const { platform, conversation } = placeIn(reminder.conversation);
    const send = senders.get(platform);
    const isDone = delivery === undefined || (send !== undefined && (await send(conversation, delivery)));
    if (isDone) await bot.reminded(reminder);
  }
}

/** Looks for due reminders until the process ends; keeps no process alive. Returns what ends it. */
export function startReminders(bot: Bot, senders: ReadonlyMap<string, SendTo>, log: (line: string) => void): () => void {
  const timer = setInterval(() => {
    sendReminders(bot, senders, new Date()).catch((error: unknown) =>
      log(`Reminders were not sent: ${error instanceof Error ? error.message : String(error)}`),
    );
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}
