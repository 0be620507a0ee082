import { Kysely, PostgresDialect } from "kysely";
import type { PoolClient } from "pg";
import { Pool, types } from "pg";
import type { Engine } from "./engine.ts";
import { fromPostgres, storeFailure } from "./store-failure.ts";
import type { Tables } from "./tables.ts";

const OLDEST = 150_000;
const INT8 = 20;
const NUMERIC = 1700;

/** How long a connection may take to come about. */
const CONNECT_MS = 700;

/** How long a statement may take, in milliseconds, and how many connections there are. */
export interface PostgresLimits {
  readonly limitMs: number;
  readonly connections: number;
}

/** For answers: a bot that waits longer goes on without memory. */
export const ANSWERING: PostgresLimits = { limitMs: 700, connections: 5 };
/** For bringing the tables up to date at a start. */
export const STARTING: PostgresLimits = { limitMs: 5_000, connections: 1 };
/** For what reads or writes whole tables. */
export const MAINTAINING: PostgresLimits = { limitMs: 60_000, connections: 1 };

/** Opens a PostgreSQL 15 or later; throws STORE_UNAVAILABLE where there is none. */
export async function openPostgres(url: string, { limitMs, connections }: PostgresLimits): Promise<Engine> {
  const where = nameOf(url);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: limitMs,
    statement_timeout: limitMs,
    idle_in_transaction_session_timeout: Math.max(10_000, limitMs),
    keepAlive: true,
    application_name: "vangnet",
    allowExitOnIdle: true,
    types: { getTypeParser: (id: number, format?: "text" | "binary") => parserOf(id) ?? types.getTypeParser(id, format) },
  });
  // A connection that breaks would end the process: idle, which the pool tells, or between two statements of a transaction.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded(pool, where) }) });
  try {
    const { rows } = await pool.query<{ readonly server_version_num: string }>("show server_version_num");
    if (Number(rows[0]?.server_version_num) < OLDEST)
      throw storeFailure(where, "is older than PostgreSQL 15", "bring it up to date, or name another in DATABASE_URL");
    return { kind: "postgres", where, db, check: async () => {} };
  } catch (error) {
    await db.destroy();
    await pool.end().catch(() => {});
    throw fromPostgres(error, where);
  }
}

/** Counts and times come as text by default; ours are all far below the limit of a number. */
function parserOf(id: number): ((value: string) => number) | undefined {
  return id === INT8 || id === NUMERIC ? Number : undefined;
}

/** A server and database without user and password. */
function nameOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    return `PostgreSQL at ${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}${pathname}`;
  } catch {
    return "PostgreSQL";
  }
}

type GuardedClient = Pick<PoolClient, "release"> & { query(sql: string, parameters: readonly unknown[]): Promise<never> };

/**
 * The pool with its errors named. A connection whose answer did not come in time is thrown away: its statement may still run,
 * and the "rollback" behind it may never have been sent.
 */
function guarded(pool: Pool, where: string) {
  const known = new WeakMap<PoolClient, GuardedClient>();
  const wrap = (client: PoolClient): GuardedClient => {
    let isBroken = false;
    return {
      query: async (sql, parameters) => {
        try {
          return (await client.query(sql, withoutNul(parameters))) as never;
        } catch (error) {
          const failure = fromPostgres(error, where);
          isBroken ||= failure !== error;
          throw failure;
        }
      },
      release: (destroy) => client.release(destroy === true || isBroken),
    };
  };
  return {
    options: pool.options,
    connect: async () => {
      try {
        const client = await pool.connect();
        const wrapped = known.get(client) ?? wrap(client);
        known.set(client, wrapped);
        return wrapped as never;
      } catch (error) {
        throw fromPostgres(error, where);
      }
    },
    end: () => pool.end(),
  };
}

/** The one character that PostgreSQL cannot keep in a text. */
function withoutNul(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === "string" ? value.replaceAll("\0", "") : value));
}
