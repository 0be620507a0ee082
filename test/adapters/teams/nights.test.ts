import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Delivery, Intent, Reply } from "#core";
import {
  createBot,
  createMemoryStore,
  draftArticle,
  encodeIntent,
  groupGaps,
  loadArticles,
  loadSearchData,
  promptsOf,
  reportGaps,
} from "#core";
import { operationsOf } from "../../../adapters/teams/deliver.ts";
import { handleActivity } from "../../../adapters/teams/handle-activity.ts";
import type { Call, Operation } from "../../../adapters/teams/operation.ts";
import { validateCard } from "../../../adapters/teams/validate.ts";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { renderText } from "../../../adapters/terminal/render.ts";
import { createTurns } from "../../../adapters/terminal/turns.ts";
import { fixture } from "../../support/teams/teams-bot.ts";
import { APP_ID, TENANT } from "../../support/teams/tokens.ts";

const folder = join(import.meta.dirname, "../../transcripts/teams");
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const DAY = "2026-11-22";
const SAID = /^(\d\d:\d\d) (Ans|Piet|clock|owner)(?: \((?:shell|teams)\))?: (.*)$/;
const SERVICE = "https://smba.trafficmanager.net/emea/";
const THREAD = "19:backup@thread.tacv2;messageid=1763777520123";

/**
 * Whole nights with two people on one run, one in a shell and one in a channel of Teams, through the events that Teams posts and the
 * messages that it gets. A file is its own script, as with the other nights. `npm run test:update` writes them anew.
 */
describe("whole nights with Teams", () => {
  it("are there in both languages", () => {
    expect(files.map((name) => name.slice(-6)).sort()).toEqual(["en.txt", "nl.txt"]);
  });

  it.each(files)("go as written in %s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const night = await beginNight(file.endsWith(".nl.txt") ? "nl-NL" : "en-GB");
    const lines = [text.split("\n", 1)[0] ?? ""];
    for (const said of text.split("\n").filter((line) => SAID.test(line))) lines.push("", said, ...(await night(said)));
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(join(folder, file));
  });
});

/** A night in which Ans reads one language in a shell and Piet the other in Teams. */
async function beginNight(locale: string): Promise<(line: string) => Promise<readonly string[]>> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  const store = createMemoryStore();
  const bot = createBot({ articles, search, store, notesGaps: true, onCall: { onDuty: () => "Ria (06 12345678)" } });
  const shell = createTurns("shell", locale, "Ans");
  const shown: Record<string, { readonly reply: Reply; readonly message: string }[]> = { Ans: [], Piet: [] };
  let messages = 0;
  let events = 0;

  /** What Teams does with an operation: the message stands there, and the bot is told. */
  const takeIn = async ({ call, message, delivery }: Operation, at: Date): Promise<readonly string[]> => {
    for (const { content } of message.attachments ?? []) expect(validateCard(content)).toEqual([]);
    if (delivery === undefined) return [];
    messages += call.kind === "update" ? 0 : 1;
    const id = call.kind === "update" ? call.message : `card ${messages}`;
    shown["Piet"]?.push({ reply: delivery.reply, message: id });
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
    const pressed = buttonOf(what, shown["Piet"] ?? []);
    if (pressed === undefined) return fixture("channel-mention", { ...event, text: `<at>Vangnet</at> ${what}` });
    const value = { action: { type: "Action.Execute", verb: "intent", data: { intent: encodeIntent(pressed.intent) } }, trigger: "manual" };
    return fixture("action-execute", { ...event, value, replyToId: pressed.message });
  };

  return async (line) => {
    const [, time = "", who = "", what = ""] = SAID.exec(line) ?? [];
    const at = new Date(`${DAY}T${time}:00+01:00`);
    if (who === "Piet") return inTeams(await piet(what), at);
    if (who === "owner") {
      const groups = groupGaps(await store.gaps("home"));
      const [group] = groups;
      return [
        "",
        what.includes("--draft") && group !== undefined
          ? draftArticle(group, DAY).yaml.trimEnd()
          : reportGaps(groups, await store.feedback("home")),
      ];
    }
    if (who === "clock") {
      const due = await bot.reminders(at);
      await Promise.all(due.map(({ reminder }) => bot.reminded(reminder)));
      const place = { serviceUrl: SERVICE, tenant: TENANT, conversation: "" };
      const operations = due.flatMap(({ delivery }) =>
        delivery === undefined ? [] : operationsOf(delivery, { place, surface: "channel" }),
      );
      return (await Promise.all(operations.map((operation) => takeIn(operation, at)))).flat();
    }
    const pressed = buttonOf(what, shown["Ans"] ?? []);
    events += 1;
    const deliveries = await bot.handle({
      ...shell(pressed?.intent ?? { kind: "ask", text: what }),
      at,
      eventId: `shell-${events}`,
    });
    for (const { reply } of deliveries) shown["Ans"]?.push({ reply, message: "" });
    return deliveries.flatMap(({ reply }: Delivery) => ["", renderText(reply)]);
  };
}

/** The button that a number presses, on the last card or on the one before it. */
function buttonOf(
  what: string,
  shown: readonly { readonly reply: Reply; readonly message: string }[],
): { intent: Intent; message: string } | undefined {
  const [, old, number] = /^(old )?(\d{1,2})$/.exec(what) ?? [];
  const card = shown.at(old === undefined ? -1 : -2);
  const pressed = number === undefined || card === undefined ? undefined : promptsOf(card.reply)[Number(number) - 1];
  return pressed && card && { intent: pressed.intent, message: card.message };
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
