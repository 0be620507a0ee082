import { sql } from "kysely";
import type { Store } from "#core";
import { organisationIn } from "#core";
import { change, patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { lineOf, personOf, runOf } from "./rows.ts";
import { byId, MOST_TRIES, move, OPEN, start, write } from "./run-changes.ts";
import { createStatement, send } from "./statement.ts";
import { isTaken } from "./store-failure.ts";
import type { Tables } from "./tables.ts";

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
  /** The last solved run of an article: every card of an article asks for it. */
  const readSolved = createStatement<
    Pick<Tables["runs"], "organisation"> & { readonly article: string },
    Pick<Tables["runs"], "id" | "number" | "ended_at" | "ended_by" | "ended_by_name">
  >(db, (queries, value) =>
    queries
      .selectFrom("runs")
      .select(["id", "number", "ended_at", "ended_by", "ended_by_name"])
      .where("organisation", "=", value("organisation"))
      .where("article", "=", value("article"))
      .where("status", "=", sql.lit("solved"))
      .where("ended_at", "is not", null)
      .orderBy("ended_at", "desc")
      .limit(sql.lit(1)),
  );

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
      const [run] = (await send(engine, readSolved({ organisation, article }))).rows;
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
