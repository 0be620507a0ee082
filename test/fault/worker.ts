/**
 * A process that changes one store and tells of each change that was acknowledged. It is told what to do by its starter, and may be
 * killed at any moment.
 */
import { randomUUID } from "node:crypto";
import type { RunChange, RunMove } from "#core";
import { BotError } from "#core";

import { move } from "../adapters/store/fixtures.ts";
import type { StoreAt } from "./store-at.ts";
import { openPatiently } from "./store-at.ts";

/** What a worker is told. Loop: moves a run on and on, until it is killed. Move: makes one move. */
export type Order =
  | { readonly kind: "loop"; readonly run: string; readonly revision: number }
  | { readonly kind: "move"; readonly id: number; readonly move: RunMove }
  | { readonly kind: "leave" };

/** What a worker tells. */
export type Told =
  | { readonly kind: "ready"; readonly openedIn: number }
  | { readonly kind: "trying"; readonly event: string }
  | { readonly kind: "acked"; readonly event: string; readonly revision: number }
  | { readonly kind: "moved"; readonly id: number; readonly change: RunChange["kind"]; readonly revision: number | undefined }
  | { readonly kind: "lost"; readonly id: number; readonly why: string };

const tell = (told: Told) => new Promise<void>((resolve) => process.send?.(told, undefined, undefined, () => resolve()));
const begun = performance.now();
const store = await openPatiently(JSON.parse(process.env["STORE_AT"] ?? "") as StoreAt);
process.on("message", (order: Order) => void follow(order));
await tell({ kind: "ready", openedIn: performance.now() - begun });

async function follow(order: Order): Promise<void> {
  switch (order.kind) {
    case "loop":
      return loop(order.run, order.revision);
    case "move": {
      const told = await makeMove(order.id, order.move);
      return tell(told);
    }
    case "leave":
      await store.close();
      process.disconnect();
  }
}

async function makeMove(id: number, one: RunMove): Promise<Told> {
  try {
    const change = await store.moveRun(one);
    return { kind: "moved", id, change: change.kind, revision: "run" in change ? change.run?.revision : undefined };
  } catch (error) {
    return { kind: "lost", id, why: error instanceof Error ? error.message : String(error) };
  }
}

async function loop(run: string, from: number): Promise<void> {
  for (let revision = from; ; ) {
    const event = `one/${randomUUID()}`;
    const by = { key: "one/worker" };
    await tell({ kind: "trying", event });
    try {
      const change = await store.moveRun(move(run, revision, { event, by, trail: [{ at: new Date(), by, what: "noted", words: event }] }));
      if (change.kind !== "done") throw new Error(`a lone writer was answered ${change.kind}`);
      revision = change.run.revision;
      await tell({ kind: "acked", event, revision });
    } catch (error) {
      // The database was killed under us: the starter looks at what is there.
      if (!(error instanceof BotError)) throw error;
      return;
    }
  }
}
