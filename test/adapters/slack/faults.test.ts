import { afterEach, describe, expect, it } from "vitest";
import { createSendRequest } from "../../../adapters/slack/web-request.ts";
import { command, homeOpened, mention, press, shortcut } from "../../support/slack/events.ts";
import type { FakeSlack, Recorded, Trouble } from "../../support/slack/fake-slack.ts";
import { startFakeSlack } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight, until } from "../../support/slack/night.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function begin(options: Parameters<typeof startNight>[0] = {}): Promise<{ night: SlackNight; slack: FakeSlack }> {
  const slack = await startFakeSlack();
  ended.push(() => slack.stop());
  const night = await startNight({ slack, ...options });
  ended.push(() => night.stop());
  await slack.wait(({ method }) => method === "auth.test");
  return { night, slack };
}

/** Trouble for the first `count` calls that fit. */
const first = (count: number, fits: (call: Recorded) => boolean, trouble: Trouble) => {
  let left = count;
  return (call: Recorded) => {
    if (!fits(call) || left === 0) return undefined;
    left -= 1;
    return trouble;
  };
};
const isAnswer = ({ method }: Recorded) => method === "chat.postMessage" || method === "response";
const TROUBLES: readonly (readonly [string, Trouble])[] = [
  ["asks to wait", { kind: "limited", after: 1 }],
  ["fails with 503", { kind: "status", status: 503 }],
];
/** After these nobody knows whether it was taken. */
const DOUBTS: readonly (readonly [string, Trouble])[] = [
  ["fails with 500", { kind: "status", status: 500, body: "oops" }],
  ["says that something of it may have been done", { kind: "error", word: "internal_error" }],
  ["answers with a page", { kind: "html" }],
  ["breaks the connection", { kind: "reset" }],
];

