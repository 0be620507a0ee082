import { expect } from "vitest";
import type { Delivery, Reply } from "#core";
import { encodeIntent } from "#core";
import { operationsOf } from "../../../adapters/teams/deliver.ts";
import { handleActivity } from "../../../adapters/teams/handle-activity.ts";
import type { Call, Operation } from "../../../adapters/teams/operation.ts";
import { validateCard } from "../../../adapters/teams/validate.ts";
import { renderText } from "../../../adapters/terminal/render.ts";
import { createTurns } from "../../../adapters/terminal/turns.ts";
import { pressedIn } from "../../support/nights/pressed.ts";
import { createQuietBot } from "../../support/nights/quiet-night.ts";
import type { Night } from "../../support/nights/script.ts";
import { describeNights } from "../../support/nights/script.ts";
import { fixture } from "../../support/teams/teams-bot.ts";
import { APP_ID, TENANT } from "../../support/teams/tokens.ts";

const SERVICE = "https://smba.trafficmanager.net/emea/";
const THREAD = "19:backup@thread.tacv2;messageid=1763777520123";

// Two people on one run, one in a shell and one in a channel of Teams, through the events that Teams posts and the messages that it gets.
describeNights("whole nights with Teams", "teams", beginNight);

/** A night in which Ans reads one language in a shell and Piet the other in Teams. */
async function beginNight(locale: string): Promise<Night> {
  const { bot, due, morning } = await createQuietBot();
  const shell = createTurns("shell", locale, "Ans");
  const ofAns: { readonly reply: Reply }[] = [];
  const ofPiet: { readonly reply: Reply; readonly message: string }[] = [];
  let messages = 0;
  let events = 0;

  /** What Teams does with an operation: the message stands there, and the bot is told. */
  const takeIn = async ({ call, message, delivery }: Operation, at: Date): Promise<readonly string[]> => {
    for (const { content } of message.attachments ?? []) expect(validateCard(content)).toEqual([]);
    if (delivery === undefined) return [];
    messages += call.kind === "update" ? 0 : 1;
    const id = call.kind === "update" ? call.message : `card ${messages}`;
    ofPiet.push({ reply: delivery.reply, message: id });
    await bot.delivered(delivery, { message: id, at });
    return [
      "",
      `(Teams: ${whereTo(call)}, ${id}${message.entities === undefined ? "" : `, to ${message.text}`})`,
      "",
      renderText(delivery.reply),
    ];
  };
  const inTeams = async (event: object, at: Date) => {
    const { operations } = await handleActivity(
      { ...event, serviceUrl: SERVICE, timestamp: at.toISOString() },
      { bot, self: { id: APP_ID }, hearsChannels: false, articleAt: async () => undefined },
    );
    return (await Promise.all(operations.map((operation) => takeIn(operation, at)))).flat();
  };
  const piet = async (what: string) => {
    events += 1;
    const event = {
      id: `teams-${events}`,
      locale: locale === "nl-NL" ? "en-GB" : "nl-NL",
      entities: [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }],
      from: { id: "29:Piet", name: "Piet", aadObjectId: "aad-piet" },
      conversation: { id: THREAD, conversationType: "channel", tenantId: TENANT },
    };
    const pressed = pressedIn(what, ofPiet);
    if (pressed === undefined) return fixture("channel-mention", { ...event, text: `<at>Vangnet</at> ${what}` });
    const data = { intent: encodeIntent(pressed.prompt.intent) };
    const value = { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" };
    return fixture("action-execute", { ...event, value, replyToId: pressed.card.message });
  };

  return {
    play: async ({ who, what, at }) => {
      if (who === "Piet") return inTeams(await piet(what), at);
      if (who === "owner") return morning(what);
      if (who === "clock") {
        const place = { serviceUrl: SERVICE, tenant: TENANT, conversation: "" };
        const operations = (await due(at)).flatMap(({ delivery }) =>
          delivery === undefined ? [] : operationsOf(delivery, { place, surface: "channel" }),
        );
        return (await Promise.all(operations.map((operation) => takeIn(operation, at)))).flat();
      }
      events += 1;
      const intent = pressedIn(what, ofAns)?.prompt.intent ?? ({ kind: "ask", text: what } as const);
      const deliveries = await bot.handle({ ...shell(intent), at, eventId: `shell-${events}` });
      ofAns.push(...deliveries);
      return deliveries.flatMap(({ reply }: Delivery) => ["", renderText(reply)]);
    },
  };
}

function whereTo(call: Call): string {
  switch (call.kind) {
    case "update":
      return "in its place";
    case "post":
      if (call.place.only !== undefined) return "for one person";
      return call.place.thread === undefined ? "in the conversation" : "in the thread";
    case "chat":
      return "in a personal chat";
    case "newThread":
      return "in a new thread";
  }
}
