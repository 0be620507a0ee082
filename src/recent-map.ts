/** A map that forgets what was set longest ago once it is full. */
export interface RecentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): boolean;
  /** Longest unset first. */
  values(): readonly Value[];
  entries(): readonly (readonly [string, Value])[];
}

/** An empty map for `most` entries. */
export function createRecentMap<Value>(most: number): RecentMap<Value> {
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > most) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
    },
    delete: (key) => entries.delete(key),
    values: () => [...entries.values()],
    entries: () => [...entries.entries()],
  };
}
