import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Received } from "../../../adapters/slack/answer-in-time.ts";
import { answerInTime } from "../../../adapters/slack/answer-in-time.ts";
import type { BoltApp } from "../../../adapters/slack/bolt.ts";
import { listen } from "../../../adapters/slack/listen.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { command, homeOpened, mention, picked, press, removed, shortcut, suggestion } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Record<string, unknown>;

const eventOf = (event: unknown) => ({ ...mention(), event });
const viewOf = (view: unknown) => ({ ...picked("x"), view });

/** What an older app of the same name has left behind, and what Slack delivers unasked. */
const UNHEARD: readonly (readonly [string, Fields])[] = [
  ["a kind that nobody knows", { type: "unheard_of" }],
  ["a button of an older card", press({ action: "old.button", value: "x" })],
  ["a shortcut of an older manifest", shortcut({ callback: "old" })],
  ["a shortcut on a message, of an older manifest", shortcut({ callback: "old", message: { text: "ID: 100050" } })],
  ["a modal that is closed", { ...viewOf({ callback_id: "find" }), type: "view_closed" }],
  ["a modal of an older bot", viewOf({ callback_id: "old", state: { values: {} } })],
  ["a picker of an older bot", { ...suggestion("1"), action_id: "old.picker" }],
  ["an event that was not asked for", eventOf({ type: "reaction_added", user: "U0ANS0001", item: { channel: "C0ONCALL1" } })],
];

/** Signed, and yet no body that Slack would build. */
const WRONG: readonly (readonly [string, Fields])[] = [
  ["an event that is nothing", eventOf(null)],
  ["an event that is a word", eventOf("app_mention")],
  ["an event without a kind", eventOf({ text: "ID: 100050" })],
  ["a channel that is nothing", eventOf({ type: "message", channel: null })],
  ["a user that is nothing", eventOf({ type: "message", user: null, channel: "C0ONCALL1" })],
  ["authorizations of nothing", { ...mention(), authorizations: [null] }],
  ["a message whose parts are numbers", eventOf({ type: "message", channel: "D1", ts: "1.1", user: "U1", text: 7, blocks: 7, files: [7] })],
  ["a press of nothing", { ...press({ action: "intent:0", value: "x" }), actions: [null] }],
  ["a press without one", { ...press({ action: "intent:0", value: "x" }), actions: [] }],
  ["a press by a word", { ...press({ action: "intent:0", value: "x" }), user: "x" }],
  ["a press with a number", { ...press({ action: "intent:0", value: "x" }), actions: [{ action_id: 7 }] }],
  ["a share of a number", { ...press({ action: "share", value: "x" }), actions: [{ action_id: "share", value: 7 }], container: {} }],
  ["a search of a number", { ...press({ action: "home.search", value: "x" }), actions: [{ action_id: "home.search", value: 7 }] }],
  ["a press in a view that is a number", { ...press({ action: "intent:0", value: "x" }), view: 7 }],
  ["a modal that is nothing", viewOf(null)],
  ["a modal without what was picked", viewOf({ callback_id: "find" })],
  ["a modal with lists for records", viewOf({ callback_id: "find", state: { values: [] } })],
  ["a picker with a number", { ...suggestion("1"), value: 12 }],
  ["a picker by nobody", { ...suggestion("1"), user: undefined }],
  ["a token taken back that is not named", { ...removed("tokens_revoked"), event: { type: "tokens_revoked" } }],
  ["a home of nobody", { ...homeOpened(), event: { type: "app_home_opened", tab: "home" } }],
  ["a name without a kind", { name: "x", actions: [null] }],
];

