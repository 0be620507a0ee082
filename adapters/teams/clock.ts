import type { Clock } from "#core";

/** The clock of this machine. */
export const CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
