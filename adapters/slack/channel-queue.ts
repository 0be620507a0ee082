import type { Clock } from "#core";
import type { Outcome } from "./failure.ts";

/** One line per channel: its messages go out in their order, and what holds one channel up holds up no other. */
export interface ChannelQueue {
  /** Tries until it is done, refused, or too late; a wait that Slack asks for is kept for the whole channel. */
  send(channel: string, attempt: () => Promise<Outcome>): Promise<Outcome>;
}

/** How long to go on: an answer that comes later than this helps nobody. */
const TOO_LATE = 60_000;
const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5000;

/** Lines that exist only while something is in them. */
export function createChannelQueue(clock: Clock): ChannelQueue {
  const lines = new Map<string, Promise<unknown>>();
  const wait = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));

  const persist = async (attempt: () => Promise<Outcome>): Promise<Outcome> => {
    const end = clock.now() + TOO_LATE;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const outcome = await attempt();
      if (outcome.kind === "done" || outcome.kind === "refused") return outcome;
      const delay = outcome.kind === "limited" ? outcome.after * 1000 : pause;
      if (clock.now() + delay > end) return outcome;
      await wait(delay);
    }
  };

  return {
    send: (channel, attempt) => {
      const before = lines.get(channel);
      const mine = before === undefined ? persist(attempt) : before.then(() => persist(attempt));
      // A failure is the caller's to see; the next in the line goes on all the same.
      const settled = mine.then(
        () => {},
        () => {},
      );
      lines.set(channel, settled);
      void settled.then(() => {
        if (lines.get(channel) === settled) lines.delete(channel);
      });
      return mine;
    },
  };
}
