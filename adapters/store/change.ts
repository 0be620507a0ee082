import type { CompiledQuery, Kysely, QueryResult, Transaction } from "kysely";
import type { Direct } from "./direct.ts";
import type { Engine } from "./engine.ts";
import { isBusy } from "./store-failure.ts";
import type { Tables } from "./tables.ts";

/** What queries run on: the database, or a transaction in it. */
export type Queries = Kysely<Tables>;

/** What a piece of work came to, and whether its changes are kept. */
export interface Worked<Value> {
  readonly value: Value;
  readonly isKept: boolean;
}

const PATIENCE_MS = 500;
const PAUSE_MS = 15;

/** Does work in one transaction: kept whole, or undone whole. Waits a moment for another process that is writing. */
export async function change<Value>({ db }: Engine, work: (transaction: Transaction<Tables>) => Promise<Worked<Value>>): Promise<Value> {
  const transaction = await patiently(() => db.startTransaction().execute());
  try {
    const { value, isKept } = await work(transaction);
    await (isKept ? transaction.commit() : transaction.rollback()).execute();
    return value;
  } catch (error) {
    // What went wrong is told, not that undoing it failed too.
    if (!transaction.isCommitted && !transaction.isRolledBack) {
      await transaction
        .rollback()
        .execute()
        .catch(() => {});
    }
    throw error;
  }
}

/** Tries again while another process holds the file; the process answers others between the tries. */
export async function patiently<Value>(attempt: () => Promise<Value>, patience = PATIENCE_MS): Promise<Value> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + Math.random() * PAUSE_MS));
    }
  }
}

/** Does work that is always kept. */
export function keep<Value>(engine: Engine, work: (transaction: Transaction<Tables>) => Promise<Value>): Promise<Value> {
  return change(engine, async (transaction) => ({ value: await work(transaction), isKept: true }));
}

/** Statements one after the other, each knowing what the one before it came to; who drives it decides whether anything is waited for. */
export type Work<Value> = Generator<CompiledQuery<never>, Value, QueryResult<never>>;

/** Does pieces of work in one transaction that is always kept: in one go where the engine answers within the call. */
export function keepAll<Value>(engine: Engine, works: readonly (() => Work<Value>)[]): Promise<readonly Value[]> {
  return patiently(async () => {
    const { direct } = engine;
    if (direct?.isFree() === true) return keepNow(direct, works);
    return keep(engine, async (transaction) => {
      const values: Value[] = [];
      for (const begin of works) {
        const work = begin();
        let step = work.next();
        while (step.done !== true) step = work.next(await transaction.executeQuery(step.value));
        values.push(step.value);
      }
      return values;
    });
  });
}

function keepNow<Value>(direct: Direct, works: readonly (() => Work<Value>)[]): readonly Value[] {
  direct.begin();
  try {
    const values = works.map((begin) => {
      const work = begin();
      let step = work.next();
      while (step.done !== true) step = work.next(direct.send(step.value));
      return step.value;
    });
    direct.commit();
    return values;
  } catch (error) {
    try {
      direct.rollback();
    } catch {
      // What went wrong is told, not that undoing it failed too.
    }
    throw error;
  }
}
