import type { Transaction } from "kysely";
import { sql } from "kysely";
import type { Person, RunChange, RunDraft, RunMove, RunNote, RunRecord, Store } from "#core";
import { organisationIn } from "#core";
import type { Queries, Worked } from "./change.ts";
import { change, patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { lineOf, personOf, runOf, trailRows } from "./rows.ts";
import { postRows } from "./sql-posts.ts";
import { isTaken } from "./store-failure.ts";
import type { Tables } from "./tables.ts";

/** Two processes that open runs at once may each find the number taken that they chose. */
const MOST_TRIES = 50;
/** Written out, not a parameter: only so does SQLite use the indexes of open runs. */
const OPEN = sql.lit("open");

type Changed = Worked<RunChange>;
type RunPart =
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
  | "solvedBefore";

/** Runs and their trails. */
export function sqlRuns(engine: Engine): Pick<Store, RunPart> {
  const { db } = engine;
  return {
    startRun: (draft) => change(engine, (transaction) => start(transaction, draft)),
    moveRun: async (step) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await change(engine, (transaction) => move(transaction, step, tries > 1));
        } catch (error) {
          // A run that is opened again may find its number given to another.
          if (!isTaken(error) || tries === MOST_TRIES) throw error;
        }
      }
    },
    addNote: (note) => change(engine, (transaction) => write(transaction, note)),

    run: async (organisation, number) => {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("organisation", "=", organisation)
        .where("number", "=", number)
        .orderBy(sql`case when status = 'open' then 0 else 1 end`)
        .orderBy("moved_at", "desc")
        .limit(1)
        .execute();
      return rows.map(runOf)[0];
    },
    runById: (organisation, run) => byId(db, organisation, run),
    openRuns: async (organisation, most) => {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("organisation", "=", organisation)
        .where("status", "=", OPEN)
        .orderBy("moved_at", "desc")
        .limit(most)
        .execute();
      return rows.map(runOf);
    },
    runIn: async (conversation) => {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("organisation", "=", organisationIn(conversation))
        .where("conversation", "=", conversation)
        .where("status", "=", OPEN)
        .orderBy("moved_at", "desc")
        .limit(1)
        .execute();
      return rows.map(runOf)[0];
    },
    runMessages: (organisation, run) =>
      db
        .selectFrom("run_messages")
        .select(["conversation", "message"])
        .where("organisation", "=", organisation)
        .where("run", "=", run)
        .orderBy("conversation")
        .execute(),
    keepRunMessage: async (organisation, run, { conversation, message }) => {
      await patiently(() =>
        db
          .insertInto("run_messages")
          .values({ organisation, run, conversation, message })
          .onConflict((conflict) => conflict.columns(["organisation", "run", "conversation"]).doUpdateSet({ message }))
          .execute(),
      );
    },
    trail: async (organisation, run) => {
      const rows = await db
        .selectFrom("trail")
        .selectAll()
        .where("organisation", "=", organisation)
        .where("run", "=", run)
        .orderBy("line")
        .execute();
      return rows.map(lineOf);
    },
    solvedBefore: async (organisation, article) => {
      const run = await db
        .selectFrom("runs")
        .select(["id", "number", "ended_at", "ended_by", "ended_by_name"])
        .where("organisation", "=", organisation)
        .where("article", "=", article)
        .where("status", "=", sql.lit("solved"))
        .where("ended_at", "is not", null)
        .orderBy("ended_at", "desc")
        .limit(1)
        .executeTakeFirst();
      if (run === undefined) return undefined;
      const fix = await db
        .selectFrom("trail")
        .select(["path", "step"])
        .where("organisation", "=", organisation)
        .where("run", "=", run.id)
        .where("what", "=", "fixedBy")
        .orderBy("line", "desc")
        .limit(1)
        .executeTakeFirst();
      return {
        ...{ number: run.number, at: new Date(run.ended_at ?? 0), by: personOf(run.ended_by ?? "", run.ended_by_name) },
        ...(fix === undefined || fix.path === null ? {} : { path: fix.path }),
        ...(fix === undefined || fix.step === null ? {} : { step: fix.step }),
      };
    },
  };
}

async function start(transaction: Transaction<Tables>, draft: RunDraft): Promise<Changed> {
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

async function move(transaction: Transaction<Tables>, step: RunMove, isRenumbered: boolean): Promise<Changed> {
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
      ...{ remind_at: reminder?.at.getTime() ?? null, lines: expression("lines", "+", trail.length) },
      ...(status === "open"
        ? { ended_at: null, ended_by: null, ended_by_name: null }
        : {
            ended_at: expression.fn.coalesce("ended_at", sql.lit(time)),
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
  await transaction.deleteFrom("reminders").where("organisation", "=", organisation).where("run", "=", run).execute();
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
  return finish(transaction, row, trail);
}

async function write(transaction: Transaction<Tables>, note: RunNote): Promise<Changed> {
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

async function byId(queries: Queries, organisation: string, id: string): Promise<RunRecord | undefined> {
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