describe("when Slack has trouble", () => {
  it.each(TROUBLES)("and %s: acknowledged at once, and the answer comes once it is over", async (_name, trouble) => {
    const { night, slack } = await begin();
    slack.trouble = first(2, isAnswer, trouble);
    const [told, asked] = await Promise.all([
      night.deliver(mention({ text: "ID: 100050" })),
      night.deliver(command({ text: "ID: 3106", channel: "C0ANDERS1", responseUrl: slack.responseUrl() })),
    ]);
    for (const { status, ms } of [told, asked]) {
      expect(status).toBe(200);
      expect(ms).toBeLessThan(1000);
    }
    const calls = await slack.wait(isAnswer, 4);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(["chat.postMessage", "response"]));
  });

  it.each(DOUBTS)("and %s: what all read is not posted twice, and the asker is told", async (_name, trouble) => {
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode });
      slack.trouble = first(1, ({ method }) => method === "chat.postMessage", trouble);
      const { status, ms } = await night.deliver(mention({ text: "ID: 100050" }));
      expect(status).toBe(200);
      expect(ms).toBeLessThan(1000);
      const [told] = await slack.wait(({ method }) => method === "chat.postEphemeral");
      expect(told?.args).toMatchObject({ channel: "C0ONCALL1", user: "U0ANS0001" });
      expect(told?.args["text"]).toMatch(/whether my answer arrived/);
      await night.deliver(mention({ text: "ID: 3106" }));
      await slack.wait(({ method }) => method === "chat.postMessage", 2);
      expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
      expect(night.log.some((line) => /post in T0NACHT01\/C0ONCALL1: Slack did not say whether it took it .*given up/.test(line))).toBe(
        true,
      );
    }
  });

  it.each(DOUBTS.slice(0, 1))("and %s: what only the asker reads is sent once more", async (_name, trouble) => {
    const { night, slack } = await begin();
    slack.trouble = first(1, isAnswer, trouble);
    await night.deliver(command({ text: "ID: 3106", responseUrl: slack.responseUrl() }));
    await slack.wait(isAnswer, 2);
  });

  it("and says nothing in time, though it took the message: it stands there once, over both ways in", async () => {
    const pool = createSendRequest();
    ended.push(async () => pool.close());
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode, adapter: { send: (request) => pool.send({ ...request, timeout: 400 }) } });
      slack.trouble = (call) => (isAnswer(call) ? { kind: "slow", ms: 1000 } : undefined);
      await night.deliver(mention({ text: "ID: 100050" }));
      await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
      await slack.wait(({ method }) => method === "chat.postEphemeral");
      await until(() => night.log.filter((line) => /no answer within 0.4 s\); given up/.test(line)).length >= 2);
      expect(slack.calls.filter(isAnswer)).toHaveLength(2);
    }
  });

  it("and is not even reached: it is tried again until it is there", async () => {
    const { night, slack } = await begin();
    const port = Number(new URL(slack.url).port);
    ended.splice(0, 1);
    await slack.stop();
    await night.deliver(mention({ text: "ID: 100050" }));
    const back = await startFakeSlack(undefined, port);
    ended.push(() => back.stop());
    await back.wait(isAnswer);
  });

  it("and asks one person's answer to wait: what others asked in that channel goes on", async () => {
    const { night, slack } = await begin();
    const bad = slack.responseUrl();
    const held: number[] = [];
    slack.trouble = (call) => {
      if (call.method !== "response" || !String(call.args["text"]).includes("Replica")) return undefined;
      held.push(call.at);
      return { kind: "limited", after: 8 };
    };
    await night.deliver(command({ text: "ID: 3106", user: "U0TRAAG01", responseUrl: bad }));
    await until(() => held.length === 1);
    await night.deliver(command({ text: "ID: 100050", user: "U0SNEL001", responseUrl: slack.responseUrl() }));
    await slack.wait((call) => call.method === "response" && String(call.args["text"]).startsWith("Agent"));
    expect(held).toHaveLength(1);
  });

  it("and is slow: acknowledged at once, and the answer arrives", async () => {
    const { night, slack } = await begin();
    slack.trouble = (call) => (isAnswer(call) ? { kind: "slow", ms: 3000 } : undefined);
    const { ms } = await night.deliver(mention({ text: "ID: 100050" }));
    expect(ms).toBeLessThan(1000);
    await slack.wait(isAnswer);
  });

  it("and holds up one channel: the others go on", async () => {
    const { night, slack } = await begin();
    slack.trouble = (call) => (isAnswer(call) && call.args["channel"] === "C0TRAAG01" ? { kind: "limited", after: 30 } : undefined);
    await night.deliver(mention({ text: "ID: 100050", channel: "C0TRAAG01" }));
    await slack.wait(({ args }) => args["channel"] === "C0TRAAG01");
    for (let count = 0; count < 5; count += 1) {
      await night.deliver(mention({ text: "ID: 100050", channel: "C0SNEL001" }));
      await slack.wait(({ args }) => args["channel"] === "C0SNEL001", count + 1);
    }
    expect(slack.calls.filter(({ args }) => args["channel"] === "C0TRAAG01")).toHaveLength(1);
  });

  it("and is down at the start: nothing ends, and it answers once Slack is back", async () => {
    const slack = await startFakeSlack();
    const port = Number(new URL(slack.url).port);
    await slack.stop();
    const night = await startNight({ slack });
    ended.push(() => night.stop());
    const { status, ms } = await night.deliver(mention({ text: "ID: 100050" }));
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1000);
    const back = await startFakeSlack(undefined, port);
    ended.push(() => back.stop());
    await back.wait(isAnswer);
  });

  it("and refuses newer blocks, then all blocks: the answer comes as what is left, at worst as words", async () => {
    const { night, slack } = await begin({ settings: { newerBlocks: true } });
    await night.deliver(mention({ text: "ID: 100050" }));
    const [newer] = await slack.wait(isAnswer);
    expect(JSON.stringify(newer?.args["blocks"])).toContain("feedback_buttons");
    slack.refusesNewer = true;
    await night.deliver(mention({ text: "ID: 100050", channel: "C0OUDER01" }));
    const [, usual] = await slack.wait(({ args }) => args["channel"] === "C0OUDER01", 2);
    expect(JSON.stringify(usual?.args["blocks"])).not.toContain("feedback_buttons");
    slack.trouble = ({ args }) =>
      Array.isArray(args["blocks"]) && args["blocks"].length > 0 ? { kind: "error", word: "msg_blocks_too_long" } : undefined;
    await night.deliver(mention({ text: "ID: 100050", channel: "C0LANG001" }));
    const calls = await slack.wait(({ args }) => args["channel"] === "C0LANG001", 3);
    expect(calls[2]?.args["blocks"]).toBeUndefined();
    expect(String(calls[2]?.args["text"])).toContain("100050");
  });

  it("and the address for the answer is used up: it is whispered, and where that cannot be, sent as a direct message", async () => {
    const { night, slack } = await begin();
    slack.trouble = ({ method }) => {
      if (method === "response") return { kind: "error", word: "used_url" };
      return method === "chat.postEphemeral" ? { kind: "error", word: "not_in_channel" } : undefined;
    };
    await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
    const [direct] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(direct?.args["channel"]).toBe("U0ANS0001");
    expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test", "response", "chat.postEphemeral", "chat.postMessage"]);
  });

  it("and the address for the answer is not Slack's: nothing is sent there", async () => {
    const { night, slack } = await begin();
    for (const responseUrl of [
      "http://127.0.0.1:9/x",
      "https://hooks.slack.com.evil.example/x",
      "file:///etc/passwd",
      "https://hooks.slack.com:444/x",
    ]) {
      const before = slack.calls.length;
      await night.deliver(command({ text: "ID: 100050", responseUrl }));
      await slack.wait((call) => call.method === "chat.postEphemeral" && slack.calls.indexOf(call) >= before);
    }
    expect(night.log.filter((line) => line.includes("foreign_response_url"))).toHaveLength(4);
  });
});

