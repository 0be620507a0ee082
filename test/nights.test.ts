import { expect } from "vitest";
import type { Delivery, Intent, Reply, Turn } from "#core";
import { encodeIntent } from "#core";
import { decodeSlack } from "../adapters/slack/decode.ts";
import { renderBlocks } from "../adapters/slack/render.ts";
import { validateMessage } from "../adapters/slack/validate.ts";
import { renderText } from "../adapters/terminal/render.ts";
import { createTurns } from "../adapters/terminal/turns.ts";
import { pageTurn, placeOf } from "../adapters/web/requests.ts";
import { pressedIn } from "./support/nights/pressed.ts";
import { createQuietBot } from "./support/nights/quiet-night.ts";
import type { Night } from "./support/nights/script.ts";
import { describeNights } from "./support/nights/script.ts";
import { mention, press } from "./support/slack/events.ts";

// Two people on one run, one in Slack or a shell, one on the page or in a shell. A number presses a button of that person's last reply,
// "old 2" one of the reply before it.
describeNights("whole nights", "nights", beginNight);

/** A night in which Ans reads one language and Piet the other. */
async function beginNight(locale: string): Promise<Night> {
  const { bot, due, morning } = await createQuietBot();
  const shell = createTurns("shell", locale, "Ans");
  const shown: Record<string, { readonly reply: Reply }[]> = { Ans: [], Piet: [] };
  let events = 0;

  const turnOf = (who: string, intent: Intent, at: Date): Turn => {
    events += 1;
    const turn =
      who === "Ans"
        ? shell(intent)
        : pageTurn(intent, placeOf({ conversation: "page-of-piet", lang: locale === "nl-NL" ? "en-GB" : "nl-NL" }), { eventId: "", at });
    return { ...turn, at, eventId: `${events}`, user: { ...turn.user, name: who } };
  };

  /** Through Slack's own event and decode: a mention in a channel, or a press in its thread. */
  const slackTurn = (who: string, intent: Intent, at: Date): Turn => {
    events += 1;
    const said = { user: `U0${who.toUpperCase()}`, name: who, thread: "1795316520.000100" };
    const body =
      intent.kind === "ask" ? mention({ ...said, text: intent.text }) : press({ ...said, action: "intent:0", value: encodeIntent(intent) });
    const turn = decodeSlack(body, { userId: "U0VANGNET" });
    if (turn === undefined) throw new Error("not heard in Slack");
    return { ...turn, at, eventId: `slack-${events}`, user: { ...turn.user, name: who }, localeHint: locale };
  };

  return {
    play: async ({ who, face, what, at }) => {
      if (who === "owner") return morning(what);
      const replies = shown[who] ?? [];
      const intent: Intent = pressedIn(what, replies)?.prompt.intent ?? { kind: "ask", text: what };
      const deliveries =
        who === "clock"
          ? (await due(at)).flatMap(({ delivery }) => delivery ?? [])
          : await bot.handle(face === "slack" ? slackTurn(who, intent, at) : turnOf(who, intent, at));
      if (face === "slack") for (const { reply } of deliveries) expect(validateMessage(renderBlocks(reply))).toEqual([]);
      replies.push(...deliveries);
      return deliveries.flatMap((delivery) => ["", ...headOf(delivery), renderText(delivery.reply)]);
    },
  };
}

/** Where a message goes, where it is not an answer in its place. */
function headOf({ to, mention }: Delivery): readonly string[] {
  return to.kind === "place" ? [`(to ${to.address}, naming ${mention?.name ?? "nobody"})`] : [];
}
