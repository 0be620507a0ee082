import type { CodeFound } from "#core";
import { createRecentMap } from "#core";

/** One alert in a channel, read. */
export interface Alert {
  readonly team: string;
  readonly channel: string;
  readonly at: number;
  readonly found: readonly CodeFound[];
}

/** What to do about it. */
export type AlertAct =
  /** Nothing: no code, or one that was answered within the hour. */
  | { readonly kind: "silent" }
  /** Answer these in the thread. */
  | { readonly kind: "answer"; readonly found: readonly CodeFound[] }
  /** One card for all, new or brought up to date. */
  | { readonly kind: "burst"; readonly groups: readonly AlertGroup[]; readonly count: number; readonly isNew: boolean };

/** The same problem, several times; root causes come first. */
export interface AlertGroup {
  readonly found: CodeFound;
  readonly count: number;
  /** How many of the other groups follow from it. */
  readonly explains: number;
}

const HOUR = 3_600_000;
const WINDOW = 300_000;
const BURST = 10;
const MOST_REMEMBERED = 5000;
const MOST_IN_WINDOW = 200;

/** Watches the alerts of channels: one answer for a code and an hour, and one card for a flood. The times are those of the messages. */
export function createAlertWatch(): (alert: Alert) => AlertAct {
  const answered = createRecentMap<number>(MOST_REMEMBERED);
  const windows = createRecentMap<{ alerts: Alert[]; told: number }>(500);

  return (alert) => {
    const { team, channel, at, found } = alert;
    if (found.length === 0) return { kind: "silent" };
    const place = `${team}/${channel}`;
    const window = windows.get(place) ?? { alerts: [], told: 0 };
    window.alerts = [...window.alerts.filter((one) => at - one.at < WINDOW), alert].slice(-MOST_IN_WINDOW);
    windows.set(place, window);
    const count = window.alerts.length;
    if (count >= BURST) {
      const isNew = window.told === 0;
      // A card that changed with every alert of a flood would be a flood itself.
      if (!isNew && count < window.told + BURST) return { kind: "silent" };
      window.told = count;
      return { kind: "burst", groups: groupAlerts(window.alerts), count, isNew };
    }
    window.told = 0;
    const fresh = found.filter(({ article }) => {
      const last = answered.get(`${place}/${article}`);
      return last === undefined || at - last >= HOUR;
    });
    for (const { article } of fresh) answered.set(`${place}/${article}`, at);
    return fresh.length === 0 ? { kind: "silent" } : { kind: "answer", found: fresh };
  };
}

/** Alerts by their article: first what explains others, then what came most often. */
export function groupAlerts(alerts: readonly Alert[]): readonly AlertGroup[] {
  const counts = new Map<string, { readonly found: CodeFound; count: number }>();
  for (const found of alerts.flatMap((alert) => alert.found)) {
    const group = counts.get(found.article) ?? { found, count: 0 };
    group.count += 1;
    counts.set(found.article, group);
  }
  const groups = [...counts.values()];
  return groups
    .map(({ found, count }) => ({
      ...{ found, count },
      explains: groups.filter((other) => other.found.rootCauses.includes(found.article)).length,
    }))
    .sort((one, other) => other.explains - one.explains || other.count - one.count);
}
