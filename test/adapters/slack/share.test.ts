import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadArticles } from "#core";
import { LIMITS } from "../../../adapters/slack/limits.ts";
import { readShared, shareRow } from "../../../adapters/slack/share.ts";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { command, press, shortcut } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";
import { testBot } from "../../support/test-bot.ts";

type Fields = Readonly<Record<string, unknown>>;
type Trouble = SlackNight["slack"]["trouble"];

const headline = ({ args }: Recorded) => String(args["text"]).split("\n", 1)[0];
const blocksOf = ({ args }: Recorded) => (args["blocks"] ?? []) as readonly Fields[];
const quietLines = (call: Recorded) =>
  blocksOf(call)
    .filter(({ type }) => type === "context")
    .map(({ elements }) => String((elements as Fields[])[0]?.["text"]));
const buttonNamed = (call: Recorded, label: string): { readonly action: string; readonly value: string } => {
  for (const block of blocksOf(call)) {
    const elements = block["type"] === "actions" ? (block["elements"] as Fields[]) : [];
    const found = elements.find(({ text }) => (text as Fields)["text"] === label);
    if (found !== undefined) return { action: String(found["action_id"]), value: String(found["value"]) };
  }
  throw new Error(`no button ${label}`);
};

describe.each(["http", "socket"] as const)("a private answer over %s", (mode) => {
  let night: SlackNight;
  let posts = 0;
  beforeAll(async () => {
    night = await startNight({ mode });
  });
  afterAll(() => night.stop());

  const sent = async (body: Fields, wanted: (call: Recorded) => boolean = ({ method }) => method === "response"): Promise<Recorded> => {
    const before = night.slack.calls.length;
    await night.deliver(body);
    const [call] = await night.slack.wait((one) => wanted(one) && night.slack.calls.indexOf(one) >= before);
    return call as Recorded;
  };
  const ask = (text: string, said: Fields = {}) => sent(command({ text, responseUrl: night.slack.responseUrl(), ...said }));
  const pressOf = (button: { readonly action: string; readonly value: string }, said: Fields = {}) => {
    posts += 1;
    return press({ ...button, isEphemeral: true, message: `1795317000.${posts}`, responseUrl: night.slack.responseUrl(), ...said });
  };

  it("repeats its question in a small line, without what only the asker knows", async () => {
    const answer = await ask("online backups of SQL01.contoso.local zwoop since monday ID: 100050");
    expect(quietLines(answer)[0]).toMatch(/^You asked: online backups of \[host-[0-9a-f]{4}\] zwoop since monday ID: 100050$/);
    expect(headline(answer)).toContain("100050");
    const unknown = await ask("hoe laat is de lunch", { user: "U0EVA0001", name: "eva" });
    expect(quietLines(unknown)[0]).toBe("Je vroeg: hoe laat is de lunch");
  });

  it("never repeats a question that holds a secret, and no live mention or link", async () => {
    const secret = await ask("ID: 100130, pincode 483920");
    expect(JSON.stringify(secret.args)).not.toMatch(/483920|You asked|Je vroeg/);
    const live = await ask("<!channel> <@U0BOB0001> https://evil.example/x ID: 100050");
    const [line] = quietLines(live);
    expect(line).toMatch(/^You asked: @channel @\[host-[0-9a-f]{4}\] \[link-[0-9a-f]{4}\] ID: 100050$/);
    const long = await ask(`ID: 100050 ${"replica ".repeat(100)}`);
    expect(quietLines(long)[0]?.length).toBeLessThanOrEqual("You asked: ".length + 150);
  });

  it("says of a message that was explained that it is about that message", async () => {
    const body = shortcut({ callback: "explain", message: { text: "Backup failed, ID: 3106" }, responseUrl: night.slack.responseUrl() });
    expect(quietLines(await sent(body))[0]).toBe("About the message: Backup failed, ID: 3106");
  });

  it("repeats no words that are no question", async () => {
    for (const text of ["help", "runs", "thanks"]) expect(quietLines(await ask(text)).join()).not.toContain("You asked");
  });

  it("is shared as it was read: the article, why it was found, who asked and what", async () => {
    const answer = await ask("ID: 100050 zwoop");
    const shared = await sent(pressOf(buttonNamed(answer, "Share in channel")));
    expect(shared.args["response_type"]).toBe("in_channel");
    expect(headline(shared)).toBe(headline(answer));
    expect(quietLines(shared)[0]).toBe("Asked by ans with /mabs: ID: 100050 zwoop");
    expect(JSON.stringify(shared.args["blocks"])).toContain("Matched on code");
    expect(JSON.stringify(shared.args["blocks"])).not.toContain("Opened by you");
  });

  it("is shared with its question also where all steps were opened from it", async () => {
    const answer = await ask("ID: 100050 zwoop");
    const steps = await sent(pressOf(buttonNamed(answer, "All steps")));
    expect(quietLines(steps)[0]).toBe("You asked: ID: 100050 zwoop");
    const shared = await sent(pressOf(buttonNamed(steps, "Share in channel")));
    expect(quietLines(shared)[0]).toBe("Asked by ans with /mabs: ID: 100050 zwoop");
  });

  it("says that it could not be shared, and can be shared once the bot is let in", async () => {
    const answer = await ask("ID: 100050");
    const button = buttonNamed(answer, "Share in channel");
    const again = () => ({
      ...pressOf(button),
      container: { type: "message", message_ts: "1795318000.1", channel_id: "C0ONCALL1", is_ephemeral: true },
    });
    const trouble: Trouble = ({ method, args }) => {
      if (method === "response" && args["response_type"] === "in_channel") return { kind: "error", word: "used_url" };
      return method === "chat.postMessage" ? { kind: "error", word: "not_in_channel" } : undefined;
    };
    night.slack.trouble = trouble;
    const failed = await sent(again(), ({ method, args }) => method === "response" && args["response_type"] === "ephemeral");
    expect(String(failed.args["text"])).toMatch(/^I could not post this in the channel/);
    night.slack.trouble = () => undefined;
    expect((await sent(again())).args["response_type"]).toBe("in_channel");
    const told = await sent(again());
    expect(told.args).toMatchObject({ response_type: "ephemeral", text: "This answer is already in the channel." });
  });

  it("is posted once by two presses at the same time", async () => {
    const button = buttonNamed(await ask("ID: 100050"), "Share in channel");
    const before = night.slack.calls.length;
    const both = [pressOf(button, { message: "1795319000.1" }), pressOf(button, { message: "1795319000.1" })];
    await Promise.all(both.map((body) => night.deliver(body)));
    const isNew = (call: Recorded) => night.slack.calls.indexOf(call) >= before && call.method === "response";
    await night.slack.wait(isNew, 2);
    const types = night.slack.calls.filter(isNew).map(({ args }) => args["response_type"]);
    expect(types.sort()).toEqual(["ephemeral", "in_channel"]);
  });
});

