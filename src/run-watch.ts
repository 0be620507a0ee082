import type { RunRecord } from "./state/store.ts";

/** A run that somebody looks at, by organisation and id. */
export interface WatchedRun {
  readonly organisation: string;
  readonly run: string;
}

/** Hears that a run has a new revision. */
export type RunListener = (revision: number) => void;

/** Who looks at which runs in this process, and the last revision that was told. */
export interface RunWatch {
  /** Returns what ends it. */
  add(watched: WatchedRun, listener: RunListener): () => void;
  tell(record: RunRecord): void;
  watched(): readonly WatchedRun[];
}

/** Begins with nobody looking. */
export function createRunWatch(): RunWatch {
  const entries = new Map<string, { readonly watched: WatchedRun; readonly listeners: Set<RunListener>; told: number }>();
  const keyOf = ({ organisation, run }: WatchedRun) => JSON.stringify([organisation, run]);
  return {
    add: (watched, listener) => {
      const key = keyOf(watched);
      const entry = entries.get(key) ?? { watched, listeners: new Set<RunListener>(), told: 0 };
      entries.set(key, entry);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0) entries.delete(key);
      };
    },
    tell: ({ organisation, id, revision }) => {
      const entry = entries.get(keyOf({ organisation, run: id }));
      if (entry === undefined || revision <= entry.told) return;
      entry.told = revision;
      for (const listener of entry.listeners) listener(revision);
    },
    watched: () => [...entries.values()].map(({ watched }) => watched),
  };
}
