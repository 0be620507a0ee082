import type { Clock } from "#core";

/** What Slack delivered, and how to say that it arrived. */
export interface Received {
  readonly body: Readonly<Record<string, unknown>>;
  /** Answers Slack; only the first time counts. */
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/** What hearing in time is made of. */
export interface InTimeParts {
  readonly process: (received: Received) => Promise<void>;
  /** Words for a person who waits, where the answer takes long. */
  readonly busy: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Slack waits three seconds; a person should not see its "operation_timeout". */
const EARLY_AFTER = 1500;

/**
 * Hands a body on, and answers Slack in time whatever becomes of it: by the listener, by the clock, or when nobody listened at all.
 *
 * The same over HTTP and Socket Mode.
 */
export function answerInTime({ process, busy, clock, log }: InTimeParts): (received: Received) => Promise<void> {
  return async (received) => {
    let isTold = false;
    const tell = async (response?: unknown) => {
      if (isTold) return;
      isTold = true;
      cancel();
      await received.ack(response);
    };
    const cancel = clock.after(EARLY_AFTER, () => void tell(earlyAnswer(received.body, busy)));
    try {
      await process({ ...received, ack: tell });
    } catch (error) {
      log(`Slack: ${error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error)}`);
    } finally {
      await tell();
    }
  };
}

/** What can be said before anything is known. */
function earlyAnswer({ command, type }: Received["body"], busy: string): unknown {
  if (typeof command === "string") return { response_type: "ephemeral", text: busy };
  return type === "block_suggestion" ? { options: [] } : undefined;
}