describe("the button that shares", () => {
  it("holds every article, with its question and its reason", async () => {
    const test = await testBot();
    for (const { id } of await loadArticles(KNOWLEDGE_FOLDER)) {
      for (const locale of ["nl", "en"] as const) {
        const opened = await test.reply({ kind: "open", article: id }, locale);
        if (opened.kind !== "answer") throw new Error("no answer");
        const reply = { ...opened, match: { by: "code", code: "100050", confidence: "exact" } } as const;
        const [row] = shareRow(reply, "x".repeat(150));
        const [button] = row?.type === "actions" ? row.elements : [];
        expect(button?.value?.length).toBeLessThanOrEqual(LIMITS.button.value);
        expect(readShared(button?.value)).toEqual({ kind: "open", article: id, why: { locale, text: reply.why }, asked: "x".repeat(150) });
      }
    }
  });

  it("is read only as this bot writes it; that of an earlier version still shows its article", () => {
    expect(readShared('v1:{"kind":"open","article":"basic-checks"}')).toEqual({ kind: "open", article: "basic-checks" });
    for (const value of [undefined, 1, "", "share1:", "share1:{", 'share1:{"kind":"language"}', 'share1:{"kind":"open","article":1}'])
      expect(readShared(value)).toBeUndefined();
    const link = { kind: "open", article: "a", why: { locale: "en", text: [{ kind: "link", text: "x", url: "https://x" }] } };
    expect(readShared(`share1:${JSON.stringify(link)}`)).toBeUndefined();
  });
});
