import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { BotError } from "#core";
import type { Engine } from "./engine.ts";
import { NEWEST_MIGRATION } from "./migrations.ts";
import type { Tables } from "./tables.ts";
import { PRIMARY_KEYS, TABLES } from "./tables.ts";

/** The form of a backup; another form gets another number. */
export const BACKUP_VERSION = 1;
const PAGE = 500;
/** A view of one moment, whatever others write meanwhile; on both engines it holds up nobody. */
const SNAPSHOT = { sqlite: "begin deferred", postgres: "begin transaction isolation level repeatable read read only" } as const;

/**
 * Writes everything into a file that restores into either engine: a head, one row a line, and a foot with their number and hash.
 *
 * The file is there whole or not at all, for its owner alone. Returns the number of rows.
 */
export async function backUp({ db, kind }: Engine, file: string, { at, force }: { readonly at: Date; readonly force: boolean }) {
  if (existsSync(file) && !force)
    throw new BotError("BACKUP_INVALID", `${file} is there already: give another name, or --force to replace it.`);
  const part = `${file}.part`;
  const handle = await open(part, "w", 0o600).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === "ENOENT"
        ? `there is no folder ${dirname(file)}: make it first, or give another path`
        : `${error.message}: give a path where this user may write`;
    throw new BotError("BACKUP_INVALID", `The backup ${file} cannot be written, ${why}.`, { cause: error });
  });
  try {
    const hash = createHash("sha256");
    const write = async (lines: readonly unknown[]) => {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      hash.update(text);
      await handle.write(text);
    };
    await write([{ vangnet: "backup", version: BACKUP_VERSION, madeAt: at.toISOString(), tables: NEWEST_MIGRATION }]);
    const rows = await db.connection().execute(async (connection) => {
      await sql.raw(SNAPSHOT[kind]).execute(connection);
      try {
        return await writeTables(connection, write);
      } finally {
        await sql.raw("rollback").execute(connection);
      }
    });
    await write([{ rows }]);
    await handle.write(`${JSON.stringify({ sha256: hash.digest("hex") })}\n`);
    await handle.sync();
    await handle.close();
    await rename(part, file);
    return rows;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

async function writeTables(db: Kysely<Tables>, write: (lines: readonly unknown[]) => Promise<void>): Promise<number> {
  let count = 0;
  for (const table of TABLES) {
    const columns = PRIMARY_KEYS[table];
    const key = sql.join(columns.map((column) => sql.ref(column)));
    let after = sql``;
    for (;;) {
      const { rows } = await sql<Record<string, unknown>>`
        select * from ${sql.table(table)} ${after} order by ${key} limit ${sql.lit(PAGE)}`.execute(db);
      await write(rows.map((row) => ({ table, row })));
      count += rows.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      after = sql`where (${key}) > (${sql.join(columns.map((column) => last[column]))})`;
    }
  }
  return count;
}
