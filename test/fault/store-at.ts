import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { StoreSettings } from "../../adapters/store/open-store.ts";
import { openStore } from "../../adapters/store/open-store.ts";
import type { Order, Told } from "./worker.ts";

/** Where the store of a trial stands. */
export type StoreAt = StoreSettings;

const MOST_TRIES = 20;
const BETWEEN_MS = 250;

/** Opens a store that may still be getting up after it was stopped at once: a machine with much else to do is slow, not broken. */
export async function openPatiently(at: StoreAt): ReturnType<typeof openStore> {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      return await openStore(at);
    } catch (error) {
      if (left === 0) throw error;
      await wait(BETWEEN_MS);
    }
  }
}

/** A worker process that is ready. */
export interface Worker {
  readonly process: ChildProcess;
  /** From its start until the store was open, in milliseconds. */
  readonly startedIn: number;
  /** Of that, what opening the store took. */
  readonly openedIn: number;
  /** Rejects when it ends, with what it said. */
  readonly ended: Promise<never>;
  order(order: Order): void;
  listen(listener: (told: Told) => void): void;
}

/** Starts a process on a store; throws what it said when it does not get ready. */
export async function startWorker(at: StoreAt): Promise<Worker> {
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, "worker.ts"), {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, STORE_AT: JSON.stringify(at) },
  });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`a worker ended (${code ?? signal}): ${errors}`);
  });
  // A worker that is killed ends too.
  ended.catch(() => {});
  const [ready] = (await Promise.race([once(child, "message"), ended])) as [Extract<Told, { readonly kind: "ready" }>];
  return {
    process: child,
    startedIn: performance.now() - begun,
    openedIn: ready.openedIn,
    ended,
    order: (order) => child.send(order),
    listen: (listener) => child.on("message", listener),
  };
}

/** Ends a worker at once, in the middle of whatever it does. */
export async function killWorker({ process: child }: Worker): Promise<void> {
  const gone = once(child, "exit");
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await gone;
}
