import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Turn } from "#core";
import { readEnvironment } from "../../adapters/environment.ts";
import { openStore } from "../../adapters/store/open-store.ts";
import { startStore } from "../../adapters/store/start-store.ts";
import { buildBot } from "../../adapters/terminal/build-bot.ts";
import { draft, keepGap, minute, move } from "../adapters/store/fixtures.ts";
import type { Cluster } from "../support/postgres.ts";

const QUESTIONS = [
  "ID: 100050",
  "replica is inconsistent op mabs02",
  "CBPSourceSnapshotFailedReplicaInconsistent",
  "waarom faalt de online back-up",
  "ID 3106",
];
const EVERY_MS = 50;

/** What came of an outage under questions. */
export interface OutageResult {
  readonly questions: number;
  readonly answered: number;
  /** The slowest answer and the slowest press, in milliseconds. */
  readonly slowestAnswer: number;
  readonly slowestPress: number;
  /** From the moment that the database is back until changes are saved again, for each outage, in milliseconds. */
  readonly recoveries: readonly { readonly kind: string; readonly milliseconds: number; readonly untilAllWasMade: number }[];
  readonly mostWaiting: number;
  readonly dropped: number;
  /** Changes that were lost: notes to gaps, and moves of a run that two hundred presses walked. */
  readonly lostGaps: number;
  readonly lostMoves: number;
  readonly reports: readonly string[];
}

/** Asks the real bot twenty questions a second, with a press and a kept gap each, while its PostgreSQL is stopped and then hangs, for so many seconds. */
export async function outageTrial(cluster: Cluster, seconds: number, calm = 1.5): Promise<OutageResult> {
  const databaseUrl = await cluster.database();
  const reports: string[] = [];
  const store = startStore(readEnvironment({ DATABASE_URL: databaseUrl }), (line) => reports.push(line));
  await store.opened();
  const bot = await buildBot({ store });
  const run = randomUUID();
  await store.startRun(draft({ id: run, trail: [] }));

  let asked = 0;
  let answered = 0;
  let [slowestAnswer, slowestPress, mostWaiting, seen] = [0, 0, 0, 1];
  let isOver = false;
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  const ask = async (number: number) => {
    const took = await timed(async () => {
      const deliveries = await bot.handle(turnOf(number));
      if (deliveries.length > 0) answered += 1;
    });
    slowestAnswer = Math.max(slowestAnswer, took);
    await keepGap(store, { organisation: "one", id: `g${number}`, at: minute(0), locale: "nl", text: "x", because: "notKnown" });
    mostWaiting = Math.max(mostWaiting, store.backlog().waiting);
  };
  let presses = 0;
  /** One person, who presses again once the last press is answered, on the card that stands there then. */
  const walk = async () => {
    while (!isOver) {
      const by = { key: "one/worker" };
      const took = await timed(async () => {
        const change = await store.moveRun(move(run, seen, { at: new Date(), by, trail: [{ at: new Date(), by, what: "noted" }] }));
        if (change.kind === "done" || change.kind === "stale") seen = change.run.revision;
        // A press that came late on a card of before is pressed again on the new card.
        if (change.kind !== "stale") presses += 1;
      });
      slowestPress = Math.max(slowestPress, took);
      await wait(EVERY_MS);
    }
  };
  const asking = (async () => {
    const open: Promise<void>[] = [];
    for (const begun = performance.now(); !isOver; ) {
      asked += 1;
      open.push(ask(asked));
      await wait(Math.max(0, begun + asked * EVERY_MS - performance.now()));
    }
    await Promise.all(open);
  })();
  const walking = walk();

  const recoveries: OutageResult["recoveries"][number][] = [];
  const recovered = async (kind: string) => {
    const back = performance.now();
    while (!store.isSaving()) {
      if (performance.now() - back > 30_000) throw new Error(`not recovered 30 s after it was ${kind}`);
      await wait(5);
    }
    const milliseconds = performance.now() - back;
    while (store.backlog().waiting > 0 && performance.now() - back < 30_000) await wait(5);
    recoveries.push({ kind, milliseconds, untilAllWasMade: performance.now() - back });
  };
  await wait(calm * 1_000);
  await cluster.stop("immediate");
  await wait(seconds * 1_000);
  await cluster.start();
  await recovered("stopped");
  await wait(calm * 1_000);
  await cluster.signal("SIGSTOP");
  await wait(seconds * 1_000);
  await cluster.signal("SIGCONT");
  await recovered("hung");
  await wait(calm * 1_000);

  isOver = true;
  await Promise.all([asking, walking]);
  const { dropped } = store.backlog();
  for (let tries = 0; store.backlog().waiting > 0 && tries < 400; tries += 1) await wait(25);
  await store.close();
  const after = await openStore({ dataFolder: "unused", databaseUrl });
  const gaps = new Set((await after.gaps("one")).map(({ id }) => id));
  const trail = await after.trail("one", run);
  await after.close();
  return {
    ...{ questions: asked, answered, slowestAnswer, slowestPress, recoveries, mostWaiting, dropped, reports },
    lostGaps: asked - gaps.size,
    lostMoves: presses - trail.length,
  };
}

function turnOf(number: number): Turn {
  return {
    platform: "slack",
    tenant: "T1",
    conversation: `C${number % 7}`,
    user: { id: `U${number % 5}`, name: "Ans" },
    eventId: `E${number}`,
    at: new Date(),
    surface: "direct",
    intent: { kind: "ask", text: QUESTIONS[number % QUESTIONS.length] ?? "" },
  };
}