describe("windows", () => {
  it("are opened and drawn again after a failure of Slack", async () => {
    const { night, slack } = await begin();
    const isView = ({ method }: Recorded) => method.startsWith("views.");
    slack.trouble = first(1, isView, { kind: "status", status: 500 });
    await night.deliver(shortcut({ callback: "find" }));
    await slack.wait(({ method }) => method === "views.open", 2);
    slack.trouble = first(1, isView, { kind: "limited", after: 1 });
    await night.deliver(homeOpened({}));
    const [early, late] = await slack.wait(({ method }) => method === "views.publish", 2);
    expect((late?.at ?? 0) - (early?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(night.log).toEqual([]);
  });

  it("that cannot be opened are made good by words, and those that are open already are not", async () => {
    const { night, slack } = await begin();
    slack.trouble = ({ method }) => (method === "views.open" ? { kind: "error", word: "exchanged_trigger_id" } : undefined);
    await night.deliver(shortcut({ callback: "find" }));
    await slack.wait(({ method }) => method === "views.open");
    slack.trouble = ({ method }) => (method === "views.open" ? { kind: "error", word: "expired_trigger_id" } : undefined);
    await night.deliver(shortcut({ callback: "find" }));
    const [told] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(told?.args).toMatchObject({ channel: "U0ANS0001" });
    expect(told?.args["text"]).toMatch(/could not open .*\/mabs/);
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
  });
});

describe("when the bot itself is slow or fails", () => {
  it("acknowledges before it is built, and answers then", async () => {
    const built = Promise.withResolvers<SlackNight["bot"]>();
    const { night, slack } = await begin({ bot: built.promise });
    const { ms } = await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
    expect(ms).toBeLessThan(1000);
    built.resolve(night.bot);
    await slack.wait(({ method }) => method === "response");
  });

  it("tells the asker that it failed, with an id that stands in the log, and nothing else", async () => {
    // Only what is called: a bot that breaks before anything else of it is used.
    const broken = { handle: async () => Promise.reject(new Error("a mistake with xoxb-secret")) } as unknown as SlackNight["bot"];
    const { night, slack } = await begin({ bot: Promise.resolve(broken) });
    await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
    const [call] = await slack.wait(({ method }) => method === "response");
    const id = /\b[0-9a-f]{8}\b/.exec(String(call?.args["text"]))?.[0] ?? "none";
    expect(night.log.some((line) => line.startsWith(id))).toBe(true);
    expect(String(call?.args["text"])).not.toContain("mistake");
  });

  it("answers, and tells of no failure, where only the memory of the message fails", async () => {
    const { night, slack } = await begin();
    Object.assign(night.bot, { delivered: async () => Promise.reject(new Error("the disk is full")) });
    await night.deliver(press({ action: "intent:0", value: 'v1:{"kind":"start","article":"obengine-unreachable"}', thread: "1.1" }));
    await until(() => night.log.some((line) => line.includes("T0NACHT01/C0ONCALL1 is not remembered: the disk is full")));
    await night.deliver(command({ text: "help", responseUrl: slack.responseUrl() }));
    await slack.wait(({ method }) => method === "response");
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
    expect(JSON.stringify(slack.calls)).not.toContain("nothing was changed");
  });

  it("says that it stops to a request that comes meanwhile, so that Slack delivers it again", async () => {
    const { night, slack } = await begin();
    slack.trouble = (call) => (isAnswer(call) ? { kind: "slow", ms: 500 } : undefined);
    await night.deliver(mention({ text: "ID: 100050" }));
    await slack.wait(isAnswer);
    const stopped = night.adapter.stop();
    expect((await night.deliver(mention({ text: "ID: 3106" }))).status).toBe(503);
    await stopped;
  });

  it("finishes what it heard before it stops", async () => {
    const { night, slack } = await begin();
    slack.trouble = (call) => (isAnswer(call) ? { kind: "slow", ms: 500 } : undefined);
    await night.deliver(mention({ text: "ID: 100050" }));
    await slack.wait(isAnswer);
    const delivered: unknown[] = [];
    const { delivered: tell } = night.bot;
    Object.assign(night.bot, {
      delivered: async (...args: Parameters<typeof tell>) => {
        delivered.push(args);
        await tell(...args);
      },
    });
    await night.server.stop();
    await night.adapter.stop();
    expect(delivered).toHaveLength(1);
  });
});

describe("what comes twice", () => {
  it("takes effect once: an event with rising retry numbers, over both ways in", async () => {
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode });
      const body = mention({ text: "ID: 100050" });
      for (let count = 0; count < 3; count += 1) expect((await night.deliver(body, Date.now() + count * 1000)).status).toBe(200);
      await night.deliver(command({ text: "help", responseUrl: slack.responseUrl() }));
      await slack.wait(({ method }) => method === "response");
      expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
    }
  });

  it("takes effect once: a double click on a step; the second sees where it stands, and an old card too", async () => {
    const { night, slack } = await begin();
    const asked = mention({ text: "start" });
    await night.deliver(press({ action: "intent:0", value: 'v1:{"kind":"start","article":"obengine-unreachable"}', thread: "1.1" }));
    const [card] = await slack.wait(({ method }) => method === "chat.postMessage");
    const value =
      /"value":"(v1:[^}]*failed[^}]*})"/.exec(JSON.stringify(card?.args["blocks"]).replaceAll('\\"', "'"))?.[1]?.replaceAll("'", '"') ?? "";
    expect(value).toContain('"do":"failed"');
    const click = () => night.deliver(press({ action: "intent:1", value, thread: "1.1", message: "1.2" }));
    await Promise.all([click(), click()]);
    const both = await slack.wait(({ method }) => method === "chat.update", 2);
    for (const { args } of both) expect(JSON.stringify(args["blocks"])).toContain("2 of 2");
    expect((await night.store.run("home", 1))?.revision).toBe(2);
    await click();
    const [, , old] = await slack.wait(({ method }) => method === "chat.update", 3);
    expect(JSON.stringify(old?.args["blocks"])).toContain("2 of 2");
    expect(asked).toBeDefined();
  });

  it("takes effect once across a restart: what was shared stays shared", async () => {
    const { night, slack } = await begin();
    const share = () =>
      press({
        action: "share",
        value: 'v1:{"kind":"help"}'.replace("help", "steps").replace("}", ',"article":"obengine-unreachable"}'),
        isEphemeral: true,
        responseUrl: slack.responseUrl(),
      });
    await night.deliver(share());
    await slack.wait(({ args }) => args["response_type"] === "in_channel");
    const next = await startNight({ slack, parts: { store: night.store } });
    ended.push(() => next.stop());
    await next.deliver(share());
    const [again] = await slack.wait(({ args }) => args["response_type"] === "ephemeral");
    expect(again?.args["text"]).toMatch(/already/);
    expect(slack.calls.filter(({ args }) => args["response_type"] === "in_channel")).toHaveLength(1);
  });
});
