import { BotError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import type { Store } from "./store.ts";

/** The time limits of a store, in milliseconds. A question calls it some ten times and must be answered within two seconds. */
export interface ReachLimits {
  /** One call. */
  readonly callMs: number;
  /** A call that took longer is slow; the third within `strikesMs` counts as away. */
  readonly slowMs: number;
  readonly strikesMs: number;
  /** Between two looks whether it is back. */
  readonly retryMs: number;
  /** The first opening, which may have to make tables. */
  readonly openMs: number;
}

/** The limits of a running bot. */
export const REACH_LIMITS: ReachLimits = { callMs: 600, slowMs: 300, strikesMs: 2_000, retryMs: 700, openMs: 1_900 };
const MOST_STRIKES = 3;
/** After a process stood still, answers that arrived meanwhile are read before the time is called up. */
const GRACE_MS = 20;

/** What came of a call. Failed: the store is there, and this one call has a fault of its own. */
export type Attempt<Value> =
  | { readonly kind: "made"; readonly value: Value }
  | { readonly kind: "away" }
  | { readonly kind: "failed"; readonly error: unknown };

/** A store that may be away. */
export interface Reach {
  isUp(): boolean;
  /** Why it is away, in one line. */
  reason(): string | undefined;
  /** Waits for the first opening, at most its time limit. */
  opened(): Promise<void>;
  /** Endless: work that nobody waits for, and that may take its time. */
  attempt<Value>(call: (store: Store) => Promise<Value>, time?: "limited" | "endless"): Promise<Attempt<Value>>;
  /** All that waited was made: the next absence is told anew. A full disk lets a small probe through, and no more. */
  settle(): void;
  close(): Promise<void>;
}

/** What a reach is made of. */
export interface ReachParts {
  readonly open: () => Promise<Store>;
  readonly clock: Clock;
  readonly limits: ReachLimits;
  readonly report: (line: string) => void;
  /** Called each time that the store is there again. */
  readonly onBack: () => void;
}

/** Opens a store, and keeps its absence from costing a time limit for each call: once away, it is looked for now and then by one probe. */
export function createReach({ open, clock, limits, report, onBack }: ReachParts): Reach {
  let store: Store | undefined;
  let opening: Promise<Store> | undefined;
  let reason: string | undefined;
  let told: string | undefined;
  /** Grows with each coming and going: a call that began before says nothing about now. */
  let era = 0;
  let isClosed = false;
  let stopProbe = () => {};
  let strikes: readonly number[] = [];
  const faults = new Set<string>();

  const connect = (): Promise<Store> => {
    if (store !== undefined) return Promise.resolve(store);
    opening ??= open().then(
      async (opened) => {
        opening = undefined;
        if (isClosed) await opened.close();
        store = opened;
        return opened;
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };

  const within = async <Value>(milliseconds: number, work: Promise<Value>): Promise<Value> => {
    let stop = () => {};
    const late = new Promise<never>((_, reject) => {
      stop = clock.after(milliseconds - GRACE_MS, () => {
        stop = clock.after(GRACE_MS, () => reject(notInTime(milliseconds)));
      });
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      stop();
    }
  };

  const goAway = (error: BotError): void => {
    if (isClosed) return;
    const isNew = reason === undefined;
    if (error.message !== told) report(`${error.message}${isNew ? " Until then answers go on, and progress is not saved." : ""}`);
    reason = error.message;
    told = reason;
    if (!isNew) return;
    era += 1;
    probeLater();
  };

  const probeLater = (): void => {
    stopProbe = clock.after(limits.retryMs, async () => {
      try {
        await within(
          limits.callMs,
          connect().then((opened) => opened.check()),
        );
      } catch (error) {
        goAway(asAway(error));
        if (!isClosed) probeLater();
        return;
      }
      if (isClosed) return;
      reason = undefined;
      era += 1;
      strikes = [];
      faults.clear();
      onBack();
    });
  };

  /** A store that is always just in time would still hold up a question of many calls. */
  const isTooSlow = (took: number): boolean => {
    if (took <= limits.slowMs) return false;
    const now = clock.now();
    strikes = [...strikes.filter((at) => now - at < limits.strikesMs), now];
    return strikes.length >= MOST_STRIKES;
  };

  const attempt: Reach["attempt"] = async (call, time = "limited") => {
    if (reason !== undefined || isClosed) return { kind: "away" };
    const begun = era;
    const start = clock.now();
    try {
      const work = store === undefined ? connect().then(call) : call(store);
      const value = await (time === "endless" ? work : within(limits.callMs, work));
      if (time === "limited" && begun === era && isTooSlow(clock.now() - start)) goAway(notInTime(limits.slowMs));
      return { kind: "made", value };
    } catch (error) {
      if (isAway(error)) {
        if (begun === era) goAway(error);
        return { kind: "away" };
      }
      const fault = error instanceof Error ? error.message : String(error);
      if (!faults.has(fault)) report(`The store could not do one thing: ${fault}`);
      faults.add(fault);
      return { kind: "failed", error };
    }
  };

  const first = connect().then(
    () => {},
    (error) => goAway(asAway(error)),
  );

  return {
    isUp: () => reason === undefined && store !== undefined,
    reason: () => reason,
    opened: () => within(limits.openMs, first).catch(goAway),
    attempt,
    settle: () => {
      told = undefined;
    },
    close: async () => {
      isClosed = true;
      stopProbe();
      // A server that hangs would keep the process from ending.
      if (store !== undefined) await within(limits.callMs, store.close()).catch(() => {});
    },
  };
}

function isAway(error: unknown): error is BotError {
  return error instanceof BotError && error.code === "STORE_UNAVAILABLE";
}

function asAway(error: unknown): BotError {
  if (isAway(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new BotError("STORE_UNAVAILABLE", `The store cannot be used (${why}): look at it.`, { cause: error });
}

function notInTime(milliseconds: number): BotError {
  return new BotError("STORE_UNAVAILABLE", `The store does not answer within ${milliseconds} ms: look at it; Vangnet goes on by itself.`);
}
