import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "../support/postgres.ts";
import type { PressCost } from "./press-cost.ts";
import { pressCost } from "./press-cost.ts";

const ROUNDS = 1_000;

/** `npm run bench -- store`: what a press costs beside the same statements by the bare engine, on both engines. */
export async function storeCost(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "vangnet-cost-"));
  const cluster = await startCluster();
  try {
    const inFile = (name: string) => ({ dataFolder: join(folder, name) });
    const inServer = async () => ({ dataFolder: folder, databaseUrl: await cluster.database() });
    print("SQLite", await pressCost({ bare: inFile("bare"), small: inFile("small"), large: inFile("large") }, ROUNDS));
    print("PostgreSQL", await pressCost({ bare: await inServer(), small: await inServer(), large: await inServer() }, ROUNDS));
  } finally {
    await cluster.remove();
    rmSync(folder, { recursive: true });
  }
}

function print(engine: string, { bare, small, large }: PressCost): void {
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  process.stdout.write(
    `${engine}: bare ${ms(bare)}, store ${ms(small)} (+${ms(small - bare)}); of 50 steps among 10,000 runs ${ms(large)} (x ${(large / small).toFixed(2)})\n`,
  );
}
