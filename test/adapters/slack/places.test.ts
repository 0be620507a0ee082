import { afterEach, describe, expect, it } from "vitest";
import { sendReminders } from "../../../adapters/reminders.ts";
import { command, press } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import { INSTALLED, startFakeSlack } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;
let night: SlackNight;
afterEach(() => night.stop());

const START = 'v1:{"kind":"start","article":"obengine-unreachable"}';
const WAIT = 'v1:{"kind":"start","article":"replica-cloning-issue"}';
/** The value of the button whose intent says this. */
const pressed = ({ args }: Recorded, words: string): string => {
  const values: string[] = [];
  JSON.stringify(args["blocks"], (key, value) => {
    if (key === "value") values.push(value);
    return value;
  });
  const found = values.find((value) => value.includes(words));
  if (found === undefined) throw new Error(`no button that says ${words}`);
  return found;
};
const posts = (method: string) => (call: Recorded) => call.method === method;

describe.each(["http", "socket"] as const)("what goes to another place in Slack over %s", (mode) => {
  const begin = async (trouble?: SlackNight["slack"]["trouble"]) => {
    night = await startNight({ mode, parts: { onCall: { addressOn: () => "C0HULP001", onDuty: () => "Ria" } } });
    if (trouble !== undefined) night.slack.trouble = trouble;
    await night.deliver(press({ action: "intent:0", value: START, thread: "1.1" }));
    const [card] = await night.slack.wait(posts("chat.postMessage"));
    await night.deliver(press({ action: "intent:1", value: pressed(card as Recorded, '"do":"failed"'), thread: "1.1", message: "1.2" }));
    const [second] = await night.slack.wait(posts("chat.update"));
    await night.deliver(
      press({ action: "intent:2", value: pressed(second as Recorded, '"do":"escalate"'), thread: "1.1", message: "1.2" }),
    );
  };

  it("is the trail of an escalated run, and a new message in the thread that says so", async () => {
    await begin();
    const calls = await night.slack.wait(posts("chat.postMessage"), 3);
    expect(calls[1]?.args).toMatchObject({ channel: "C0HULP001" });
    expect(calls[1]?.args["thread_ts"]).toBeUndefined();
    expect(calls[2]?.args).toMatchObject({ channel: "C0ONCALL1", thread_ts: "1.1" });
    expect(String(calls[2]?.args["text"])).toContain("Ria");
  });

  it("goes with the token of the workspace that the settings name, wherever it was asked", async () => {
    const second = { token: "xoxb-second-0002", team: "T0TWEEDE1", bot: "U0VANGNE2" };
    const slack = await startFakeSlack([INSTALLED, second]);
    const tokens = [INSTALLED, second].map(({ team, token }) => ({ team, token }));
    const onCall = { addressOn: () => `${INSTALLED.team}/C0HULP001`, onDuty: () => "Ria" };
    night = await startNight({ slack, settings: { tokens }, parts: { onCall } });
    const team = second.team;
    await night.deliver(press({ action: "intent:0", value: START, thread: "1.1", team }));
    const [card] = await slack.wait(posts("chat.postMessage"));
    const failed = pressed(card as Recorded, '"do":"failed"');
    await night.deliver(press({ action: "intent:1", value: failed, thread: "1.1", message: "1.2", team }));
    const [moved] = await slack.wait(posts("chat.update"));
    const escalate = pressed(moved as Recorded, '"do":"escalate"');
    await night.deliver(press({ action: "intent:2", value: escalate, thread: "1.1", message: "1.2", team }));
    const calls = await slack.wait(posts("chat.postMessage"), 3);
    expect(calls.map(({ token, args }) => [token, args["channel"]])).toEqual([
      [second.token, "C0ONCALL1"],
      [INSTALLED.token, "C0HULP001"],
      [second.token, "C0ONCALL1"],
    ]);
    await slack.stop();
  });

  it("comes back to the thread, with what to do, where the place cannot be reached", async () => {
    await begin(({ args }) => (args["channel"] === "C0HULP001" ? { kind: "error", word: "not_in_channel" } : undefined));
    const calls = await night.slack.wait(({ method, args }) => method === "chat.postMessage" && args["channel"] === "C0ONCALL1", 2);
    expect(String(calls[1]?.args["text"])).toMatch(/could not post this in C0HULP001/);
  });

  const remind = async (start: Fields, method: string) => {
    night = await startNight({ mode });
    await night.deliver(start);
    const [card] = await night.slack.wait(posts(method));
    return card as Recorded;
  };
  const due = () =>
    sendReminders(
      night.bot,
      new Map([["slack", (_conversation, delivery) => night.adapter.post(delivery)]]),
      new Date("2027-01-01T00:00:00Z"),
    );

  it("is a reminder: a new message in the thread that calls the one who asked for it", async () => {
    const card = await remind(press({ action: "intent:0", value: WAIT, thread: "1795316520.000100" }), "chat.postMessage");
    await night.deliver(press({ action: "intent:1", value: pressed(card, '"after":"30"'), thread: "1795316520.000100", message: "1.2" }));
    await night.slack.wait(posts("chat.update"));
    night.slack.mayCall.add("U0ANS0001");
    // What is kept of the place once the card was changed must still lead to its thread.
    const [run] = await night.store.openRuns("home", 1);
    const isKept = async () => (await night.store.runMessages("home", run?.id ?? "")).some(({ message }) => message === "1.2");
    while (!(await isKept())) await new Promise((resolve) => setTimeout(resolve, 5));
    await due();
    const [, reminder] = await night.slack.wait(posts("chat.postMessage"), 2);
    expect(reminder?.args).toMatchObject({ channel: "C0ONCALL1", thread_ts: "1795316520.000100" });
    expect(JSON.stringify(reminder?.args["blocks"])).toContain('{"type":"user","user_id":"U0ANS0001"}');
    expect(night.log.filter((line) => line.includes("refused"))).toEqual([]);
  });

  it("is a reminder of a run that one person alone sees: a direct message, never the channel", async () => {
    const card = await remind(command({ text: "replica cloning issue start", responseUrl: "" }), "chat.postEphemeral");
    expect(card.args).toMatchObject({ user: "U0ANS0001" });
    await night.deliver(press({ action: "intent:0", value: WAIT, isEphemeral: true, responseUrl: night.slack.responseUrl() }));
    const [run] = await night.slack.wait(posts("response"));
    await night.deliver(
      press({
        action: "intent:1",
        value: pressed(run as Recorded, '"after":"30"'),
        isEphemeral: true,
        responseUrl: night.slack.responseUrl(),
      }),
    );
    await night.slack.wait(posts("response"), 2);
    await due();
    const [reminder] = await night.slack.wait(posts("chat.postMessage"));
    expect(reminder?.args["channel"]).toBe("U0ANS0001");
  });
});
