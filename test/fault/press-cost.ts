import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import type { RunMove, RunState } from "#core";
import type { Engine } from "../../adapters/store/engine.ts";
import { openEngine } from "../../adapters/store/open-store.ts";
import { createSqlStore } from "../../adapters/store/sql-store.ts";
import { AT_START, draft, minute, move } from "../adapters/store/fixtures.ts";
import { quantile } from "../bench/statistics.ts";
import type { StoreAt } from "./store-at.ts";

const ORGANISATION = "one";
const MANY_RUNS = 10_000;
const LINES_EACH = 4;

/** What a press costs, medians in milliseconds. */
export interface PressCost {
  /** The same statements by the bare engine, in one transaction. */
  readonly bare: number;
  /** By the store: a first step in an empty store, and a step of a run of fifty in a store with ten thousand runs. */
  readonly small: number;
  readonly large: number;
}

const OF_FIFTY: RunState = {
  ...AT_START,
  step: 49,
  outcomes: Array.from({ length: 49 }, (_, step) => ({ path: 0, step, outcome: "worked" as const })),
};

/** Measures presses turn and turn about, so that what else the machine does falls on both alike. */
export async function pressCost(
  at: { readonly bare: StoreAt; readonly small: StoreAt; readonly large: StoreAt },
  rounds: number,
): Promise<PressCost> {
  const engines = await Promise.all([openEngine(at.bare), openEngine(at.small), openEngine(at.large)]);
  const [forBare, small, large] = engines;
  await fill(large);
  const bare = await bareEngine(at.bare, await open(forBare, AT_START));
  const inSmall = await presses(small, AT_START);
  const inLarge = await presses(large, OF_FIFTY);
  const took: Record<"bare" | "small" | "large", number[]> = { bare: [], small: [], large: [] };
  const ways = { bare, small: inSmall, large: inLarge } as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, press] of Object.entries(ways)) {
      const begun = performance.now();
      await press();
      took[name as keyof typeof took].push(performance.now() - begun);
    }
  }
  await bare(true);
  await Promise.all(engines.map(({ db }) => db.destroy()));
  // The first presses warm up what is compiled.
  const typical = (name: keyof typeof took) => quantile(took[name].slice(rounds / 10), 0.5);
  return { bare: typical("bare"), small: typical("small"), large: typical("large") };
}

async function open(engine: Engine, state: RunState): Promise<string> {
  const id = randomUUID();
  await createSqlStore(engine).startRun(draft({ id, state }));
  return id;
}

function pressOf(run: string, seen: number, state: RunState): RunMove {
  return move(run, seen, { event: `${ORGANISATION}/slack/T1/${randomUUID()}`, state });
}

async function presses(engine: Engine, state: RunState): Promise<() => Promise<void>> {
  const store = createSqlStore(engine);
  const run = await open(engine, state);
  let seen = 1;
  return async () => {
    const change = await store.moveRun(pressOf(run, seen, state));
    if (change.kind !== "done") throw new Error(change.kind);
    seen += 1;
  };
}

/** The statements that one press needs, as somebody would write them by hand for this engine alone. */
const BARE = [
  "insert into seen (organisation, event, at, run) values (?, ?, ?, ?) on conflict do nothing",
  `update runs set revision = revision + 1, state = ?, status = ?, holder = ?, holder_name = ?, moved_by = ?, moved_by_name = ?, moved_at = ?,
    conversation = ?, lines = lines + 1, ended_at = null, ended_by = null, ended_by_name = null
    where organisation = ? and id = ? and revision = ? returning *`,
  "insert into trail (organisation, run, line, at, by_key, by_name, what, path, step, reason, words) values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, null)",
];

function bareParameters(run: string, seen: number): (string | number)[][] {
  const { event, by, conversation, state } = pressOf(run, seen, AT_START);
  const [at, name] = [minute(seen).getTime(), by.name ?? ""];
  return [
    [ORGANISATION, event, at, run],
    [JSON.stringify(state), "open", by.key, name, by.key, name, at, conversation, ORGANISATION, run, seen],
    [ORGANISATION, run, seen, at, by.key, name, "worked", 0, 1],
  ];
}

/** One press without the store; told that it is over, it lets go of the engine. */
async function bareEngine(at: StoreAt, run: string): Promise<(isOver?: boolean) => Promise<void>> {
  let seen = 1;
  if (at.databaseUrl === undefined) {
    const database = new DatabaseSync(`${at.dataFolder}/vangnet.db`);
    database.exec("pragma synchronous = full");
    const statements = BARE.map((text) => database.prepare(text));
    return async (isOver) => {
      if (isOver) return database.close();
      database.exec("begin immediate");
      const parameters = bareParameters(run, seen);
      statements.forEach((statement, index) => {
        statement.all(...(parameters[index] ?? []));
      });
      database.exec("commit");
      seen += 1;
    };
  }
  const client = new Client({ connectionString: at.databaseUrl });
  await client.connect();
  let number = 0;
  const texts = BARE.map((text) => {
    number = 0;
    return text.replaceAll("?", () => {
      number += 1;
      return `$${number}`;
    });
  });
  return async (isOver) => {
    if (isOver) return client.end();
    await client.query("begin");
    const parameters = bareParameters(run, seen);
    for (const [index, text] of texts.entries()) await client.query(text, parameters[index]);
    await client.query("commit");
    seen += 1;
  };
}

/** Puts ten thousand runs with their trails into a store, a tenth of them open. */
async function fill({ db }: Engine): Promise<void> {
  for (let first = 0; first < MANY_RUNS; first += 100) {
    const numbers = Array.from({ length: 100 }, (_, index) => first + index);
    const at = minute(0).getTime();
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("runs")
        .values(
          numbers.map((number) => ({
            ...{ organisation: ORGANISATION, id: `old-${number}`, number: number + 2, revision: 5, article: "replica-inconsistent" },
            ...{ state: JSON.stringify(OF_FIFTY), status: number % 10 === 0 ? "open" : "solved", conversation: `one/slack/T1/C${number}/` },
            ...{ started_by: "one/a", started_by_name: null, started_at: at, holder: "one/a", holder_name: null },
            ...{ moved_by: "one/a", moved_by_name: null, moved_at: at + number, remind_at: null, lines: LINES_EACH },
            ...(number % 10 === 0
              ? { ended_by: null, ended_by_name: null, ended_at: null }
              : { ended_by: "one/a", ended_by_name: null, ended_at: at + number }),
          })),
        )
        .execute();
      await transaction
        .insertInto("trail")
        .values(
          numbers.flatMap((number) =>
            Array.from({ length: LINES_EACH }, (_, line) => ({
              ...{ organisation: ORGANISATION, run: `old-${number}`, line, at, by_key: "one/a", by_name: null, what: "worked" },
              ...{ path: 0, step: line, reason: null, words: null },
            })),
          ),
        )
        .execute();
    });
  }
}
