import { sql } from "kysely";
import type { QueuedPost, Store } from "#core";
import { keep, patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { personOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

type PostPart = "claimReminders" | "reminderSent" | "enqueue" | "claimPosts" | "postSent";

/**
 * What waits to be sent: reminders and posts, of all organisations.
 *
 * Claiming is one statement whose condition is looked at again once another process lets go of the row, so that only one of them gets it.
 */
export function sqlPosts(engine: Engine): Pick<Store, PostPart> {
  const { db } = engine;
  const claim = async <Table extends "reminders" | "queue">(table: Table, now: Date, lease: number, most: number) => {
    const time = now.getTime();
    const isFree = table === "reminders" ? sql`"at" <= ${time} and "claimed_until" <= ${time}` : sql`"claimed_until" <= ${time}`;
    const { rows } = await patiently(() =>
      sql<Tables[Table]>`
        update ${sql.table(table)} set "claimed_until" = ${time + lease}
        where ${isFree} and ("organisation", "id") in (
          select "organisation", "id" from ${sql.table(table)} where ${isFree} order by "at" limit ${most}
        ) returning *`.execute(db),
    );
    return rows.toSorted((one, other) => one.at - other.at);
  };

  return {
    claimReminders: async (now, lease, most) => {
      const rows = await claim("reminders", now, lease, most);
      return rows.map(({ id, organisation, run, number, at, conversation, who, who_name }) => ({
        ...{ id, organisation, run, number, at: new Date(at), conversation, who: personOf(who, who_name) },
      }));
    },
    reminderSent: (organisation, id) =>
      keep(engine, async (transaction) => {
        const sent = await transaction
          .deleteFrom("reminders")
          .where("organisation", "=", organisation)
          .where("id", "=", id)
          .returning("run")
          .executeTakeFirst();
        if (sent === undefined) return;
        await transaction
          .updateTable("runs")
          .set({ remind_at: null })
          .where("organisation", "=", organisation)
          .where("id", "=", sent.run)
          .execute();
      }),

    enqueue: async (post, at) => {
      await patiently(() =>
        db
          .insertInto("queue")
          .values(postRows([post], at))
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    },
    claimPosts: async (now, lease, most) => {
      const rows = await claim("queue", now, lease, most);
      return rows.map(({ id, organisation, platform, address, reply }) => ({ id, organisation, platform, address, reply }));
    },
    postSent: async (organisation, id) => {
      await patiently(() => db.deleteFrom("queue").where("organisation", "=", organisation).where("id", "=", id).execute());
    },
  };
}

/** The rows of posts that wait. */
export function postRows(posts: readonly QueuedPost[], at: Date): Tables["queue"][] {
  return posts.map(({ id, organisation, platform, address, reply }) => ({
    ...{ id, organisation, platform, address, reply, at: at.getTime(), claimed_until: 0 },
  }));
}
