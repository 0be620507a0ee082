import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Gap } from "#core";
import { readEnvironment } from "../../adapters/environment.ts";
import { openStore } from "../../adapters/store/open-store.ts";
import { startStore } from "../../adapters/store/start-store.ts";
import { buildBot } from "../../adapters/terminal/build-bot.ts";
import { keepGap } from "../adapters/store/fixtures.ts";
import { testTurn } from "../support/test-bot.ts";

/** What came of a disk that filled up under a running bot. */
export interface DiskFull {
  readonly answered: number;
  readonly asked: number;
  readonly slowestAnswer: number;
  /** From the moment that there is room until changes are saved again, in milliseconds. */
  readonly recovery: number;
  readonly kept: number;
  readonly lost: number;
  readonly reports: readonly string[];
}

/** Fills a small disk of its own under the store, asks on, makes room, and looks what is there; needs root for the disk. */
export async function diskFull(): Promise<DiskFull> {
  const folder = mkdtempSync(join(tmpdir(), "vangnet-full-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", folder]);
  try {
    return await onSmallDisk(folder);
  } finally {
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
  }
}

async function onSmallDisk(folder: string): Promise<DiskFull> {
  const reports: string[] = [];
  const store = startStore(readEnvironment({ DATA_DIR: folder }), (line) => reports.push(line));
  await store.opened();
  const bot = await buildBot({ store });
  const filler = join(folder, "filler");
  writeFileSync(filler, Buffer.alloc(1_500_000));
  let [written, asked, answered, slowestAnswer] = [0, 0, 0, 0];
  const keep = () => {
    written += 1;
    const gap: Gap = {
      ...{ organisation: "one", id: `g${written}`, at: new Date(), locale: "nl", text: "x".repeat(4_000), because: "notKnown" },
    };
    return keepGap(store, gap);
  };
  while (store.isSaving()) await keep();
  for (; asked < 40; asked += 1) {
    const begun = performance.now();
    const deliveries = await bot.handle(testTurn({ kind: "ask", text: "ID: 100050" }, { eventId: `E${asked}` }));
    if (deliveries.length > 0) answered += 1;
    slowestAnswer = Math.max(slowestAnswer, performance.now() - begun);
    await keep();
    await wait(50);
  }
  rmSync(filler);
  const room = performance.now();
  while (!store.isSaving() && performance.now() - room < 30_000) await wait(5);
  const recovery = performance.now() - room;
  while (store.backlog().waiting > 0 && performance.now() - room < 30_000) await wait(5);
  await store.close();
  const after = await openStore({ dataFolder: folder });
  const kept = (await after.gaps("one")).length;
  await after.close();
  return { answered, asked, slowestAnswer, recovery, kept, lost: written - kept, reports };
}
