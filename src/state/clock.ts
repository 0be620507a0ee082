/** Time, handed in: the core has no clock of its own. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Does something later; the result calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Waits until the next moment at which others were served too. */
export function pause(clock: Clock, milliseconds = 0): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
