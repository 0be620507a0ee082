import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { BotError } from "#core";
import { patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { MIGRATIONS } from "./migrations.ts";
import { storeFailure } from "./store-failure.ts";

const PATIENCE_MS = 3000;

/** Brings the tables up to date; returns the names of what was done now. Two processes may do it at once. */
export async function migrate({ db, where }: Engine): Promise<readonly string[]> {
  // The migrator wants a database of unknown tables: it makes them.
  const migrator = new Migrator({ db: db as unknown as Kysely<unknown>, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  try {
    return await patiently(async () => {
      const { error, results = [] } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
      return results.map(({ migrationName }) => migrationName);
    }, PATIENCE_MS);
  } catch (error) {
    if (error instanceof BotError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/previously executed migration|corrupted migrations/i.test(reason))
      throw storeFailure(where, "was made by a newer Vangnet", "run that version, or restore a backup of before it", error);
    throw storeFailure(where, `could not be brought up to date (${reason})`, "give Vangnet an empty database of its own", error);
  }
}
