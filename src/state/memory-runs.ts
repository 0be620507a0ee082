import type { RecentMap } from "../recent-map.ts";
import { createRecentMap } from "../recent-map.ts";
import type { Person, QueuedPost, Reminder, RunChange, RunMessage, RunRecord, Store, TrailLine } from "./store.ts";

const MOST_RUNS = 20_000;
/** A walk of two hundred steps with a note at each fits five times. */
const MOST_LINES = 2_000;

/** A run with all that belongs to it. */
interface Kept {
  readonly record: RunRecord;
  readonly trail: readonly TrailLine[];
  readonly messages: readonly RunMessage[];
  readonly ended?: { readonly at: Date; readonly by: Person };
  readonly reminder?: Reminder & { readonly claimedUntil: number };
}

/** The part of the store that is about runs. */
export type RunStore = Pick<
  Store,
  | "startRun"
  | "moveRun"
  | "addNote"
  | "run"
  | "runById"
  | "openRuns"
  | "runIn"
  | "runMessages"
  | "keepRunMessage"
  | "trail"
  | "solvedBefore"
  | "claimReminders"
  | "reminderSent"
> & {
  /** Puts another in the place of a person; returns runs touched. */
  replacePerson(person: string, by: Person): number;
  /** Deletes runs that were last moved before; returns runs deleted. */
  pruneRuns(before: Date): number;
};

