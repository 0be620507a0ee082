/** Something that waits for its turn; a later one with the same key takes its place. */
export interface Waiting<Value> {
  readonly key: string;
  readonly value: Value;
}

/** A list with an end: what does not fit is counted and let go. */
export interface WaitingList<Value> {
  /** False: there was no room. */
  add(key: string, value: Value): boolean;
  /** The one that waits longest. */
  first(): Waiting<Value> | undefined;
  /** Takes one out, unless a later one has its key by now. */
  done(one: Waiting<Value>): void;
  drop(key: string): void;
  has(key: string): boolean;
  size(): number;
  /** How many found no room since the start. */
  dropped(): number;
}

/** An empty list for `most`. */
export function createWaitingList<Value>(most: number): WaitingList<Value> {
  const waiting = new Map<string, Waiting<Value>>();
  let dropped = 0;
  return {
    add: (key, value) => {
      if (!waiting.has(key) && waiting.size >= most) {
        dropped += 1;
        return false;
      }
      waiting.delete(key);
      waiting.set(key, { key, value });
      return true;
    },
    first: () => waiting.values().next().value,
    done: (one) => {
      if (waiting.get(one.key) === one) waiting.delete(one.key);
    },
    drop: (key) => {
      waiting.delete(key);
    },
    has: (key) => waiting.has(key),
    size: () => waiting.size,
    dropped: () => dropped,
  };
}
