import type { Clock } from "#core";
import { createRecentMap } from "#core";
import type { Outcome } from "./failure.ts";

/** How far to go with something that Slack does not take at once. */
export interface Limits {
  /**
   * Whether it is made again after a try of which nobody knows whether Slack took it: never where all would read it twice; once, and not
   * after silence, where one person would; always where twice is as good as once.
   */
  readonly again: "never" | "once" | "always";
  /** For how long it is tried, in milliseconds. */
  readonly within: number;
  /** The longest that Slack may ask to wait; else it comes back as it is, and another way can be found. */
  readonly longestWait?: number;
  /** When the time began to count; now by default. */
  readonly since?: number;
}

/** Tries something until it is done, refused, or too late. What Slack asks a line to wait, everything in that line waits. */
export type Persist = (line: string, attempt: () => Promise<Outcome>, limits: Limits) => Promise<Outcome>;

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5000;
const MOST_LINES = 5000;

/** Remembers, for each line, until when Slack asked it to wait. */
export function createPersist(clock: Clock): Persist {
  const held = createRecentMap<number>(MOST_LINES);
  const wait = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));

  return async (line, attempt, { again, within, longestWait = within, since = clock.now() }) => {
    const end = since + within;
    let doubts = 0;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const left = (held.get(line) ?? 0) - clock.now();
      if (left > 0) {
        if (left > longestWait || clock.now() + left > end) return { kind: "limited", after: Math.ceil(left / 1000) };
        await wait(left);
        continue;
      }
      // It stood behind others for too long, and something else may have come in its place.
      if (clock.now() > end) return { kind: "away", problem: "it waited too long" };
      const outcome = await attempt();
      if (outcome.kind === "done" || outcome.kind === "refused") return outcome;
      if (outcome.kind === "limited") {
        held.set(line, clock.now() + outcome.after * 1000);
        continue;
      }
      if (outcome.kind === "unknown") {
        doubts += 1;
        if (again === "never" || (again === "once" && (outcome.isSilent || doubts > 1))) return outcome;
      }
      if (clock.now() + pause > end) return outcome;
      await wait(pause);
    }
  };
}
