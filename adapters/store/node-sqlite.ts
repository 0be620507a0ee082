import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";

const MOST_STATEMENTS = 300;

/**
 * `node:sqlite` in the shape that kysely drives.
 *
 * - A transaction takes its lock at once: one that reads first and writes then fails under two processes in spite of the busy timeout.
 * - "rollback" without a transaction does nothing: SQLite rolls back by itself on a full disk, and a second rollback would hide that error.
 * - Statements are compiled once.
 */
export function createNodeSqlite(database: DatabaseSync, translate: (error: unknown) => unknown): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const nothing: SqliteStatement = {
    reader: false,
    all: () => [],
    run: () => ({ changes: 0, lastInsertRowid: 0 }),
    iterate: () => [][Symbol.iterator](),
  };
  const attempt = <Value>(action: () => Value): Value => {
    try {
      return action();
    } catch (error) {
      throw translate(error);
    }
  };

  const compile = (sql: string): SqliteStatement => {
    const statement: StatementSync = attempt(() => database.prepare(sql));
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => attempt(() => statement.all(...values(parameters))),
      run: (parameters) => attempt(() => statement.run(...values(parameters))),
      iterate: (parameters) => attempt(() => statement.iterate(...values(parameters))),
    };
  };

  return {
    close: () => database.close(),
    prepare: (sql) => {
      if (sql === "rollback" && !database.isTransaction) return nothing;
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = compile(sql === "begin" ? "begin immediate" : sql);
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => (typeof value === "string" ? value.replaceAll("\0", "") : (value as SQLInputValue)));
}
