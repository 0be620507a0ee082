import type { CodeFound } from "#core";
import { createRecentMap } from "#core";
import type { AlertGroup } from "./alert-groups.ts";
import { createAlertGroups } from "./alert-groups.ts";

/** Where alerts are posted. */
export interface AlertPlace {
  readonly team: string;
  readonly channel: string;
}

/** One alert in a channel, read. */
export interface Alert extends AlertPlace {
  readonly at: number;
  readonly found: readonly CodeFound[];
}

/** A flood as it stands. */
export interface Burst {
  readonly groups: readonly AlertGroup[];
  readonly count: number;
  /** How long it lasts, in whole minutes, five at least. */
  readonly minutes: number;
  /** No card of it stands yet. */
  readonly isNew: boolean;
}

/** What to do about an alert. */
export type AlertAct =
  /** Nothing: no code, or only such as were answered within the hour. */
  | { readonly kind: "silent" }
  /** Answer these in the thread. */
  | { readonly kind: "answer"; readonly found: readonly CodeFound[] }
  /** One card for all, new or brought up to date. */
  | ({ readonly kind: "burst" } & Burst);

/** What was seen of the alerts of all channels. */
export interface AlertWatch {
  hear(alert: Alert): AlertAct;
  /** Codes whose answer did not arrive: the next alert with them is answered. */
  unanswered(place: AlertPlace, found: readonly CodeFound[]): void;
}

export const HOUR = 3_600_000;
const MINUTE = 60_000;
const WINDOW = 300_000;
const BURST = 10;
const MOST_REMEMBERED = 5000;
const MOST_PLACES = 500;

/** A flood lasts until it was quiet for five minutes. One that never ends gets a new card each hour, or the first would be far above what people read. */
interface Flood {
  readonly since: number;
  last: number;
  count: number;
  readonly groups: ReturnType<typeof createAlertGroups>;
}

/** Watches the alerts of channels: one answer for a code and an hour, and one card for a flood. The times are those of the messages. */
export function createAlertWatch(): AlertWatch {
  const answered = createRecentMap<number>(MOST_REMEMBERED);
  const lately = createRecentMap<readonly Alert[]>(MOST_PLACES);
  const floods = createRecentMap<Flood>(MOST_PLACES);
  const keyOf = ({ team, channel }: AlertPlace) => `${team}/${channel}`;

  const swell = (flood: Flood, alerts: readonly Alert[], isNew: boolean): AlertAct => {
    for (const { at, found } of alerts) {
      flood.last = Math.max(flood.last, at);
      flood.count += 1;
      flood.groups.add(found);
    }
    const minutes = Math.max(WINDOW / MINUTE, Math.ceil((flood.last - flood.since) / MINUTE));
    return { kind: "burst", groups: flood.groups.sorted(), count: flood.count, minutes, isNew };
  };

  return {
    hear: (alert) => {
      const { at, found } = alert;
      if (found.length === 0) return { kind: "silent" };
      const place = keyOf(alert);
      const flood = floods.get(place);
      if (flood !== undefined && at - flood.last < WINDOW && at - flood.since < HOUR) return swell(flood, [alert], false);
      floods.delete(place);
      const recent = [...(lately.get(place) ?? []).filter((one) => at - one.at < WINDOW), alert];
      if (recent.length >= BURST) {
        const risen: Flood = { since: recent[0]?.at ?? at, last: at, count: 0, groups: createAlertGroups() };
        floods.set(place, risen);
        lately.delete(place);
        return swell(risen, recent, true);
      }
      lately.set(place, recent);
      const fresh = found.filter(({ code }) => {
        const last = answered.get(`${place}/${code}`);
        return last === undefined || at - last >= HOUR;
      });
      for (const { code } of fresh) answered.set(`${place}/${code}`, at);
      return fresh.length === 0 ? { kind: "silent" } : { kind: "answer", found: fresh };
    },
    unanswered: (place, found) => {
      for (const { code } of found) answered.delete(`${keyOf(place)}/${code}`);
    },
  };
}
