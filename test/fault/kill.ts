import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { openEngine } from "../../adapters/store/open-store.ts";
import { draft } from "../adapters/store/fixtures.ts";
import { seeded } from "../bench/statistics.ts";
import type { Cluster } from "../support/postgres.ts";
import type { Call } from "./history.ts";
import { faultsOf } from "./history.ts";
import type { StoreAt } from "./store-at.ts";
import { killWorker, openPatiently, startWorker } from "./store-at.ts";

/** What came of killing, over all rounds. */
export interface Killed {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Moves that were made and whose answer was lost. */
  readonly unanswered: number;
  readonly faults: readonly string[];
  /** The longest time from the start of a process on the store that was killed until it was open, in milliseconds. */
  readonly slowestStart: number;
  /** Of a start, the longest that opening the store took. */
  readonly slowestOpening: number;
}

/** What is killed: the process that writes, or, with a cluster, the database under it. */
export interface KillTrial {
  readonly at: StoreAt;
  readonly rounds: number;
  readonly cluster?: Cluster;
  readonly seed?: number;
  readonly onRound?: (round: number) => void;
}

/** Kills in the middle of a write loop, again and again over one store, and looks after each whether an acknowledged move is lost. */
export async function killTrial({ at, rounds, cluster, seed = 1, onRound }: KillTrial): Promise<Killed> {
  const random = seeded(seed);
  const run = randomUUID();
  const first = await openPatiently(at);
  await first.startRun(draft({ id: run, trail: [] }));
  await first.close();

  const calls: Call[] = [];
  const faults: string[] = [];
  let [slowestStart, slowestOpening] = [0, 0];
  for (let round = 1; round <= rounds; round += 1) {
    const before = await openPatiently(at);
    const revision = (await before.runById("one", run))?.revision ?? 0;
    await before.close();

    const worker = await startWorker(at);
    if (round > 1) {
      slowestStart = Math.max(slowestStart, worker.startedIn);
      slowestOpening = Math.max(slowestOpening, worker.openedIn);
    }
    const trying = new Set<string>();
    const begun = Promise.withResolvers<void>();
    worker.listen((told) => {
      if (told.kind === "trying") trying.add(told.event);
      if (told.kind !== "acked") return;
      trying.delete(told.event);
      calls.push({ event: told.event, seen: told.revision - 1, answer: "done", revision: told.revision });
      begun.resolve();
    });
    worker.order({ kind: "loop", run, revision });
    await Promise.race([begun.promise, worker.ended]);
    await wait(20 + random() * 300);
    if (cluster !== undefined) await cluster.stop("immediate");
    await killWorker(worker);
    // What the process had written into its channel still arrives.
    await wait(10);
    if (cluster !== undefined) await cluster.start();
    for (const event of trying) calls.push({ event, seen: 0, answer: "unknown" });

    const after = await openPatiently(at);
    faults.push(...(await faultsOf(after, "one", run, calls)).map((fault) => `round ${round}: ${fault}`));
    await after.close();
    faults.push(...(await damageOf(at)).map((fault) => `round ${round}: ${fault}`));
    onRound?.(round);
  }
  const acknowledged = calls.filter(({ answer }) => answer === "done").length;
  const last = await openPatiently(at);
  const made = ((await last.runById("one", run))?.revision ?? 1) - 1;
  await last.close();
  return { rounds, acknowledged, unanswered: made - acknowledged, faults, slowestStart, slowestOpening };
}

/** What the engine itself says of its file. */
async function damageOf(at: StoreAt): Promise<readonly string[]> {
  if (at.databaseUrl !== undefined) return [];
  const { db } = await openEngine(at);
  const { rows } = await sql<{ readonly integrity_check: string }>`pragma integrity_check`.execute(db);
  await db.destroy();
  return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
}
