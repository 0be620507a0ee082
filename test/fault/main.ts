/**
 * `npm run fault -- kill | presses | outage | disk | all`: puts the store through what happens to it, for longer than the tests do, and
 * prints the figures. Needs PostgreSQL (initdb and pg_ctl); `disk` needs root.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../adapters/terminal/run-program.ts";
import { startCluster } from "../support/postgres.ts";
import { diskFull } from "./disk-full.ts";
import { killTrial } from "./kill.ts";
import { outageTrial } from "./outage.ts";
import { doublePresses, randomDeliveries } from "./presses.ts";
import type { StoreAt } from "./store-at.ts";

const KILLS = 50;
const PRESSES = 1_000;
const OUTAGE_SECONDS = 12;

/** What the trials stand on. */
interface Ground {
  readonly file: () => StoreAt;
  readonly server: () => Promise<StoreAt>;
}

const cluster = await startCluster();
const folder = mkdtempSync(join(tmpdir(), "vangnet-fault-"));
let files = 0;
const ground: Ground = {
  file: () => {
    files += 1;
    return { dataFolder: join(folder, String(files)) };
  },
  server: async () => ({ dataFolder: folder, databaseUrl: await cluster.database() }),
};
const onRound = (round: number) => process.stderr.write(`\r${round}  `);

const TRIALS: Readonly<Record<string, () => Promise<void>>> = {
  kill: async () => {
    print("kill -9 of the writer, SQLite", await killTrial({ at: ground.file(), rounds: KILLS, onRound }));
    print("kill -9 of the writer, PostgreSQL", await killTrial({ at: await ground.server(), rounds: KILLS, onRound }));
    print("PostgreSQL stopped at once", await killTrial({ at: await ground.server(), rounds: KILLS, cluster, onRound }));
  },
  presses: async () => {
    print("two processes press at once", await doublePresses(await ground.server(), PRESSES));
    print("events 1-4 times in random order, PostgreSQL", await randomDeliveries(await ground.server(), PRESSES));
    print("events 1-4 times in random order, SQLite", await randomDeliveries(ground.file(), PRESSES));
  },
  outage: async () => print("PostgreSQL stopped and hung under 20 questions/s", await outageTrial(cluster, OUTAGE_SECONDS)),
  disk: async () => print("a disk that fills up", await diskFull()),
};

await runProgram(async () => {
  try {
    const wanted = process.argv[2] ?? "";
    const trials = wanted === "all" ? Object.values(TRIALS) : [TRIALS[wanted]];
    for (const trial of trials) {
      if (trial === undefined) {
        process.stderr.write(`Which one? npm run fault -- ${Object.keys(TRIALS).join(" | ")} | all\n`);
        process.exitCode = 2;
        return;
      }
      await trial();
    }
  } finally {
    await cluster.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

function print(title: string, result: object): void {
  process.stderr.write("\r");
  process.stdout.write(`${title}\n${JSON.stringify(result, (_, value) => (typeof value === "number" ? Math.round(value) : value), 1)}\n`);
}
