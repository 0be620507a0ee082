import type { CodeFound, Turn } from "#core";
import { digestCard } from "./alert-card.ts";
import { createAlertGroups } from "./alert-groups.ts";
import { createAlertWatch, HOUR } from "./alert-watch.ts";
import { attemptAll } from "./attempt-all.ts";
import { createBurstTeller } from "./burst-teller.ts";
import type { Overheard } from "./decode.ts";
import type { Floor } from "./floor.ts";
import { formsOf } from "./forms.ts";

/** Answers alerts in the channels of the settings; true for a message that was an alert, whether or not it got an answer. */
export function createAlertListener(floor: Floor): (overheard: Overheard) => Promise<boolean> {
  const { bot, settings, talk, sender, once, attempt, clock, log } = floor;
  const watch = createAlertWatch();
  const tellBurst = createBurstTeller({ sender, clock, log });
  const localeFor = (turn: Turn) => talk.localeFor({ ...turn, intent: { kind: "help" } });

  /** The card of the one problem, or one card that groups several; false where it did not arrive. */
  const answer = async (turn: Turn, found: readonly CodeFound[]): Promise<boolean> => {
    const groups = createAlertGroups();
    groups.add(found);
    const [first, ...others] = groups.sorted();
    if (first === undefined) return false;
    if (others.length === 0) {
      const asked = { ...turn, intent: { kind: "ask" as const, text: `ID: ${first.found.code}` } };
      return talk.ask({ turn: asked }, ({ reply }) => reply.kind === "answer");
    }
    const { tenant: team, conversation: channel, thread } = turn;
    const card = digestCard([first, ...others], await localeFor(turn));
    const target = { kind: "post" as const, team, channel, ...(thread === undefined ? {} : { thread }) };
    return (await sender.send([target], formsOf(card, {}, log))).outcome.kind === "done";
  };

  return async ({ turn, text, senders }) => {
    const { tenant: team, conversation: channel, eventId, at } = turn;
    const listed = settings.alerts.find((one) => one.channel === channel);
    if (listed === undefined || !senders.some((id) => listed.senders.includes(id))) return false;
    // A copy of an alert must not count twice.
    if (!(await once(`alert/${team}/${eventId}`))) return true;
    const act = watch.hear({ team, channel, at: at.getTime(), found: (await bot).lookUp.codesIn(text) });
    if (act.kind === "burst") await tellBurst({ team, channel }, act, await localeFor(turn));
    if (act.kind === "answer") {
      // Before a restart, or in another process, it may have been answered this hour.
      const keyOf = ({ code }: CodeFound) => `alert/${team}/${channel}/${code}/${Math.floor(at.getTime() / HOUR)}`;
      const done = await attemptAll(attempt, act.found, keyOf, (due) => answer(turn, due));
      // When those are due that were answered elsewhere, only the store knows.
      watch.unanswered(
        { team, channel },
        act.found.filter((one) => !done.includes(one)),
      );
    }
    return true;
  };
}
