import { setImmediate as otherWork } from "node:timers/promises";
import { sql } from "kysely";
import type { Retention } from "#core";
import { keep } from "./change.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";
import { PRIMARY_KEYS } from "./tables.ts";

/** Small enough that nobody waits for it; a run takes its trail along. */
const BATCH = 200;
const RUN_BATCH = 25;

/** What each table is measured by. Reminders and trails go with their run. */
const LIMITS: readonly (readonly [table: keyof Tables, limit: keyof Retention])[] = [
  ["languages", "runs"],
  ["addresses", "runs"],
  ["subjects", "answers"],
  ["answers", "answers"],
  ["queue", "answers"],
  ["seen", "seen"],
  ["feedback", "feedback"],
  ["gaps", "gaps"],
  ["audit", "audit"],
];

/** Deletes what is older than each limit, a batch at a time, so that others come in between. Returns rows deleted a table. */
export async function pruneStore(engine: Engine, before: Retention): Promise<Readonly<Record<string, number>>> {
  const deleted: Record<string, number> = { runs: await inBatches(RUN_BATCH, () => pruneRuns(engine, before.runs.getTime())) };
  for (const [table, limit] of LIMITS) {
    deleted[table] = await inBatches(BATCH, () => pruneTable(engine, table, before[limit].getTime()));
  }
  return deleted;
}

async function inBatches(size: number, deleteBatch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await deleteBatch();
    total += count;
    if (count < size) return total;
    await otherWork();
  }
}

function pruneTable(engine: Engine, table: keyof Tables, before: number): Promise<number> {
  const key = sql.join(PRIMARY_KEYS[table].map((column) => sql.ref(column)));
  return keep(engine, async (transaction) => {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)}
      where (${key}) in (select ${key} from ${sql.table(table)} where at < ${before} limit ${BATCH})`.execute(transaction);
    return Number(numAffectedRows ?? 0n);
  });
}

function pruneRuns(engine: Engine, before: number): Promise<number> {
  return keep(engine, async (transaction) => {
    const gone = await transaction
      .deleteFrom("runs")
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple("organisation", "id"),
          "in",
          selectFrom("runs").select(["organisation", "id"]).where("moved_at", "<", before).limit(RUN_BATCH).$asTuple("organisation", "id"),
        ),
      )
      .returning(["organisation", "id"])
      .execute();
    for (const { organisation, id } of gone) {
      for (const table of ["trail", "run_messages", "reminders"] as const) {
        await transaction.deleteFrom(table).where("organisation", "=", organisation).where("run", "=", id).execute();
      }
    }
    return gone.length;
  });
}
