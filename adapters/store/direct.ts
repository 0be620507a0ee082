import type { CompiledQuery, Logger, QueryResult, SqliteDatabase } from "kysely";

/** A way to a database that answers within the call: what is sent in one go, nothing of others comes in between. */
export interface Direct {
  /** Whether no transaction is open: what is sent now would belong to it. */
  isFree(): boolean;
  send<Row>(query: CompiledQuery<Row>): QueryResult<Row>;
  begin(): void;
  commit(): void;
  rollback(): void;
}

/** Past kysely's driver, which waits for each statement as for a server: for one of SQLite's that takes longer than the statement. */
export function createDirect(database: SqliteDatabase, isFree: () => boolean, listen?: Logger): Direct {
  const say = (sql: string) => void database.prepare(sql).run([]);
  return {
    isFree,
    send: (query) => {
      const begun = performance.now();
      const statement = database.prepare(query.sql);
      // A row is what the statement says that it is; SQLite's types cannot know it.
      const result = statement.reader
        ? { rows: statement.all(query.parameters) as never[] }
        : { rows: [], numAffectedRows: BigInt(statement.run(query.parameters).changes) };
      listen?.({ level: "query", query, queryDurationMillis: performance.now() - begun });
      return result;
    },
    begin: () => say("begin"),
    commit: () => say("commit"),
    rollback: () => say("rollback"),
  };
}
