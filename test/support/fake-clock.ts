import type { Clock } from "#core";

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Goes on, and does what is due on the way in its order. */
  forward(milliseconds: number): Promise<void>;
}

/** A clock at zero. */
export function createFakeClock(): FakeClock {
  let now = 0;
  let due: { readonly at: number; readonly action: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds, action) => {
      const one = { at: now + milliseconds, action };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
    forward: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        // What was just done may set a timer only after its promises settled.
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        due = due.filter((one) => one !== next);
        now = next.at;
        next.action();
      }
      now = end;
    },
  };
}
