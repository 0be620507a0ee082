import type { CreateTableBuilder, Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Columns of a table: text, whole numbers and times; a "?" behind the name lets it be empty. */
type Columns = Readonly<Record<string, "text" | "integer" | "bigint">>;

/** Every change of the tables in its order; one that was released is never edited. The same statements run on both engines. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "2026-11-25-first-tables": {
    up: async (db: Kysely<unknown>) => {
      await create(db, "languages", ["organisation", "kind", "subject"], {
        ...{ organisation: "text", kind: "text", subject: "text", locale: "text", at: "bigint" },
      });
      await create(db, "runs", ["organisation", "id"], {
        ...{ organisation: "text", id: "text", number: "integer", revision: "integer", "article?": "text", state: "text" },
        ...{ status: "text", conversation: "text", started_by: "text", "started_by_name?": "text", started_at: "bigint" },
        ...{ holder: "text", "holder_name?": "text", moved_by: "text", "moved_by_name?": "text", moved_at: "bigint" },
        ...{ "remind_at?": "bigint", "ended_by?": "text", "ended_by_name?": "text", "ended_at?": "bigint", lines: "integer" },
      });
      await create(db, "trail", ["organisation", "run", "line"], {
        ...{ organisation: "text", run: "text", line: "integer", at: "bigint", by_key: "text", "by_name?": "text" },
        ...{ what: "text", "path?": "integer", "step?": "integer", "reason?": "text", "words?": "text" },
      });
      await create(db, "run_messages", ["organisation", "run", "conversation"], {
        ...{ organisation: "text", run: "text", conversation: "text", message: "text" },
      });
      await create(db, "reminders", ["organisation", "id"], {
        ...{ organisation: "text", id: "text", run: "text", number: "integer", at: "bigint", conversation: "text" },
        ...{ who: "text", "who_name?": "text", claimed_until: "bigint" },
      });
      await create(db, "subjects", ["organisation", "conversation"], {
        ...{ organisation: "text", conversation: "text", article: "text", candidates: "text", "run?": "text", at: "bigint" },
      });
      await create(db, "answers", ["organisation", "conversation", "article"], {
        ...{ organisation: "text", conversation: "text", article: "text", message: "text", at: "bigint" },
      });
      await create(db, "feedback", ["organisation", "person", "article", "run"], {
        ...{ organisation: "text", person: "text", article: "text", run: "text", at: "bigint", verdict: "text", "reason?": "text" },
      });
      await create(db, "gaps", ["organisation", "id"], {
        ...{ organisation: "text", id: "text", at: "bigint", locale: "text", text: "text", because: "text", "nearest?": "text" },
      });
      await create(db, "seen", ["organisation", "event"], { organisation: "text", event: "text", at: "bigint", "run?": "text" });
      await create(db, "queue", ["organisation", "id"], {
        ...{ organisation: "text", id: "text", at: "bigint", platform: "text", address: "text", reply: "text", claimed_until: "bigint" },
      });
      await create(db, "addresses", ["organisation", "conversation"], {
        ...{ organisation: "text", conversation: "text", address: "text", at: "bigint" },
      });
      await create(db, "audit", ["organisation", "at", "by_key", "what", "about"], {
        ...{ organisation: "text", at: "bigint", by_key: "text", what: "text", about: "text" },
      });

      // No two open runs of an organisation can have one number, whatever two processes do.
      await sql`create unique index runs_open_number on runs (organisation, number) where status = 'open'`.execute(db);
      await sql`create index runs_open_moved on runs (organisation, moved_at) where status = 'open'`.execute(db);
      await sql`create index runs_open_in on runs (organisation, conversation) where status = 'open'`.execute(db);
      await sql`create index runs_number on runs (organisation, number)`.execute(db);
      await sql`create index runs_solved on runs (organisation, article, ended_at) where status = 'solved'`.execute(db);
      await sql`create index reminders_run on reminders (organisation, run)`.execute(db);
      const byTime = {
        ...{ languages: "at", runs: "moved_at", reminders: "at", subjects: "at", answers: "at", feedback: "at", gaps: "at" },
        ...{ seen: "at", queue: "at", addresses: "at", audit: "at" },
      };
      for (const [table, column] of Object.entries(byTime)) {
        await db.schema.createIndex(`${table}_by_time`).on(table).column(column).execute();
      }
    },
  },
};

/** The last change: tables that have it are up to date. */
export const NEWEST_MIGRATION = Object.keys(MIGRATIONS).sort().at(-1);

function create(db: Kysely<unknown>, table: string, key: readonly string[], columns: Columns): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(table);
  for (const [name, type] of Object.entries(columns)) {
    builder = name.endsWith("?") ? builder.addColumn(name.slice(0, -1), type) : builder.addColumn(name, type, (column) => column.notNull());
  }
  return builder.addPrimaryKeyConstraint(`${table}_key`, [...key]).execute();
}
