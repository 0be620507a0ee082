import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import { command, mention, message, press } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;
const CHANNEL = "C0ONCALL1";

describe.each(["http", "socket"] as const)("a thread that the bot is part of, over %s", (mode) => {
  let night: SlackNight;
  const kept: string[] = [];
  beforeAll(async () => {
    night = await startNight({ mode });
    const { keepTurn } = night.store;
    Object.assign(night.store, {
      keepTurn: (turn: Parameters<typeof keepTurn>[0]) => {
        if (turn.gap !== undefined) kept.push(turn.gap.text);
        return keepTurn(turn);
      },
    });
  });
  afterAll(() => night.stop());

  const sent = async (body: Fields, method: string): Promise<Recorded> => {
    const before = night.slack.calls.length;
    await night.deliver(body);
    const [call] = await night.slack.wait((one) => one.method === method && night.slack.calls.indexOf(one) >= before);
    return call as Recorded;
  };
  /** What is posted while people say this to each other; a command behind it shows that all was heard. */
  const saidBy = async (user: string, thread: string, texts: readonly string[]): Promise<readonly string[]> => {
    const before = night.slack.calls.length;
    for (const text of texts) await night.deliver(message({ text, channel: CHANNEL, thread, user }));
    await sent(command({ text: "help", user: "U0LAST001", responseUrl: night.slack.responseUrl() }), "response");
    return night.slack.calls
      .slice(before)
      .filter(({ method }) => method === "chat.postMessage" || method === "chat.postEphemeral")
      .map(({ args }) => String(args["text"]).split("\n", 1)[0] ?? "");
  };
  const threadAbout = async (text: string): Promise<string> => {
    const asked = mention({ text, channel: CHANNEL });
    await sent(asked, "chat.postMessage");
    return (asked["event"] as Fields)["ts"] as string;
  };

  it("hears colleagues talk, says nothing and remembers nothing", async () => {
    const thread = await threadAbout("ID: 100050");
    const before = kept.length;
    const said = await saidBy("U0BOB0001", thread, [
      "I will call Marietje from the hospital about her salary tomorrow",
      "the vault credentials expired yesterday, I downloaded new ones",
      "the backup failed again last night, can you look at it Piet",
      "ID: 999999",
      "and on server B?",
      ...["ok", "yes", "2", "hi", "thanks", "help", "list", "runs", "nl", "Nederlands", "thanks Bob!", "help me Bob"],
      ...["back", "done", "klaar", "skip it", "skip, no rights", "stop", "it worked", "escalate", "take over", "handover", "note: lunch"],
      ...["", " "],
    ]);
    expect(said).toEqual([]);
    expect(kept.slice(before)).toEqual([]);
    // Neither the language nor what the thread is about has changed.
    const [steps] = await saidBy("U0BOB0001", thread, ["all steps"]);
    expect(steps).toBe("Agent cannot connect to Azure Backup (100050 · 0x186D2)");
  });

  it("answers there what it surely knows: a code, a name, a product text, a question", async () => {
    const thread = await threadAbout("ID: 100050");
    const [code, name, question, shared] = await saidBy("U0BOB0001", thread, [
      "and there is ID: 3106 on the other one",
      "CBPSourceSnapshotFailedReplicaInconsistant",
      "do the vault credentials expire, are they invalid?",
      "ID: 3188",
    ]);
    expect(code).toContain("3106");
    expect(name).toBeDefined();
    expect(question).toMatch(/vault credentials/i);
    expect(shared).toContain("3188");
  });

  it("moves a run by the words of the one who has it in hand, never by a colleague's", async () => {
    const thread = "1795316600.000001";
    const value = encodeIntent({ kind: "start", article: "obengine-unreachable" });
    await sent(press({ action: "intent:0", value, thread, channel: CHANNEL, user: "U0RUNNER1" }), "chat.postMessage");
    const revision = async () =>
      (await night.store.openRuns("home", 9)).find(({ conversation }) => conversation.includes(thread))?.revision;
    const first = await revision();
    expect(await saidBy("U0BOB0001", thread, ["done", "klaar", "it did not help", "stop", "back", "skip it"])).toEqual([]);
    expect(await revision()).toBe(first);
    expect(await saidBy("U0RUNNER1", thread, ["did not help"])).toHaveLength(1);
    expect(await revision()).toBe((first ?? 0) + 1);
    expect(await saidBy("U0BOB0001", thread, ["what did we try", "note: asked the network team", "take over"])).toHaveLength(3);
  });

  it("is none of its business before anybody asked it there", async () => {
    expect(await saidBy("U0BOB0001", "1795316700.000001", ["ID: 100050", "100050", "all steps", "done"])).toEqual([]);
  });
});
