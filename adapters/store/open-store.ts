import { join } from "node:path";
import type { Store } from "#core";
import { patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrate.ts";
import type { PostgresLimits } from "./postgres.ts";
import { createSqlStore } from "./sql-store.ts";

/** Where everything is kept: a file in a folder, or a PostgreSQL. */
export interface StoreSettings {
  readonly dataFolder: string;
  /** A PostgreSQL address with user and password; undefined: the file. */
  readonly databaseUrl?: string;
}

/** Opens what the settings say, with its tables up to date. Throws STORE_UNAVAILABLE, in one line that says what to do. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  return createSqlStore(await openEngine(settings));
}

/** The database itself, its tables up to date; the limits are those of a PostgreSQL. */
export async function openEngine({ dataFolder, databaseUrl }: StoreSettings, limits?: PostgresLimits): Promise<Engine> {
  // The engine that is not used is not loaded.
  if (databaseUrl === undefined) {
    const { openSqlite } = await import("./sqlite.ts");
    return migrated(await patiently(async () => openSqlite(join(dataFolder, "vangnet.db"))));
  }
  const { ANSWERING, STARTING, openPostgres } = await import("./postgres.ts");
  const starting = await migrated(await openPostgres(databaseUrl, STARTING));
  await starting.db.destroy();
  return openPostgres(databaseUrl, limits ?? ANSWERING);
}

async function migrated(engine: Engine): Promise<Engine> {
  try {
    await migrate(engine);
    return engine;
  } catch (error) {
    await engine.db.destroy();
    throw error;
  }
}
