import type { Person, RunRecord, RunStatus, SkipReason, TrailEvent, TrailLine } from "#core";
import { runStateSchema } from "#core";
import type { Tables } from "./tables.ts";

/** A person as two columns hold them. */
export function personOf(key: string, name: string | null): Person {
  return name === null ? { key } : { key, name };
}

/** A run from its row; throws where its state cannot be read. */
export function runOf(row: Tables["runs"]): RunRecord {
  const state = runStateSchema.safeParse(JSON.parse(row.state));
  if (!state.success) throw new Error(`the state of run ${row.number} (${row.id}) cannot be read`);
  return {
    organisation: row.organisation,
    id: row.id,
    number: row.number,
    revision: row.revision,
    article: row.article ?? undefined,
    state: state.data,
    status: row.status as RunStatus,
    startedBy: personOf(row.started_by, row.started_by_name),
    startedAt: new Date(row.started_at),
    holder: personOf(row.holder, row.holder_name),
    movedBy: personOf(row.moved_by, row.moved_by_name),
    movedAt: new Date(row.moved_at),
    conversation: row.conversation,
    ...(row.remind_at === null ? {} : { remindAt: new Date(row.remind_at) }),
  };
}

/** A trail line from its row. */
export function lineOf(row: Tables["trail"]): TrailLine {
  return {
    at: new Date(row.at),
    by: personOf(row.by_key, row.by_name),
    what: row.what as TrailEvent,
    ...(row.path === null ? {} : { path: row.path }),
    ...(row.step === null ? {} : { step: row.step }),
    ...(row.reason === null ? {} : { reason: row.reason as SkipReason }),
    ...(row.words === null ? {} : { words: row.words }),
  };
}

/** The rows of new trail lines, the first with this number. */
export function trailRows(organisation: string, run: string, first: number, lines: readonly TrailLine[]): Tables["trail"][] {
  return lines.map(({ at, by, what, path, step, reason, words }, index) => ({
    organisation,
    run,
    line: first + index,
    at: at.getTime(),
    by_key: by.key,
    by_name: by.name ?? null,
    what,
    path: path ?? null,
    step: step ?? null,
    reason: reason ?? null,
    words: words ?? null,
  }));
}
