import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Bot, Delivery, Intent, Reply, Store, Turn } from "#core";
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
import { decodeSlack } from "../adapters/slack/decode.ts";
import { renderBlocks } from "../adapters/slack/render.ts";
import { validateMessage } from "../adapters/slack/validate.ts";
import { KNOWLEDGE_FOLDER } from "../adapters/terminal/build-bot.ts";
import { renderText } from "../adapters/terminal/render.ts";
import { createTurns } from "../adapters/terminal/turns.ts";
import { pageTurn, placeOf } from "../adapters/web/requests.ts";
import { mention, press } from "./support/slack/events.ts";

const folder = join(import.meta.dirname, "transcripts/nights");
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const DAY = "2026-11-22";
const SAID = /^(\d\d:\d\d) (Ans|Piet|clock|owner)(?: \((shell|page|slack)\))?: (.*)$/;

/**
 * Whole nights with two people on one run, one in Slack or a shell, one on the page or in a shell. A file is its own script, as with the other transcripts:
 * a number presses a button of that person's last reply, "old 2" one of the reply before it; "clock" lets reminders come,
 * "owner" is the owner of the knowledge in the morning. `npm run test:update` writes them anew.
 */
describe("whole nights", () => {
  it("are there in both languages", () => {
    expect(new Set(files.map((name) => name.slice(-6)))).toEqual(new Set(["en.txt", "nl.txt"]));
  });

  it.each(files)("go as written in %s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const night = await beginNight(file.endsWith(".nl.txt") ? "nl-NL" : "en-GB");
    const lines = [text.split("\n", 1)[0] ?? ""];
    for (const said of text.split("\n").filter((line) => SAID.test(line))) lines.push("", said, ...(await night(said)));
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(join(folder, file));
  });
});

/** A night in which Ans reads one language and Piet the other. */
async function beginNight(locale: string): Promise<(line: string) => Promise<readonly string[]>> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  const store = createMemoryStore();
  const bot = createBot({ articles, search, store, notesGaps: true, onCall: { onDuty: () => "Ria (06 12345678)" } });
  const shell = createTurns("shell", locale, "Ans");
  const shown: Record<string, Reply[]> = { Ans: [], Piet: [] };
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
  const slackTurn = (who: string, what: string, replies: readonly Reply[], at: Date): Turn => {
    events += 1;
    const intent = intentOf(what, replies);
    const said = { user: `U0${who.toUpperCase()}`, name: who, thread: "1795316520.000100" };
    const body =
      intent.kind === "ask" ? mention({ ...said, text: what }) : press({ ...said, action: "intent:0", value: encodeIntent(intent) });
    const turn = decodeSlack(body, { userId: "U0VANGNET" });
    if (turn === undefined) throw new Error(`not heard in Slack: ${what}`);
    return { ...turn, at, eventId: `slack-${events}`, user: { ...turn.user, name: who }, localeHint: locale };
  };

  return async (line) => {
    const [, time = "", who = "", face, what = ""] = SAID.exec(line) ?? [];
    const at = new Date(`${DAY}T${time}:00+01:00`);
    if (who === "owner") return morning(store, what);
    const replies = shown[who] ?? [];
    const deliveries =
      who === "clock"
        ? await dueAt(bot, at)
        : await bot.handle(face === "slack" ? slackTurn(who, what, replies, at) : turnOf(who, intentOf(what, replies), at));
    if (face === "slack") for (const { reply } of deliveries) expect(validateMessage(renderBlocks(reply))).toEqual([]);
    shown[who] = [...replies, ...deliveries.map(({ reply }) => reply)];
    return deliveries.flatMap((delivery) => ["", ...headOf(delivery), renderText(delivery.reply)]);
  };
}

function intentOf(what: string, replies: readonly Reply[]): Intent {
  const [, old, number] = /^(old )?(\d{1,2})$/.exec(what) ?? [];
  const reply = replies.at(old === undefined ? -1 : -2);
  const pressed = number === undefined || reply === undefined ? undefined : promptsOf(reply)[Number(number) - 1];
  return pressed?.intent ?? { kind: "ask", text: what };
}

async function dueAt(bot: Bot, at: Date): Promise<readonly Delivery[]> {
  const due = await bot.reminders(at);
  await Promise.all(due.map(({ reminder }) => bot.reminded(reminder)));
  return due.flatMap(({ delivery }) => delivery ?? []);
}

/** Where a message goes, where it is not an answer in its place. */
function headOf({ to, mention }: Delivery): readonly string[] {
  return to.kind === "place" ? [`(to ${to.address}, naming ${mention?.name ?? "nobody"})`] : [];
}

async function morning(store: Store, what: string): Promise<readonly string[]> {
  const groups = groupGaps(await store.gaps("home"));
  const [group] = groups;
  if (!what.includes("--draft") || group === undefined) return ["", reportGaps(groups, await store.feedback("home"))];
  return ["", draftArticle(group, DAY).yaml.trimEnd()];
}
