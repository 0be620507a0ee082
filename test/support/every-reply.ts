import type { Intent, Locale, Reply } from "#core";
import { LOCALES } from "#core";
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

/** A sample of every kind of reply, in both languages. */
export async function sampleReplies(test: TestBot): Promise<readonly NamedReply[]> {
  const named: NamedReply[] = [];
  for (const locale of LOCALES) {
    for (const [name, intent] of Object.entries(SAMPLES)) named.push({ name, locale, reply: await test.reply(intent, locale) });
  }
  return named;
}

/** Every article in every state in every language, with the samples. */
export async function everyReply(test: TestBot): Promise<readonly NamedReply[]> {
  const named: NamedReply[] = [...(await sampleReplies(test))];
  for (const locale of LOCALES) {
    for (const { id } of test.articles) {
      named.push({ name: `${id}-card`, locale, reply: await test.reply({ kind: "open", article: id }, locale) });
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
]);
