import { BotError } from "#core";

/** SQLite's primary result codes that mean: this file cannot be used now. */
const SQLITE_REMEDIES: Readonly<Record<number, readonly [what: string, remedy: string]>> = {
  3: ["may not be opened", "let the user that runs Vangnet read and write it"],
  5: ["is locked by another program", "close what holds it open; Vangnet goes on by itself"],
  6: ["is locked by another program", "close what holds it open; Vangnet goes on by itself"],
  8: ["cannot be written", "let the user that runs Vangnet write the file and its folder"],
  10: ["cannot be read or written (a disk error)", "look at the disk"],
  11: ["is damaged", "stop Vangnet, move the file and its -wal and -shm away, and restore a backup (npm run store -- restore FILE)"],
  13: ["cannot grow: the disk is full", "make room; Vangnet goes on by itself"],
  14: ["cannot be opened", "let the user that runs Vangnet read and write the file and its folder"],
  26: ["is not a database of Vangnet", "move it away, or set DATA_DIR to another folder"],
};

/** The failure of a store, named in one line: what is wrong, where, and what to do. */
export function storeFailure(where: string, what: string, remedy: string, cause?: unknown): BotError {
  return new BotError("STORE_UNAVAILABLE", `The store ${where} ${what}: ${remedy}.`, { cause });
}

/** An error of `node:sqlite` as the failure of the store, where it is one; else as it was. */
export function fromSqlite(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === "ERR_INVALID_STATE") return storeFailure(file, "is closed", "start Vangnet again", error);
  const remedy = SQLITE_REMEDIES[sqliteCode(error) & 0xff];
  return remedy === undefined ? error : storeFailure(file, ...remedy, error);
}

/** Whether the file itself is at fault: looking again does not help. */
export function isDamaged(error: unknown): boolean {
  return [11, 26].includes(sqliteCode(error) & 0xff);
}

/** Whether another process was in the way just now: it holds the file, or two transactions waited for each other. */
export function isBusy(error: unknown): boolean {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && /^40/.test(error.code)) return true;
  return [5, 6].includes(sqliteCode(error) & 0xff) || (error instanceof Error && error.cause !== undefined && isBusy(error.cause));
}

function sqliteCode(error: unknown): number {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
}

/** An error of PostgreSQL or the way to it as the failure of the store; a mistake in a statement stays as it was. */
export function fromPostgres(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof BotError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/^28/.test(code)) return storeFailure(where, "refuses the user or the password", "correct DATABASE_URL", error);
  if (code === "3D000") return storeFailure(where, "has no such database", "create it, or correct DATABASE_URL", error);
  if (code === "42501") return storeFailure(where, "lets this user not do that", "give it rights on its own schema", error);
  if (code === "25006") return storeFailure(where, "is read-only", "name the primary server in DATABASE_URL", error);
  if (/^53/.test(code))
    return storeFailure(where, "has no room (disk, memory or connections)", "make room; Vangnet goes on by itself", error);
  if (/^(?:22|23|40|42|0A)/.test(code)) return error;
  return storeFailure(where, "does not answer", "start it, or look at the network; Vangnet goes on by itself", error);
}

/** Whether two rows wanted one key. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && (("code" in error && error.code === "23505") || [2067, 1555].includes(sqliteCode(error)));
}
