import type { Store } from "#core";
import { keep } from "./change.ts";
import type { Engine } from "./engine.ts";
import { sqlConversations } from "./sql-conversations.ts";
import { sqlFeedback } from "./sql-feedback.ts";
import { forgetPerson } from "./sql-forget.ts";
import { sqlPosts } from "./sql-posts.ts";
import { pruneStore } from "./sql-prune.ts";
import { sqlRuns } from "./sql-runs.ts";

/** The store on a database whose tables are there. `now` gives milliseconds since 1970. */
export function createSqlStore(engine: Engine, now: () => number = Date.now): Store {
  return {
    isSaving: () => true,
    check: async () => {
      await engine.check();
      // Writes a row of nobody and takes it away again: only so is a full disk or a read-only server noticed.
      await keep(engine, async (transaction) => {
        await transaction
          .insertInto("seen")
          .values({ organisation: "", event: "check", at: now(), run: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await transaction.deleteFrom("seen").where("organisation", "=", "").where("event", "=", "check").execute();
      });
    },
    ...sqlConversations(engine, now),
    ...sqlRuns(engine),
    ...sqlPosts(engine),
    ...sqlFeedback(engine),
    forget: (person) => forgetPerson(engine, person),
    prune: (before) => pruneStore(engine, before),
    close: () => engine.db.destroy(),
  };
}
