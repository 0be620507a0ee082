import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

/** Stands in a statement where a value will be. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A statement with these values, ready to be sent. */
export type Statement<Values, Row> = (values: Values) => CompiledQuery<Row>;

/**
 * A statement that is built once and sent many times: to build one takes longer than SQLite takes to answer it.
 *
 * `value` names a value that comes with each sending.
 */
export function createStatement<Values extends object, Row>(
  db: Kysely<Tables>,
  build: (db: Kysely<Tables>, value: <Name extends keyof Values & string>(name: Name) => Values[Name]) => Compilable<Row>,
): Statement<Values, Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return (values) => {
    // The builder takes any object for a value, and only hands it on.
    compiled ??= build(db, (name) => new Slot(name) as never).compile();
    const parameters = compiled.parameters.map((one) => (one instanceof Slot ? values[one.name as keyof Values] : one));
    return { ...compiled, parameters };
  };
}

/** Sends a statement by itself. */
export async function send<Row>({ db, direct }: Engine, statement: CompiledQuery<Row>): Promise<QueryResult<Row>> {
  return direct?.isFree() === true ? direct.send(statement) : db.executeQuery(statement);
}
