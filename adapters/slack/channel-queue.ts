import type { Clock } from "#core";
import type { Outcome } from "./failure.ts";
import type { Limits } from "./persist.ts";
import { createPersist } from "./persist.ts";

/** One line per channel: its messages go out in their order, and what holds one channel up holds up no other. */
export interface ChannelQueue {
  /** Tries until it is done, refused, or too late; a wait that Slack asks for is kept for the whole line. */
  send(line: string, attempt: () => Promise<Outcome>, limits: Limits): Promise<Outcome>;
}

/** Slack away for long must not fill the memory. */
const MOST_WAITING = 200;

interface Line {
  readonly last: Promise<void>;
  readonly length: number;
}

/** Lines that exist only while something is in them. */
export function createChannelQueue(clock: Clock): ChannelQueue {
  const persist = createPersist(clock);
  const lines = new Map<string, Line>();

  return {
    send: (line, attempt, limits) => {
      const before = lines.get(line);
      if (before !== undefined && before.length >= MOST_WAITING) {
        return Promise.resolve({ kind: "away", problem: `${MOST_WAITING} messages wait there already` });
      }
      const timed = { since: clock.now(), ...limits };
      const mine = before === undefined ? persist(line, attempt, timed) : before.last.then(() => persist(line, attempt, timed));
      // A failure is the caller's to see; the next in the line goes on all the same.
      const last = mine.then(
        () => {},
        () => {},
      );
      lines.set(line, { last, length: (before?.length ?? 0) + 1 });
      void last.then(() => {
        const now = lines.get(line);
        if (now === undefined) return;
        if (now.last === last) lines.delete(line);
        else lines.set(line, { ...now, length: now.length - 1 });
      });
      return mine;
    },
  };
}
