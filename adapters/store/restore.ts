import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import * as z from "zod";
import { BotError } from "#core";
import { linesOf } from "../lines-of.ts";
import { BACKUP_VERSION } from "./backup.ts";
import { keep } from "./change.ts";
import type { Engine } from "./engine.ts";
import { NEWEST_MIGRATION } from "./migrations.ts";
import type { Tables } from "./tables.ts";
import { ROWS, TABLES } from "./tables.ts";

const BATCH = 100;

const headSchema = z.object({ vangnet: z.literal("backup"), version: z.number(), tables: z.string() });
const lineSchema = z.union([
  z.strictObject({ table: z.enum(TABLES), row: z.record(z.string(), z.unknown()) }),
  z.strictObject({ rows: z.number() }),
  z.strictObject({ sha256: z.string() }),
]);

/**
 * Fills the store from a backup, whole or not at all: the file is read to its end and checked before anything is written.
 *
 * Throws BACKUP_INVALID where the file is foreign, damaged or of another version, and where the store is not empty without `force`.
 */
export async function restore(engine: Engine, file: string, force: boolean): Promise<number> {
  for await (const _ of rowsOf(file));
  return keep(engine, async (transaction) => {
    for (const table of TABLES) {
      const some = await transaction.selectFrom(table).select("organisation").limit(1).executeTakeFirst();
      if (some === undefined) continue;
      if (!force)
        throw new BotError(
          "BACKUP_INVALID",
          `The store ${engine.where} is not empty: --force puts the backup in the place of all that is in it.`,
        );
      await transaction.deleteFrom(table).execute();
    }
    let count = 0;
    let batch: { readonly table: keyof Tables; readonly rows: Record<string, unknown>[] } | undefined;
    const write = async () => {
      if (batch !== undefined)
        await transaction
          .insertInto(batch.table)
          .values(batch.rows as never)
          .execute();
      batch = undefined;
    };
    for await (const { table, row } of rowsOf(file)) {
      if (batch !== undefined && (batch.table !== table || batch.rows.length === BATCH)) await write();
      batch ??= { table, rows: [] };
      batch.rows.push(row);
      count += 1;
    }
    await write();
    return count;
  });
}

/** The rows of a backup, each checked; at the end their number and hash. */
async function* rowsOf(file: string): AsyncGenerator<{ readonly table: keyof Tables; readonly row: Record<string, unknown> }> {
  const damaged = (why: string, cause?: unknown) =>
    new BotError("BACKUP_INVALID", `${file} is not a whole backup of Vangnet (${why}): nothing was changed; take another backup.`, {
      cause,
    });
  const hash = createHash("sha256");
  let number = 0;
  let rows = 0;
  let counted: number | undefined;
  let isWhole = false;
  try {
    for await (const line of linesOf(createReadStream(file))) {
      number += 1;
      if (isWhole) throw damaged(`line ${number} stands behind the end`);
      const given = parseLine(line);
      if (number === 1) {
        const head = headSchema.safeParse(given);
        if (!head.success) throw damaged("its first line is another's");
        if (head.data.version !== BACKUP_VERSION || head.data.tables !== NEWEST_MIGRATION)
          throw new BotError("BACKUP_INVALID", `${file} was made by another version of Vangnet: restore it with that version.`);
        hash.update(`${line}\n`);
        continue;
      }
      const parsed = lineSchema.safeParse(given);
      if (!parsed.success) throw damaged(`line ${number} cannot be read`);
      if ("sha256" in parsed.data) {
        if (parsed.data.sha256 !== hash.digest("hex") || counted !== rows) throw damaged("its rows are not those that were written");
        isWhole = true;
        continue;
      }
      hash.update(`${line}\n`);
      if ("rows" in parsed.data) {
        counted = parsed.data.rows;
        continue;
      }
      const { table, row } = parsed.data;
      if (!ROWS[table].safeParse(row).success) throw damaged(`line ${number} is no row of ${table}`);
      rows += 1;
      yield { table, row };
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code))
      throw new BotError("BACKUP_INVALID", `${file} cannot be read (${error.code}): give the file of a backup.`, { cause: error });
    throw error;
  }
  if (!isWhole) throw damaged("its end is missing");
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
