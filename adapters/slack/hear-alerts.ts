import type { Turn } from "#core";
import { createRecentMap } from "#core";
import { createAlertWatch } from "./alert-watch.ts";
import { burstCard } from "./burst-card.ts";
import type { Overheard } from "./decode.ts";
import type { Floor } from "./floor.ts";
import { formsOf } from "./forms.ts";

const MOST_CARDS = 500;

/** Answers alerts in the channels of the settings; true for a message that was an alert, whether or not it got an answer. */
export function createAlertListener({ bot, settings, talk, sender, once, log }: Floor): (overheard: Overheard) => Promise<boolean> {
  const watch = createAlertWatch();
  const cards = createRecentMap<string>(MOST_CARDS);

  const answer = async (turn: Turn, codes: readonly string[]) => {
    for (const code of codes) {
      const asked = { ...turn, eventId: `${turn.eventId}/${code}`, intent: { kind: "ask" as const, text: `ID: ${code}` } };
      await talk.ask({ turn: asked }, ({ reply }) => reply.kind === "answer");
    }
  };

  const tellBurst = async (turn: Turn, act: Extract<ReturnType<typeof watch>, { kind: "burst" }>) => {
    const place = { team: turn.tenant, channel: turn.conversation };
    const key = `${place.team}/${place.channel}`;
    const standing = act.isNew ? undefined : cards.get(key);
    const forms = formsOf(burstCard(act.groups, act.count, await talk.localeFor({ ...turn, intent: { kind: "help" } })), {}, log);
    const post = { kind: "post", ...place } as const;
    const sent = await sender.send(standing === undefined ? [post] : [{ kind: "update", ...place, message: standing }, post], forms);
    if (sent.message !== undefined) cards.set(key, sent.message);
  };

  return async ({ turn, text, senders }) => {
    const channel = settings.alerts.find((one) => one.channel === turn.conversation);
    if (channel === undefined || !senders.some((id) => channel.senders.includes(id))) return false;
    // A copy of an alert must not count twice.
    if (!(await once(`alert/${turn.tenant}/${turn.eventId}`))) return true;
    const place = { team: turn.tenant, channel: turn.conversation };
    const act = watch({ ...place, at: turn.at.getTime(), found: (await bot).lookUp.codesIn(text) });
    if (act.kind === "burst") await tellBurst(turn, act);
    if (act.kind === "answer")
      await answer(
        turn,
        act.found.map(({ code }) => code),
      );
    return true;
  };
}
