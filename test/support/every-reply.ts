import type { Intent, Locale, Reply } from "#core";
import { LOCALES, promptsOf } from "#core";
import english from "../../locales/en/bot.json" with { type: "json" };
import dutch from "../../locales/nl/bot.json" with { type: "json" };
import type { TestBot } from "./test-bot.ts";

/** One reply of the bot, with a name that a test can print and a golden file can carry. */
export interface NamedReply {
  readonly name: string;
  readonly locale: Locale;
  readonly reply: Reply;
}

/** One of every kind, as a person would meet it; the goldens are made of these. */
const SAMPLES: Readonly<Record<string, Intent>> = {
  answer: { kind: "ask", text: "ID: 100050" },
  "answer-name": { kind: "ask", text: "CBPSourceSnapshotFailedReplicaInconsistant" },
  "answer-registry": { kind: "open", article: "setup-refs-trimming" },
  steps: { kind: "steps", article: "agent-cannot-connect-to-azure" },
  "steps-dangerous": { kind: "steps", article: "storage-pool-full" },
  choices: { kind: "ask", text: "ID 3188" },
  "choices-one": { kind: "ask", text: "ID: 2013" },
  "not-found-code": { kind: "ask", text: "ID: 100051" },
  "not-found": { kind: "ask", text: "hoe laat is de lunch" },
  "none-of-these": { kind: "none" },
  rejected: { kind: "reject", article: "agent-cannot-connect-to-azure", candidates: [] },
  "next-candidate": { kind: "reject", article: "agent-cannot-connect-to-azure", candidates: ["registration-status-unverified"] },
  list: { kind: "list" },
  "list-operation": { kind: "list", operation: "backup" },
  help: { kind: "help" },
  greeting: { kind: "greet" },
  thanks: { kind: "thanks" },
  empty: { kind: "ask", text: "  " },
  unreadable: { kind: "unreadable" },
  gone: { kind: "open", article: "no-such-article" },
  "no-context": { kind: "ask", text: "all steps" },
  secret: { kind: "ask", text: "ID: 100130, pincode 483920" },
};

/** What a person does in turn: types a text, presses a button by its label in English, or brings an intent along. */
type Deed = string | Intent | { readonly press: string };

const open = (article: string): Intent => ({ kind: "open", article });
const press = (label: string): Deed => ({ press: label });
const DEVICE: readonly Deed[] = [open("device-not-ready"), "start", "it worked"];

/** Runs, each by the way that leads to its card. */
const WALKS: Readonly<Record<string, readonly Deed[]>> = {
  "run-check": ["ID: 100050", "start"],
  "run-step": [open("obengine-unreachable"), "start", "did not help"],
  "run-guarded": DEVICE,
  "run-asked": [...DEVICE, "it worked"],
  "run-given": [...DEVICE, press("Do this step"), press("Yes, go on")],
  "run-skip": [...DEVICE, press("Skip")],
  "run-hours": [open("replica-cloning-issue"), "start"],
  "run-waiting": [open("replica-cloning-issue"), "start", press("Remind me at 07:00")],
  "run-all-failed": [open("obengine-unreachable"), "start", "did not help", "did not help", "did not help"],
  "run-solved": [open("obengine-unreachable"), "start", "did not help", "solved"],
  "run-put-back": [...DEVICE, press("Do this step"), press("Yes, go on"), "it worked", "solved", press("I do not know")],
  "run-over": [open("obengine-unreachable"), "start", "it worked", "solved", press("I do not know")],
  "run-stopped": [open("obengine-unreachable"), "start", "stop"],
  "run-unknown": ["ID: 100051", press("Keep track of it")],
  "hand-over": [...DEVICE, press("Do this step"), press("Yes, go on"), "note: the disk is D:", "it worked", "handover"],
  "hand-over-markdown": [...DEVICE, "handover", press("As Markdown")],
  "hand-over-json": [...DEVICE, "handover", press("As JSON")],
  "hand-over-support": [...DEVICE, "handover", press("For support")],
  runs: [...DEVICE, "runs"],
  "runs-none": ["runs"],
  noted: [...DEVICE, "note: asked the network team"],
  "no-run": ["volgende manier"],
  "seen-before": [open("obengine-unreachable"), "start", "it worked", "solved", press("I do not know"), open("obengine-unreachable")],
};

async function walk(test: TestBot, locale: Locale, deeds: readonly Deed[]): Promise<Reply> {
  const say = test.conversation();
  await say({ kind: "language", locale });
  let reply: Reply | undefined;
  for (const deed of deeds) reply = await say(intentOf(deed, locale, reply));
  // The id of a run is another one in every test file.
  return JSON.parse(JSON.stringify(reply).replaceAll(/\b[0-9a-f]{16}\b/g, "0123456789abcdef"));
}

function intentOf(deed: Deed, locale: Locale, last: Reply | undefined): Intent {
  if (typeof deed === "string") return { kind: "ask", text: deed };
  if (!("press" in deed)) return deed;
  const label = labelIn(deed.press, locale);
  const found = last && promptsOf(last).find((prompt) => prompt.label === label);
  if (found === undefined) throw new Error(`no button "${label}"`);
  return found.intent;
}

/** The words of a button in another language, by those in English. */
function labelIn(label: string, locale: Locale): string {
  const key = Object.entries(english).find(([, text]) => text === label)?.[0] as keyof typeof english | undefined;
  if (key === undefined) throw new Error(`no such words: ${label}`);
  return locale === "nl" ? dutch[key] : label;
}

/** A sample of every kind of reply, in both languages. */
export async function sampleReplies(test: TestBot): Promise<readonly NamedReply[]> {
  const named: NamedReply[] = [];
  for (const locale of LOCALES) {
    for (const [name, intent] of Object.entries(SAMPLES)) named.push({ name, locale, reply: await test.reply(intent, locale) });
    for (const [name, deeds] of Object.entries(WALKS)) named.push({ name, locale, reply: await walk(test, locale, deeds) });
  }
  return named;
}

/** Every article in every state in every language, with the samples. */
export async function everyReply(test: TestBot): Promise<readonly NamedReply[]> {
  const named: NamedReply[] = [...(await sampleReplies(test))];
  for (const locale of LOCALES) {
    for (const { id } of test.articles) {
      named.push({ name: `${id}-card`, locale, reply: await test.reply({ kind: "open", article: id }, locale) });
      named.push({ name: `${id}-run`, locale, reply: await walk(test, locale, [open(id), { kind: "start", article: id }]) });
      named.push({ name: `${id}-steps`, locale, reply: await test.reply({ kind: "steps", article: id }, locale) });
    }
  }
  return named;
}

/** The same reply with every text as long as anything a person may write into an article. */
export function lengthened(reply: Reply, factor = 3): Reply {
  const stretch = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return STRETCHED.has(key) ? `${value} `.repeat(factor).trim() + "-".padEnd(60, "x") : value;
    if (Array.isArray(value)) return value.map((item) => stretch(item, key));
    if (value !== null && typeof value === "object") {
      if (key === "intent") return value;
      return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, stretch(child, name)]));
    }
    return value;
  };
  return stretch(reply, "") as Reply;
}

/** The fields that hold words for a reader. */
const STRETCHED = new Set([
  "title",
  "text",
  "label",
  "detail",
  "where",
  "effort",
  "basis",
  "note",
  "remaining",
  "checked",
  "corrected",
  "intro",
  "position",
  "way",
  "footer",
]);
