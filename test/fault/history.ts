import type { RunChange, Store } from "#core";

/** One call that was made, and what came of it; unknown: the process or the database died under it. */
export interface Call {
  readonly event: string;
  readonly seen: number;
  readonly answer: RunChange["kind"] | "unknown";
  /** The revision in the answer. */
  readonly revision?: number | undefined;
}

/**
 * What is wrong with a history of moves of one run, whose trail holds the event of each move in its words.
 *
 * Accepted revisions have no gap and no repeat, each acknowledged move is in the store, and no event took effect twice or from nowhere.
 */
export async function faultsOf(store: Store, organisation: string, run: string, calls: readonly Call[]): Promise<readonly string[]> {
  const record = await store.runById(organisation, run);
  if (record === undefined) return [`the run ${run} is gone`];
  const events = (await store.trail(organisation, run)).flatMap(({ words }) => (words === undefined ? [] : [words]));
  const faults: string[] = [];
  const kept = new Set(events);
  if (kept.size !== events.length) faults.push(`${events.length - kept.size} events took effect more than once`);
  if (record.revision !== events.length + 1) faults.push(`revision ${record.revision} after ${events.length} moves`);

  const known = new Map<string, Call[]>();
  for (const call of calls) known.set(call.event, [...(known.get(call.event) ?? []), call]);
  const accepted: number[] = [];
  for (const [event, ofEvent] of known) {
    const done = ofEvent.filter(({ answer }) => answer === "done");
    if (done.length > 1) faults.push(`${event} was accepted ${done.length} times`);
    if (done.length > 0 && !kept.has(event)) faults.push(`${event} was acknowledged and is lost`);
    for (const { seen, revision } of done) {
      accepted.push(revision ?? 0);
      if (revision !== seen + 1) faults.push(`${event} saw ${seen} and made ${revision}`);
    }
    for (const { answer, seen, revision = 0 } of ofEvent) {
      if (answer === "stale" && revision <= seen) faults.push(`${event} was refused as late at ${revision}, having seen ${seen}`);
      if (answer === "repeated" && !kept.has(event)) faults.push(`${event} counts as handled and did nothing`);
      if (answer === "missing") faults.push(`${event} did not find its run`);
    }
  }
  if (new Set(accepted).size !== accepted.length) faults.push("one revision was accepted twice");
  const unknown = new Set([...known].filter(([, ofEvent]) => ofEvent.some(({ answer }) => answer === "unknown")).map(([event]) => event));
  const fromNowhere = events.filter((event) => !known.has(event));
  if (fromNowhere.length > 0) faults.push(`${fromNowhere.length} moves came from nowhere`);
  const silent = events.filter(
    (event) => known.has(event) && !unknown.has(event) && !known.get(event)?.some(({ answer }) => answer === "done"),
  );
  if (silent.length > 0) faults.push(`${silent.length} moves took effect that were refused`);
  const missing = record.revision - 1 - accepted.length;
  if (missing > unknown.size || missing < 0) faults.push(`${missing} revisions that nobody was told of, ${unknown.size} answers were lost`);
  return faults;
}
