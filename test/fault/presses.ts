import { randomUUID } from "node:crypto";
import type { RunMove } from "#core";
import { openStore } from "../../adapters/store/open-store.ts";
import { draft, move } from "../adapters/store/fixtures.ts";
import { seeded } from "../bench/statistics.ts";
import type { Call } from "./history.ts";
import { faultsOf } from "./history.ts";
import { shuffled } from "./shuffled.ts";
import type { StoreAt, Worker } from "./store-at.ts";
import { killWorker, startWorker } from "./store-at.ts";

/** What came of presses by several processes. */
export interface Pressed {
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly revision: number;
  readonly faults: readonly string[];
}

/** Two processes press "next" at once at the same revision, round after round; each round must advance the run once. */
export async function doublePresses(at: StoreAt, rounds: number): Promise<Pressed> {
  return pressing(at, async (run, press) => {
    for (let seen = 1; seen <= rounds; seen += 1) {
      const answers = await Promise.all([0, 1].map((process) => press(process, pressOf(run, seen))));
      if (answers.filter((answer) => answer === "done").length !== 1) throw new Error(`round ${seen}: ${answers.join(" and ")}`);
    }
  });
}

/** Each event comes one to four times, all in random order over two processes and several at once; each takes effect once. */
export async function randomDeliveries(at: StoreAt, events: number, seed = 1): Promise<Pressed> {
  const random = seeded(seed);
  return pressing(at, async (run, press, standsAt) => {
    const presses = Array.from({ length: events }, () => pressOf(run, 0));
    const deliveries = shuffled(
      presses.flatMap((one) => Array.from({ length: 1 + Math.floor(random() * 4) }, () => one)),
      random,
    );
    const waiting = deliveries.map((one) => ({ one, process: random() < 0.5 ? 0 : 1 }));
    const hand = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        // A press that came too late is pressed again on the card as it stands now, until it took effect.
        for (let answer = "stale"; answer === "stale"; ) answer = await press(next.process, { ...next.one, seen: standsAt() });
      }
    };
    await Promise.all([hand(), hand(), hand(), hand()]);
  });
}

function pressOf(run: string, seen: number): RunMove {
  const event = `one/${randomUUID()}`;
  const by = { key: "one/worker" };
  return move(run, seen, { event, by, at: new Date(), trail: [{ at: new Date(), by, what: "noted", words: event }] });
}

type Press = (process: number, move: RunMove) => Promise<string>;

async function pressing(at: StoreAt, trial: (run: string, press: Press, standsAt: () => number) => Promise<void>): Promise<Pressed> {
  const store = await openStore(at);
  const run = randomUUID();
  await store.startRun(draft({ id: run, trail: [] }));
  const calls: Call[] = [];
  let stands = 1;
  const workers = await Promise.all([startWorker(at), startWorker(at)]);
  const answers = workers.map(answering);
  let ids = 0;
  const press: Press = async (process, one) => {
    ids += 1;
    const told = await (answers[process] as Answering)(ids, one);
    if (told.kind === "lost") throw new Error(told.why);
    const { change, revision } = told;
    calls.push({ event: one.event, seen: one.seen, answer: change, revision });
    stands = Math.max(stands, revision ?? 0);
    return change;
  };
  try {
    await trial(run, press, () => stands);
    const counts: Record<string, number> = {};
    for (const { answer } of calls) counts[answer] = (counts[answer] ?? 0) + 1;
    const revision = (await store.runById("one", run))?.revision ?? 0;
    return { answers: counts, revision, faults: await faultsOf(store, "one", run, calls) };
  } finally {
    await Promise.all(workers.map(killWorker));
    await store.close();
  }
}

type Answer = Extract<Parameters<Parameters<Worker["listen"]>[0]>[0], { readonly id: number }>;
type Answering = (id: number, move: RunMove) => Promise<Answer>;

function answering(worker: Worker): Answering {
  const open = new Map<number, (answer: Answer) => void>();
  worker.listen((told) => {
    if ("id" in told) open.get(told.id)?.(told);
  });
  return (id, one) =>
    new Promise((resolve) => {
      open.set(id, resolve);
      worker.order({ kind: "move", id, move: one });
    });
}
