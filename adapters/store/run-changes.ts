import type { Transaction } from "kysely";
import { sql } from "kysely";
import type { Person, RunChange, RunDraft, RunMove, RunNote, RunRecord } from "#core";
import type { Queries, Worked } from "./change.ts";
import { runOf, trailRows } from "./rows.ts";
import { postRows } from "./sql-posts.ts";
import type { Tables } from "./tables.ts";

/** Two processes that open runs at once may each find the number taken that they chose. */
export const MOST_TRIES = 50;
/** Written out, not a parameter: only so does SQLite use the indexes of open runs. */
export const OPEN = sql.lit("open");

type Changed = Worked<RunChange>;

/** Opens a run, within a transaction. */
export async function start(transaction: Transaction<Tables>, draft: RunDraft): Promise<Changed> {
  const { organisation, id, at, by, state, conversation, trail } = draft;
  const before = await handled(transaction, draft, id);
  if (before !== undefined) return before;
  const time = at.getTime();
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const row = await transaction
      .insertInto("runs")
      .values({
        ...{ organisation, id, number: await lowestFree(transaction, organisation), revision: 1, article: draft.article ?? null },
        ...{ state: JSON.stringify(state), status: "open", conversation, lines: trail.length, remind_at: null },
        ...{ started_at: time, ...columns("started_by", by), ...columns("holder", by), ...columns("moved_by", by), moved_at: time },
        ...{ ended_at: null, ended_by: null, ended_by_name: null },
      })
      .onConflict((conflict) => conflict.columns(["organisation", "number"]).where("status", "=", OPEN).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row !== undefined) return finish(transaction, row, trail);
  }
  throw new Error(`no free number for a run of ${organisation}`);
}

/** Moves a run, within a transaction; renumbered where its number went to another run while it was over. */
export async function move(transaction: Transaction<Tables>, step: RunMove, isRenumbered: boolean): Promise<Changed> {
  const { organisation, run, seen, at, by, state, status, holder, conversation, trail, reminder, posts = [] } = step;
  const before = await handled(transaction, step, run);
  if (before !== undefined) return before;
  const number = isRenumbered ? { number: await lowestFree(transaction, organisation) } : {};
  const time = at.getTime();
  const row = await transaction
    .updateTable("runs")
    .set((expression) => ({
      ...{ revision: seen + 1, state: JSON.stringify(state), status, conversation, ...number },
      ...{ ...columns("holder", holder), ...columns("moved_by", by), moved_at: time },
      lines: expression("lines", "+", trail.length),
      ...(status === "open"
        ? { ended_at: null, ended_by: null, ended_by_name: null }
        : {
            ended_at: expression.fn.coalesce("ended_at", expression.val(time)),
            ended_by: expression.fn.coalesce("ended_by", expression.val(by.key)),
            ended_by_name: expression
              .case()
              .when("ended_at", "is", null)
              .then(by.name ?? null)
              .else(expression.ref("ended_by_name"))
              .end(),
          }),
    }))
    .where("organisation", "=", organisation)
    .where("id", "=", run)
    .where("revision", "=", seen)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return standing(transaction, organisation, run);
  // The row still tells of the reminder before: mostly there is none, and nothing to take away.
  if (row.remind_at !== null) {
    await transaction.deleteFrom("reminders").where("organisation", "=", organisation).where("run", "=", run).execute();
  }
  const remindAt = reminder?.at.getTime() ?? null;
  if (row.remind_at !== remindAt) {
    await transaction
      .updateTable("runs")
      .set({ remind_at: remindAt })
      .where("organisation", "=", organisation)
      .where("id", "=", run)
      .execute();
  }
  if (reminder !== undefined) {
    await transaction
      .insertInto("reminders")
      .values({
        ...{ organisation, id: reminder.id, run, number: row.number, at: reminder.at.getTime(), conversation },
        ...{ who: by.key, who_name: by.name ?? null, claimed_until: 0 },
      })
      .execute();
  }
  if (posts.length > 0) {
    await transaction
      .insertInto("queue")
      .values(postRows(posts, at))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return finish(transaction, { ...row, remind_at: remindAt }, trail);
}

/** Adds a note, within a transaction. */
export async function write(transaction: Transaction<Tables>, note: RunNote): Promise<Changed> {
  const { organisation, run, line } = note;
  const before = await handled(transaction, note, run);
  if (before !== undefined) return before;
  const row = await transaction
    .updateTable("runs")
    .set((expression) => ({ lines: expression("lines", "+", 1) }))
    .where("organisation", "=", organisation)
    .where("id", "=", run)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? { value: { kind: "missing" }, isKept: false } : finish(transaction, row, [line]);
}

/** Marks the event in the transaction of its change; an event that was there before changes nothing. */
async function handled(
  transaction: Transaction<Tables>,
  { organisation, event, at }: RunDraft | RunMove | RunNote,
  run: string,
): Promise<Changed | undefined> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("seen")
    .values({ organisation, event, at: at.getTime(), run })
    .onConflict((conflict) => conflict.columns(["organisation", "event"]).doNothing())
    .executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined;
  const earlier = await transaction
    .selectFrom("seen")
    .select("run")
    .where("organisation", "=", organisation)
    .where("event", "=", event)
    .executeTakeFirst();
  const changed = earlier?.run ?? undefined;
  return {
    value: { kind: "repeated", run: changed === undefined ? undefined : await byId(transaction, organisation, changed) },
    isKept: false,
  };
}

async function finish(transaction: Transaction<Tables>, row: Tables["runs"], trail: RunDraft["trail"]): Promise<Changed> {
  if (trail.length > 0) {
    await transaction
      .insertInto("trail")
      .values(trailRows(row.organisation, row.id, row.lines - trail.length, trail))
      .execute();
  }
  return { value: { kind: "done", run: runOf(row) }, isKept: true };
}

async function standing(transaction: Transaction<Tables>, organisation: string, id: string): Promise<Changed> {
  const run = await byId(transaction, organisation, id);
  return { value: run === undefined ? { kind: "missing" } : { kind: "stale", run }, isKept: false };
}

/** The run with that id. */
export async function byId(queries: Queries, organisation: string, id: string): Promise<RunRecord | undefined> {
  const row = await queries.selectFrom("runs").selectAll().where("organisation", "=", organisation).where("id", "=", id).executeTakeFirst();
  return row && runOf(row);
}

/** The lowest number that no open run of the organisation has. */
async function lowestFree(queries: Queries, organisation: string): Promise<number> {
  const open = queries.selectFrom("runs").select("number").where("organisation", "=", organisation).where("status", "=", OPEN);
  const first = await open.where("number", "=", 1).executeTakeFirst();
  if (first === undefined) return 1;
  const beforeGap = await open
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("runs as next")
            .select("next.number")
            .where("next.organisation", "=", organisation)
            .where("next.status", "=", OPEN)
            .where("next.number", "=", sql<number>`runs.number + 1`),
        ),
      ),
    )
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return (beforeGap?.number ?? 0) + 1;
}

function columns<Name extends "started_by" | "holder" | "moved_by">(name: Name, { key, name: shown }: Person) {
  return { [name]: key, [`${name}_name`]: shown ?? null } as Record<Name, string> & Record<`${Name}_name`, string | null>;
}
