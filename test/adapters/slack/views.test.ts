import { beforeAll, describe, expect, it } from "vitest";
import type { Intent, ListReply, Locale } from "#core";
import { LOCALES } from "#core";
import { findModal, findOptions } from "../../../adapters/slack/find-modal.ts";
import type { RecentAnswer } from "../../../adapters/slack/home.ts";
import { drawHome } from "../../../adapters/slack/home.ts";
import { LIMITS } from "../../../adapters/slack/limits.ts";
import { listView, sentView } from "../../../adapters/slack/list-view.ts";
import { validateView } from "../../../adapters/slack/validate-view.ts";
import { writeViewPlace } from "../../../adapters/slack/view-place.ts";
import { lengthened } from "../../support/every-reply.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

let test: TestBot;
beforeAll(async () => {
  test = await testBot();
});

const PLACE = writeViewPlace({
  ...{ conversation: "C0ONCALL1", thread: "@U0ANS0001" },
  responseUrl: `https://hooks.slack.com/commands/T0NACHT01/1/${"x".repeat(60)}`,
});
/** As an article may be written, three times as long, and one word without end. */
const LENGTHS: readonly (<Value extends { readonly title: string }>(value: Value) => Value)[] = [
  (value) => value,
  (value) => ({ ...value, title: `${value.title} `.repeat(3) + "x".repeat(60) }),
  (value) => ({ ...value, title: "x".repeat(4000) }),
];
const endless = (reply: ListReply): ListReply => ({
  ...reply,
  title: "x".repeat(4000),
  items: reply.items.map((item) => ({ ...item, label: "x".repeat(4000), detail: "y".repeat(4000) })),
});
const lengthsOf = (reply: ListReply) => [reply, lengthened(reply) as ListReply, endless(reply)];
const listOf = async (intent: Intent, locale: Locale, say?: (intent: Intent) => Promise<unknown>): Promise<ListReply> => {
  const reply = say === undefined ? await test.reply(intent, locale) : await say(intent);
  return reply as ListReply;
};
/** What a person does in turn, to see the home in each state of a run. */
const MOVES = ["did not help", "it worked", "skip", "escalate", "did not help", "stop"];

describe.each(LOCALES)("what Slack shows outside of messages, in %s", (locale) => {
  const home = (runs: ListReply, recent: readonly RecentAnswer[] = []) =>
    drawHome({ ...{ locale, command: "/mabs", conversation: "D0ANS0001", runs, recent }, hearsChannels: true });

  it("is a valid home for every article in every state of its run, however long its words", async () => {
    for (const { id, title } of test.articles) {
      const say = test.conversation();
      await say({ kind: "language", locale });
      await say({ kind: "start", article: id });
      for (const move of MOVES) {
        const runs = await listOf({ kind: "runs" }, locale, say);
        for (const [index, list] of lengthsOf(runs).entries()) {
          const recent = { article: id, ...LENGTHS[index]?.({ title: title[locale] }) } as RecentAnswer;
          expect(validateView(home(list, [recent])), `${id} ${move} ${index}`).toEqual([]);
        }
        await say({ kind: "ask", text: move });
      }
    }
  });

  it("is a valid home where as many runs are open as there can be, own ones and those of others", async () => {
    const say = test.conversation();
    for (const { id } of test.articles) await say({ kind: "start", article: id });
    const runs = await listOf({ kind: "runs" }, locale, say);
    expect(runs.items.length).toBe(15);
    const strangers = { ...runs, items: runs.items.map(({ isOwn: _isOwn, ...item }) => item) };
    const both = {
      ...runs,
      items: runs.items.map(({ isOwn: _isOwn, ...item }, index) => (index % 2 === 0 ? { ...item, isOwn: true as const } : item)),
    };
    const recent = test.articles.slice(0, 5).map(({ id, title }) => ({ article: id, title: title[locale] }));
    for (const list of [runs, strangers, both].flatMap(lengthsOf)) expect(validateView(home(list, recent))).toEqual([]);
  });

  it("is a valid window for every list of articles, however long its words or many its rows", async () => {
    const groups = await listOf({ kind: "list" }, locale);
    const operations = groups.items.map(({ prompt }) => prompt.intent);
    expect(operations.length).toBeGreaterThan(3);
    const lists = [groups, ...(await Promise.all(operations.map((intent) => listOf(intent, locale))))];
    const [all] = lists.slice(1).map((list) => ({ ...list, items: Array.from({ length: 500 }, () => list.items).flat() }));
    if (all === undefined) throw new Error("no articles");
    for (const list of [...lists, all].flatMap(lengthsOf)) expect(validateView(listView(list, PLACE)), list.title.slice(0, 60)).toEqual([]);
    expect(validateView(sentView(locale, PLACE))).toEqual([]);
    expect(JSON.stringify(listView(all, PLACE))).toMatch(/\d+ more do not fit here|Nog \d+ passen hier niet/);
  });

  it("is a valid picker, and offers every article, however long its words", () => {
    expect(validateView(findModal(locale))).toEqual([]);
    for (const { id, title } of test.articles) {
      for (const stretch of LENGTHS) {
        const { options } = findOptions([{ article: id, code: "100050 · ".repeat(20), ...stretch({ title: title[locale] }) }]);
        expect(options).toHaveLength(1);
        for (const { text, value, description } of options) {
          expect(text.text.length).toBeLessThanOrEqual(LIMITS.option.text);
          expect(description?.text.length).toBeLessThanOrEqual(LIMITS.option.text);
          // A value that is cut would open nothing.
          expect(value).toBe(id);
        }
      }
    }
    const many = Array.from({ length: 500 }, (_value, index) => ({ article: `a-${index}`, title: "x" }));
    expect(findOptions(many).options).toHaveLength(LIMITS.option.most);
  });
});
