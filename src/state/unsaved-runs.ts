import { createRecentMap } from "../recent-map.ts";
import type { RunChange, RunDraft, RunMove, RunNote, Store } from "./store.ts";

const MOST_RUNS = 1_000;

/** Makes a change that had to wait. */
export type Replay = (store: Store) => Promise<void>;

/** How changes of runs are made late. */
export interface UnsavedRuns {
  start(draft: RunDraft): Replay;
  move(move: RunMove): Replay;
  note(note: RunNote): Replay;
  /** Everything was made: what comes later begins anew. */
  clear(): void;
}

/**
 * Changes of runs that were made while the store was away, in their order.
 *
 * The cards of a run stayed at the revision from before; so a move builds on the one before it that waited too. Where somebody else moved
 * the run meanwhile, that stands, and what was tried is added to the trail.
 */
export function createUnsavedRuns(): UnsavedRuns {
  /** For each run, the revision on its cards, and the revision that our last move made of it. Began: no card knows a revision. */
  const made = createRecentMap<{ readonly card: number | "began"; readonly revision: number }>(MOST_RUNS);
  const keyOf = ({ organisation }: { readonly organisation: string }, run: string) => JSON.stringify([organisation, run]);
  return {
    start: (draft) => async (store) => {
      const change = await store.startRun(draft);
      if (isOurs(change, 1)) made.set(keyOf(draft, draft.id), { card: "began", revision: 1 });
    },
    move: (move) => async (store) => {
      const key = keyOf(move, move.run);
      const before = made.get(key);
      const seen = before !== undefined && (before.card === "began" || before.card === move.seen) ? before.revision : move.seen;
      const change = await store.moveRun({ ...move, seen });
      if (isOurs(change, seen + 1)) made.set(key, { card: before?.card ?? move.seen, revision: seen + 1 });
      else if (change.kind === "stale") await keepTrail(store, move);
    },
    note: (note) => async (store) => {
      await store.addNote(note);
    },
    clear: () => {
      for (const [key] of made.entries()) made.delete(key);
    },
  };
}

/** Whether the run now stands where this change put it; a change whose answer was lost counts, unless others moved the run since. */
function isOurs(change: RunChange, revision: number): boolean {
  return (change.kind === "done" || change.kind === "repeated") && change.run?.revision === revision;
}

async function keepTrail(store: Store, { organisation, event, at, by, run, trail }: RunMove): Promise<void> {
  for (const [index, line] of trail.entries()) {
    await store.addNote({ organisation, event: index === 0 ? event : `${event}/${index}`, at, by, run, line });
  }
}
