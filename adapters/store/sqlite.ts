import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Dialect, Logger } from "kysely";
import { Kysely, SqliteDialect } from "kysely";
import { BotError } from "#core";
import { createDirect } from "./direct.ts";
import type { Engine } from "./engine.ts";
import { createNodeSqlite } from "./node-sqlite.ts";
import { fromSqlite, isDamaged, storeFailure } from "./store-failure.ts";
import type { Tables } from "./tables.ts";

/** "VNGT": stands in the header of every file that is ours. */
const APPLICATION_ID = 0x56_4e_47_54;
const MAGIC = "SQLite format 3\0";
/** Node waits in this time and answers nobody; the transaction tries again after it. */
const BUSY_MS = 60;

/**
 * Opens the one file that keeps everything, and makes it with its folder where it is not there, for its owner alone. `listen` hears each statement.
 *
 * Throws STORE_UNAVAILABLE where it cannot be used: foreign, damaged, locked, not writable. Such a file is left as it is.
 */
export function openSqlite(file: string, listen?: Logger): Engine {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file) && statSync(file).size > 0) {
      refuseForeign(file);
      refuseDamaged(file);
    } else closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    throw fileFailure(error, file);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: BUSY_MS });
    const one = database;
    prepare(one, file);
    let damage: unknown;
    const translate = (error: unknown) => {
      const failure = fromSqlite(error, file);
      if (isDamaged(error)) damage ??= failure;
      return failure;
    };
    const connection = createNodeSqlite(one, translate);
    return {
      kind: "sqlite",
      where: file,
      db: new Kysely<Tables>({
        dialect: transactional(new SqliteDialect({ database: connection })),
        ...(listen === undefined ? {} : { log: listen }),
      }),
      direct: createDirect(connection, () => !one.isTransaction, listen),
      check: async () => {
        // A damaged page lets most calls through. Nothing more is written until a start has looked at the whole file.
        if (damage !== undefined) throw damage;
      },
    };
  } catch (error) {
    database?.close();
    throw fileFailure(error, file);
  }
}

/** Kysely holds that tables cannot be made in a transaction of SQLite, and then leaves half of them when a process dies. They can. */
function transactional(dialect: Dialect): Dialect {
  return {
    createAdapter: () => Object.create(dialect.createAdapter(), { supportsTransactionalDdl: { value: true } }),
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function prepare(database: DatabaseSync, file: string): void {
  const value = (pragma: string) => Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0];
  // Before the first table, and before the journal: so that it stands in the file itself.
  if (value("application_id") === 0) database.exec(`pragma application_id = ${APPLICATION_ID}`);
  const journal = value("journal_mode = wal");
  database.exec("pragma synchronous = full");
  if (journal !== "wal" || value("synchronous") !== 2)
    throw storeFailure(file, "cannot keep what it promised to keep (no write-ahead log here)", "set DATA_DIR to a folder on a local disk");
}

/** Looks at the first bytes alone: opening a file of another program could already change it. */
function refuseForeign(file: string): void {
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC || header.readInt32BE(68) !== APPLICATION_ID)
    throw storeFailure(file, "is not a database of Vangnet", "move it away, or set DATA_DIR to another folder");
}

/** Reads every page through a connection that cannot write. */
function refuseDamaged(file: string): void {
  const reader = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  try {
    const found = Object.values(reader.prepare("pragma quick_check(1)").get() ?? {})[0];
    if (found !== "ok") throw Object.assign(new Error(String(found)), { errcode: 11 });
  } finally {
    reader.close();
  }
}

function fileFailure(error: unknown, file: string): unknown {
  if (error instanceof BotError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return storeFailure(file, "cannot grow: the disk is full", "make room; Vangnet goes on by itself", error);
  if (["EACCES", "EPERM", "EROFS"].includes(String(code)))
    return storeFailure(file, "cannot be written", "let the user that runs Vangnet write the folder, or set DATA_DIR to another", error);
  if (["ENOTDIR", "EEXIST", "EISDIR", "ENOENT", "ENAMETOOLONG"].includes(String(code)))
    return storeFailure(file, "has no folder to stand in", "set DATA_DIR to a folder", error);
  return fromSqlite(error, file);
}