/** Runs that live as long as the process. `handled` maps each event to the run that it changed. */
export function createMemoryRuns(
  handled: RecentMap<{ readonly at: Date; readonly run?: string }>,
  enqueue: (post: QueuedPost, at: Date) => void,
): RunStore {
  const runs = createRecentMap<Kept>(MOST_RUNS);
  const keyOf = (organisation: string, run: string) => JSON.stringify([organisation, run]);
  const of = (organisation: string) => runs.values().filter(({ record }) => record.organisation === organisation);
  const openOf = (organisation: string) =>
    of(organisation)
      .map(({ record }) => record)
      .filter(({ status }) => status === "open")
      .sort((one, other) => other.movedAt.getTime() - one.movedAt.getTime());

  const lowestFree = (organisation: string): number => {
    const taken = new Set(openOf(organisation).map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number += 1;
    return number;
  };

  const repeated = (organisation: string, event: string): RunChange | undefined => {
    const before = handled.get(event);
    if (before === undefined) return undefined;
    return { kind: "repeated", run: before.run === undefined ? undefined : runs.get(keyOf(organisation, before.run))?.record };
  };

  const keep = (kept: Kept, event: string, at: Date): RunChange => {
    const { record } = kept;
    handled.set(event, { at, run: record.id });
    runs.set(keyOf(record.organisation, record.id), { ...kept, trail: kept.trail.slice(-MOST_LINES) });
    return { kind: "done", run: record };
  };

  return {
    startRun: async ({ organisation, event, at, by, id, article, state, conversation, trail }) => {
      const before = repeated(organisation, event);
      if (before !== undefined) return before;
      if (runs.get(keyOf(organisation, id)) !== undefined) throw new Error(`a run with the id ${id} is there already`);
      const record: RunRecord = {
        ...{ organisation, id, number: lowestFree(organisation), revision: 1, article, state, status: "open", conversation },
        ...{ startedBy: by, startedAt: at, holder: by, movedBy: by, movedAt: at },
      };
      return keep({ record, trail, messages: [] }, event, at);
    },

    moveRun: async ({ organisation, event, at, by, run, seen, state, status, holder, conversation, trail, reminder, posts = [] }) => {
      const before = repeated(organisation, event);
      if (before !== undefined) return before;
      const kept = runs.get(keyOf(organisation, run));
      if (kept === undefined) return { kind: "missing" };
      if (kept.record.revision !== seen) return { kind: "stale", run: kept.record };
      const { remindAt: _, ...old } = kept.record;
      const isTaken = old.status !== "open" && status === "open" && openOf(organisation).some(({ number }) => number === old.number);
      const record: RunRecord = {
        ...{ ...old, revision: seen + 1, state, status, holder, conversation, movedBy: by, movedAt: at },
        ...(isTaken ? { number: lowestFree(organisation) } : {}),
        ...(reminder === undefined ? {} : { remindAt: reminder.at }),
      };
      const ended = status === "open" ? undefined : old.status === "open" ? { at, by } : kept.ended;
      for (const post of posts) enqueue(post, at);
      return keep(
        {
          ...{ record, trail: [...kept.trail, ...trail], messages: kept.messages },
          ...(ended === undefined ? {} : { ended }),
          ...(reminder === undefined
            ? {}
            : { reminder: { ...reminder, organisation, run, number: record.number, conversation, who: by, claimedUntil: 0 } }),
        },
        event,
        at,
      );
    },

    addNote: async ({ organisation, event, at, run, line }) => {
      const before = repeated(organisation, event);
      if (before !== undefined) return before;
      const kept = runs.get(keyOf(organisation, run));
      if (kept === undefined) return { kind: "missing" };
      return keep({ ...kept, trail: [...kept.trail, line] }, event, at);
    },

    run: async (organisation, number) => {
      const [found] = of(organisation)
        .map(({ record }) => record)
        .filter((record) => record.number === number)
        .sort(
          (one, other) =>
            Number(other.status === "open") - Number(one.status === "open") || other.movedAt.getTime() - one.movedAt.getTime(),
        );
      return found;
    },
    runById: async (organisation, run) => runs.get(keyOf(organisation, run))?.record,
    openRuns: async (organisation, most) => openOf(organisation).slice(0, most),
    runIn: async (conversation) =>
      runs
        .values()
        .map(({ record }) => record)
        .filter((record) => record.status === "open" && record.conversation === conversation)
        .sort((one, other) => other.movedAt.getTime() - one.movedAt.getTime())[0],
    runMessages: async (organisation, run) => runs.get(keyOf(organisation, run))?.messages ?? [],
    keepRunMessage: async (organisation, run, message) => {
      const kept = runs.get(keyOf(organisation, run));
      if (kept === undefined) return;
      const others = kept.messages.filter(({ conversation }) => conversation !== message.conversation);
      runs.set(keyOf(organisation, run), { ...kept, messages: [...others, message] });
    },
    trail: async (organisation, run) => runs.get(keyOf(organisation, run))?.trail ?? [],
    solvedBefore: async (organisation, article) => {
      const [last] = of(organisation)
        .filter(({ record, ended }) => record.status === "solved" && record.article === article && ended !== undefined)
        .sort((one, other) => (other.ended?.at.getTime() ?? 0) - (one.ended?.at.getTime() ?? 0));
      if (last?.ended === undefined) return undefined;
      const fix = last.trail.findLast(({ what }) => what === "fixedBy");
      return {
        ...{ number: last.record.number, at: last.ended.at, by: last.ended.by },
        ...(fix?.path === undefined ? {} : { path: fix.path }),
        ...(fix?.step === undefined ? {} : { step: fix.step }),
      };
    },

    claimReminders: async (now, lease, most) => {
      const due = runs
        .entries()
        .filter(([, { reminder }]) => reminder !== undefined && reminder.at <= now && reminder.claimedUntil <= now.getTime())
        .sort(([, one], [, other]) => (one.reminder?.at.getTime() ?? 0) - (other.reminder?.at.getTime() ?? 0))
        .slice(0, most);
      return due.flatMap(([key, kept]) => {
        if (kept.reminder === undefined) return [];
        runs.set(key, { ...kept, reminder: { ...kept.reminder, claimedUntil: now.getTime() + lease } });
        const { claimedUntil: _, ...reminder } = kept.reminder;
        return [reminder];
      });
    },
    reminderSent: async (organisation, id) => {
      for (const [key, kept] of runs.entries()) {
        if (kept.record.organisation !== organisation || kept.reminder?.id !== id) continue;
        const { reminder: _, ...rest } = kept;
        const { remindAt: __, ...record } = rest.record;
        runs.set(key, { ...rest, record });
      }
    },

    replacePerson: (person, by) => replaceIn(runs, person, by),
    pruneRuns: (before) => {
      const old = runs.entries().filter(([, { record }]) => record.movedAt < before);
      for (const [key] of old) runs.delete(key);
      return old.length;
    },
  };
}

function replaceIn(runs: RecentMap<Kept>, person: string, by: Person): number {
  const swap = (one: Person): Person => (one.key === person ? by : one);
  let touched = 0;
  for (const [key, { reminder, ...kept }] of runs.entries()) {
    const { record, trail, ended } = kept;
    const people = [record.startedBy, record.holder, record.movedBy, ...trail.map((line) => line.by), reminder?.who, ended?.by];
    if (!people.some((one) => one?.key === person)) continue;
    touched += 1;
    const { remindAt, ...rest } = record;
    const isTheirs = reminder?.who.key === person;
    runs.set(key, {
      ...kept,
      record: {
        ...{ ...rest, startedBy: swap(record.startedBy), holder: swap(record.holder), movedBy: swap(record.movedBy) },
        ...(remindAt === undefined || isTheirs ? {} : { remindAt }),
      },
      trail: trail.map((line) => ({ ...line, by: swap(line.by) })),
      ...(ended === undefined ? {} : { ended: { ...ended, by: swap(ended.by) } }),
      ...(reminder === undefined || isTheirs ? {} : { reminder }),
    });
  }
  return touched;
}