describe.each(["http", "socket"] as const)("over %s a body is answered in time", (mode) => {
  let night: SlackNight;
  beforeAll(async () => {
    night = await startNight({ mode });
    await night.slack.wait(({ method }) => method === "auth.test");
  });
  afterAll(() => night.stop());

  it.each(UNHEARD)("that nobody listens to: %s", async (_name, body) => {
    const before = night.slack.calls.length;
    expect((await night.deliver(body)).status).toBe(200);
    await night.deliver(command({ text: "help", responseUrl: night.slack.responseUrl() }));
    await night.slack.wait(({ method }) => method === "response");
    expect(night.slack.calls.slice(before).every(({ method }) => method === "response")).toBe(true);
  });

  // The client of the socket looks into an event before it hands it on; only Slack itself speaks there.
  const looksFirst = new Set(mode === "socket" ? ["an event that is nothing"] : []);
  it.each(WRONG.filter(([name]) => !looksFirst.has(name)))(
    "that is not as Slack builds it, and breaks nothing: %s",
    async (_name, body) => {
      expect((await night.deliver(body)).status).toBe(200);
      await night.deliver(command({ text: "help", responseUrl: night.slack.responseUrl() }));
      expect(night.log.join("\n")).not.toMatch(/undefined|null|not a function|not iterable|cannot/i);
    },
  );

  it("that is a command by another name, which is said to the bot all the same; the log names the setting", async () => {
    const before = night.slack.calls.length;
    await night.deliver({ ...command({ text: "ID: 100050", responseUrl: night.slack.responseUrl() }), command: "/oud" });
    const answers = await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before);
    expect(String(answers[0]?.args["text"])).toContain("100050");
    expect(night.log.filter((line) => line.includes('"/oud"') && line.includes("SLACK_COMMAND"))).toHaveLength(1);
  });
});

describe.each(["http", "socket"] as const)("over %s, before the bot is built", (mode) => {
  it("a picker is told in time that there is nothing yet", async () => {
    const night = await startNight({ mode, bot: new Promise<never>(() => {}) });
    const { status, body } = await night.deliver(suggestion("1000"));
    expect({ status, body }).toEqual({ status: 200, body: '{"options":[]}' });
    await night.stop();
  });
});

describe("the answer in time", () => {
  const heard = (body: Fields, process: (received: Received) => Promise<void>) => {
    const clock = createFakeClock();
    const acks: unknown[] = [];
    const ack = async (response: unknown) => void acks.push(response);
    const log: string[] = [];
    const done = answerInTime({ process, busy: "One moment", clock, log: (line) => log.push(line) })({ body, ack });
    return { clock, acks, log, done };
  };
  const never = () => new Promise<void>(() => {});

  it("comes after a second and a half: for a command with words, for anything else with none", async () => {
    const asked = heard({ command: "/mabs" }, never);
    const pressed = heard({ type: "block_actions" }, never);
    for (const { clock, acks } of [asked, pressed]) {
      await clock.forward(1499);
      expect(acks).toEqual([]);
      await clock.forward(1);
    }
    expect(asked.acks).toEqual([{ response_type: "ephemeral", text: "One moment" }]);
    expect(pressed.acks).toEqual([undefined]);
  });

  it("is given once: a listener that comes too late changes nothing", async () => {
    const late = Promise.withResolvers<void>();
    const { clock, acks, done } = heard({ command: "/mabs" }, ({ ack }) => late.promise.then(() => ack({ text: "late" })));
    await clock.forward(2000);
    late.resolve();
    await done;
    expect(acks).toEqual([{ response_type: "ephemeral", text: "One moment" }]);
  });

  it("comes at the end where nobody listened, and where a listener failed, which the log says", async () => {
    const silent = heard({ type: "view_closed" }, async () => {});
    const failed = heard({ type: "block_actions" }, async () => Promise.reject(new Error("broken")));
    await Promise.all([silent.done, failed.done]);
    expect([silent.acks, failed.acks]).toEqual([[undefined], [undefined]]);
    expect(failed.log).toEqual(["Slack: broken"]);
  });
});

describe("the listeners", () => {
  it("are one for each kind of body, since Bolt walks past all of them for each", () => {
    const kinds: string[] = [];
    // Only what is registered with is called here.
    const app = new Proxy({}, { get: (_target, kind: string) => () => kinds.push(kind) }) as unknown as BoltApp;
    listen(app, { settings: {} } as never, {} as never, (async () => {}) as never);
    expect(kinds.filter((kind) => kind !== "error").toSorted()).toEqual(["action", "command", "event", "options", "shortcut", "view"]);
  });
});
