import type { Clock, Locale } from "#core";
import { createRecentMap } from "#core";
import { burstCard } from "./alert-card.ts";
import type { AlertPlace, Burst } from "./alert-watch.ts";
import { formsOf } from "./forms.ts";
import type { Sender } from "./sender.ts";

/** What telling is made of. */
export interface BurstTellerParts {
  readonly sender: Sender;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const MOST_CARDS = 500;
/** A card that changed with every alert of a flood would be a flood itself; the last state always gets there. */
const PACE = 10_000;
/** The card is gone, or too old to change. */
const NOT_THERE = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

/** The one card of a flood, and what it should say next. */
interface Card {
  message?: string;
}
interface Line {
  card: Card;
  next?: { readonly burst: Burst; readonly locale: Locale };
  isBusy: boolean;
}

/** Keeps one card for each flood and brings it up to date, at most once in ten seconds. */
export function createBurstTeller({
  sender,
  clock,
  log,
}: BurstTellerParts): (place: AlertPlace, burst: Burst, locale: Locale) => Promise<void> {
  const lines = createRecentMap<Line>(MOST_CARDS);

  const send = async ({ team, channel }: AlertPlace, card: Card, { burst, locale }: Required<Line>["next"]): Promise<void> => {
    const forms = formsOf(burstCard(burst, locale), {}, log);
    if (card.message !== undefined) {
      const { outcome } = await sender.send([{ kind: "update", team, channel, message: card.message }], forms);
      if (outcome.kind !== "refused" || !NOT_THERE.has(outcome.word)) return;
    }
    const { message } = await sender.send([{ kind: "post", team, channel }], forms);
    if (message !== undefined) card.message = message;
  };

  const sendNext = async (place: AlertPlace, line: Line): Promise<void> => {
    const { next, card } = line;
    delete line.next;
    line.isBusy = next !== undefined;
    if (next === undefined) return;
    await send(place, card, next).finally(() => clock.after(PACE, () => void sendNext(place, line)));
  };

  return async (place, burst, locale) => {
    const key = `${place.team}/${place.channel}`;
    const line = lines.get(key) ?? { card: {}, isBusy: false };
    lines.set(key, line);
    if (burst.isNew) line.card = {};
    line.next = { burst, locale };
    if (!line.isBusy) await sendNext(place, line);
  };
}
