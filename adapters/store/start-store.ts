import type { Clock, GuardedStore, Retention } from "#core";
import { createGuardedStore } from "#core";
import type { Environment } from "../environment.ts";
import { openStore } from "./open-store.ts";

const DAY_MS = 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;

/** Time as it passes. */
const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Begins to open the store that the settings name, and gives one that is always there. `log` gets a line when it goes away or comes back. */
export function startStore({ dataFolder, databaseUrl }: Environment, log: (line: string) => void): GuardedStore {
  const settings = { dataFolder, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  return createGuardedStore({ open: () => openStore(settings), clock: realClock, report: log });
}

/** Deletes what is too old, now and every hour. The timer does not keep the process from ending. */
export function pruneRegularly(store: GuardedStore, days: Environment["retentionDays"]): void {
  const prune = () => void store.prune(limitsAt(Date.now(), days));
  prune();
  setInterval(prune, PRUNE_EVERY_MS).unref();
}

/** For each kind of memory, the moment before which it is too old. `now` is in milliseconds since 1970. */
export function limitsAt(now: number, days: Environment["retentionDays"]): Retention {
  const before = (kind: keyof Retention) => new Date(now - days[kind] * DAY_MS);
  return {
    runs: before("runs"),
    gaps: before("gaps"),
    answers: before("answers"),
    seen: before("seen"),
    feedback: before("feedback"),
    audit: before("audit"),
  };
}
