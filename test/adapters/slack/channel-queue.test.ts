import { describe, expect, it } from "vitest";
import { createChannelQueue } from "../../../adapters/slack/channel-queue.ts";
import type { Outcome } from "../../../adapters/slack/failure.ts";
import type { Target } from "../../../adapters/slack/sender.ts";
import { createSender } from "../../../adapters/slack/sender.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const DONE: Outcome = { kind: "done", data: {} };
const post: Target = { kind: "post", team: "T1", channel: "C1" };
const form = (text: string) => [{ kind: "plain" as const, text }];

/** A sender over a clock that a test moves, and a Slack that answers each call as the test says. */
function begin(answers: (call: { readonly method: string; readonly text: unknown }) => Outcome) {
  const clock = createFakeClock();
  const calls: { readonly at: number; readonly method: string; readonly text: unknown }[] = [];
  const log: string[] = [];
  const answer = async (method: string, text: unknown) => {
    calls.push({ at: clock.now(), method, text });
    return answers({ method, text });
  };
  const sender = createSender({
    queue: createChannelQueue(clock),
    workspaces: { callOnce: (_team, method, { text }) => answer(method, text) },
    respond: (url, body) => answer(url, JSON.parse(String(body)).text),
    clock,
    log: (line) => log.push(line),
  });
  return { clock, calls, log, sender };
}

describe("a channel that Slack asks to wait", () => {
  it("hears nothing until then, whoever speaks, and gets all of it after", async () => {
    let isFirst = true;
    const { clock, calls, sender } = begin(() => {
      const outcome: Outcome = isFirst ? { kind: "limited", after: 90 } : DONE;
      isFirst = false;
      return outcome;
    });
    const sent = [
      sender.send([post], form("one")),
      sender.send([post], form("two")),
      sender.send([{ ...post, channel: "C2" }], form("else")),
    ];
    await clock.forward(89_000);
    expect(calls.map(({ text }) => text)).toEqual(["one", "else"]);
    await clock.forward(2000);
    expect(calls.map(({ text }) => text)).toEqual(["one", "else", "one", "two"]);
    expect((await Promise.all(sent)).map(({ outcome }) => outcome.kind)).toEqual(["done", "done", "done"]);
  });

  it("is left at once for another way to the asker, and is not asked meanwhile", async () => {
    const { clock, calls, sender } = begin(({ method }) => (method === "chat.postMessage" ? { kind: "limited", after: 90 } : DONE));
    const respond: Target = { kind: "respond", team: "T1", channel: "C1", url: "https://hooks.slack.com/x", how: "public" };
    for (const text of ["one", "two"]) expect((await sender.send([post, respond], form(text))).outcome.kind).toBe("done");
    expect(calls.map(({ method, text }) => `${method} ${text}`)).toEqual([
      "chat.postMessage one",
      "https://hooks.slack.com/x one",
      "https://hooks.slack.com/x two",
    ]);
    await clock.forward(0);
  });

  it("for longer than an answer is worth is named in the log, and is left alone all that time", async () => {
    const { clock, calls, log, sender } = begin(() => (calls.length === 1 ? { kind: "limited", after: 1_000_000 } : DONE));
    expect((await sender.send([post], form("one"))).outcome.kind).toBe("limited");
    expect(log).toEqual(["Slack: post in T1/C1: Slack asks to wait 1000000 s; given up"]);
    await clock.forward(500_000_000);
    expect((await sender.send([post], form("two"))).outcome.kind).toBe("limited");
    expect(calls).toHaveLength(1);
    await clock.forward(600_000_000);
    expect((await sender.send([post], form("three"))).outcome.kind).toBe("done");
  });
});

describe("a message of which Slack did not say whether it took it", () => {
  const doubt = (isSilent: boolean): Outcome => ({ kind: "unknown", problem: "status 500", isSilent });
  const whisper: Target = { kind: "whisper", team: "T1", channel: "C1", user: "U1" };
  const direct: Target = { ...post, channel: "U1" };

  it.each<readonly [string, readonly Target[], boolean, number]>([
    ["never goes out twice where all read it", [post, whisper], false, 1],
    ["goes out once more and then another way where one person reads it", [whisper, direct], false, 3],
    ["goes out once where Slack was silent", [whisper, direct], true, 1],
  ])("%s", async (_name, targets, isSilent, tries) => {
    const { clock, calls, sender } = begin(() => doubt(isSilent));
    const sent = sender.send(targets, form("one"));
    await clock.forward(400_000);
    expect((await sent).outcome.kind).toBe("unknown");
    expect(calls).toHaveLength(tries);
  });

  it("goes out again where it only changes what stands there", async () => {
    const { clock, calls, sender } = begin(() => (calls.length < 4 ? doubt(true) : DONE));
    const sent = sender.send([{ kind: "update", team: "T1", channel: "C1", message: "1.2" }], form("one"));
    await clock.forward(30_000);
    expect((await sent).outcome.kind).toBe("done");
  });
});

describe("a Slack that is away for long", () => {
  it("does not fill the memory: a channel keeps two hundred messages, for five minutes", async () => {
    const { clock, log, sender } = begin(() => ({ kind: "away", problem: "refused" }));
    const sent = Array.from({ length: 300 }, (_value, index) => sender.send([post], form(String(index))));
    await clock.forward(1000);
    expect(log.filter((line) => line.includes("200 messages wait there already")).length).toBe(100);
    await clock.forward(600_000);
    expect((await Promise.all(sent)).every(({ outcome }) => outcome.kind === "away")).toBe(true);
  });

  it("gets no message that comes again by itself, once it stood behind others for longer than that takes", async () => {
    const { clock, calls, sender } = begin(() => (calls.length === 1 ? { kind: "limited", after: 50 } : DONE));
    const sent = [sender.send([post], form("answer")), sender.send([post], form("reminder"), 40_000)];
    await clock.forward(60_000);
    expect((await Promise.all(sent)).map(({ outcome }) => outcome.kind)).toEqual(["done", "away"]);
    expect(calls.map(({ text }) => text)).toEqual(["answer", "answer"]);
  });
});
