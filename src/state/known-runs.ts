import { createRecentMap } from "../recent-map.ts";
import type { RunMove, RunRecord } from "./store.ts";

const MOST_RUNS = 1_000;

/** The runs that this process has seen, as far as it knows: what a walk goes by while the store is away. */
export interface KnownRuns {
  keep(record: RunRecord): void;
  /** A move that waits for the store: the next press must find the run where this one put it. */
  moved(move: RunMove): void;
  byId(organisation: string, id: string): RunRecord | undefined;
  byNumber(organisation: string, number: number): RunRecord | undefined;
  /** The open run that a conversation is on, the last moved of several. */
  inConversation(conversation: string): RunRecord | undefined;
  /** Open runs, last moved first. */
  open(organisation: string, most: number): readonly RunRecord[];
}

/** No run known yet; the one unseen longest is forgotten first. */
export function createKnownRuns(): KnownRuns {
  const runs = createRecentMap<RunRecord>(MOST_RUNS);
  const keyOf = (organisation: string, id: string) => JSON.stringify([organisation, id]);
  const isOpen = ({ status }: RunRecord) => status === "open";
  const lastMoved = () => [...runs.values()].filter(isOpen).sort((a, b) => b.movedAt.getTime() - a.movedAt.getTime());
  const byId = (organisation: string, id: string) => runs.get(keyOf(organisation, id));
  const keep = (record: RunRecord) => runs.set(keyOf(record.organisation, record.id), record);
  return {
    keep,
    moved: ({ organisation, run, state, status, holder, by, at, conversation }) => {
      const before = byId(organisation, run);
      if (before === undefined) return;
      const { remindAt: _, ...record } = before;
      keep({ ...record, revision: before.revision + 1, state, status, holder, movedBy: by, movedAt: at, conversation });
    },
    byId,
    byNumber: (organisation, number) => lastMoved().find((run) => run.organisation === organisation && run.number === number),
    inConversation: (conversation) => lastMoved().find((run) => run.conversation === conversation),
    open: (organisation, most) =>
      lastMoved()
        .filter((run) => run.organisation === organisation)
        .slice(0, most),
  };
}
