import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeSlack } from "../../../adapters/slack/decode.ts";
import { readSlackText } from "../../../adapters/slack/text.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/slack");
const SELF = { userId: "U0VANGNET" };
const NOW = new Date("2026-11-22T03:12:00Z");

const fixture = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"));
const decode = (name: string) => decodeSlack(fixture(name), SELF, NOW);
/** A recorded event with something in it changed. */
const changed = (name: string, parts: object) => {
  const body = fixture(name);
  return decodeSlack({ ...body, event: { ...(body["event"] as object), ...parts } }, SELF, NOW);
};

describe("what Slack delivers", () => {
  it("reads a slash command, and only its asker gets the answer", () => {
    expect(decode("slash-command-nl")).toEqual({
      platform: "slack",
      tenant: "T0NACHT01",
      conversation: "C0ONCALL1",
      thread: "@U0ANS0001",
      user: { id: "U0ANS0001", name: "ans" },
      eventId: "7700000000001.1000000001.aaaa",
      at: NOW,
      surface: "command",
      intent: { kind: "ask", text: 'back-up mislukt met ID: 100050 op <SRV-DPM01>, "internet nodig"' },
    });
    expect(decode("slash-command-en")?.intent).toEqual({ kind: "ask", text: "what is error 0x186D2 & how do I fix it?" });
  });

  it("hears a command without words too, since it is addressed", () => {
    expect(decodeSlack({ ...fixture("slash-command-nl"), text: undefined }, SELF, NOW)?.intent).toEqual({ kind: "ask", text: "" });
  });

  it("opens a thread under a mention in a channel, and strips only its own name", () => {
    expect(decode("app-mention-channel")).toEqual({
      platform: "slack",
      tenant: "T0NACHT01",
      conversation: "C0ONCALL1",
      thread: "1795316520.000100",
      user: { id: "U0ANS0001" },
      eventId: "Ev0MENTION1",
      at: new Date(1795316520000.1),
      surface: "channel",
      intent: { kind: "ask", text: "ID: 100050 op srv-dpm01.corp.example, kan @U0BOB0001 of #oncall-backup dit zien?" },
    });
  });

  it("stays in the thread where it is mentioned", () => {
    const turn = decode("app-mention-thread");
    expect(turn?.thread).toBe("1795316520.000100");
    expect(turn?.intent).toEqual({ kind: "ask", text: "and this one? 3106" });
  });

  it("reads a direct message without a thread", () => {
    const turn = decode("direct-message");
    expect(turn).toMatchObject({ conversation: "D0ANS0001", surface: "direct", eventId: "Ev0DIRECT1" });
    expect(turn).not.toHaveProperty("thread");
    expect(turn?.intent).toEqual({ kind: "ask", text: "De replica van 'D:\\data' is inconsistent & de taak faalt:\n> ID: 3106" });
  });

  it("hears a direct message with a file, and one in a thread", () => {
    expect(changed("direct-message", { subtype: "file_share" })?.intent.kind).toBe("ask");
    expect(changed("direct-message", { thread_ts: "1795316000.000100" })?.thread).toBe("1795316000.000100");
  });

  it("reads a press: which message, which thread, what is wanted", () => {
    expect(decode("button-press")).toEqual({
      platform: "slack",
      tenant: "T0NACHT01",
      conversation: "C0ONCALL1",
      thread: "1795316520.000100",
      message: "1795316521.000600",
      user: { id: "U0ANS0001", name: "ans" },
      eventId: "7700000000003.1000000001.cccc",
      at: new Date(1795316760123.456),
      surface: "channel",
      intent: { kind: "steps", article: "agent-cannot-connect-to-azure" },
    });
  });

  it("remembers a press under the same conversation as the question before it", () => {
    const [asked, pressed] = [decode("app-mention-channel"), decode("button-press")];
    expect([pressed?.tenant, pressed?.conversation, pressed?.thread]).toEqual([asked?.tenant, asked?.conversation, asked?.thread]);
  });

  it("knows a private answer by its press", () => {
    const body = fixture("button-press");
    const pressed = decodeSlack({ ...body, container: { ...(body["container"] as object), is_ephemeral: true } }, SELF, NOW);
    expect(pressed?.surface).toBe("command");
  });

  it("reads a shortcut on a mail in a channel, and answers only the one who used it", () => {
    const turn = decode("message-shortcut-mail");
    expect(turn).toMatchObject({
      conversation: "C0ALERTS1",
      thread: "@U0ANS0001",
      surface: "command",
      user: { id: "U0ANS0001", name: "ans" },
    });
    expect(turn?.intent).toMatchObject({ kind: "ask", text: expect.stringContaining("(ID 100052)") });
  });

  it("keeps what colleagues ask for themselves in one channel apart", () => {
    const body = fixture("slash-command-nl");
    const threads = ["U0ANS0001", "U0PIET001"].map((user_id) => decodeSlack({ ...body, user_id }, SELF, NOW)?.thread);
    expect(new Set(threads).size).toBe(2);
  });

  it("calls a button of another version unreadable", () => {
    expect(decode("unknown-button")?.intent).toEqual({ kind: "unreadable" });
  });

  it("ignores itself, other bots, and changes to messages", () => {
    expect(decode("own-message")).toBeUndefined();
    expect(decode("message-changed")).toBeUndefined();
    expect(changed("direct-message", { subtype: "message_deleted" })).toBeUndefined();
    expect(changed("direct-message", { subtype: "bot_message", bot_id: "B0OTHER01" })).toBeUndefined();
    expect(changed("app-mention-channel", { bot_id: "B0OTHER01" })).toBeUndefined();
    expect(changed("app-mention-channel", { user: "U0VANGNET" })).toBeUndefined();
    expect(changed("direct-message", { user: "USLACKBOT" })).toBeUndefined();
  });

  it("ignores what is said in a channel but not to it", () => {
    expect(changed("direct-message", { channel: "C0ONCALL1", channel_type: "channel" })).toBeUndefined();
    expect(changed("direct-message", { channel: "G0GROUP01", channel_type: "mpim" })).toBeUndefined();
    expect(changed("direct-message", { type: "reaction_added" })).toBeUndefined();
  });

  it("keeps a shared channel's rows with the team that installed it", () => {
    const body = { ...fixture("app-mention-channel"), team_id: "T0OTHER01" };
    expect(decodeSlack(body, SELF, NOW)?.tenant).toBe("T0NACHT01");
    expect(decodeSlack({ ...body, authorizations: null }, SELF, NOW)?.tenant).toBe("T0OTHER01");
  });

  it("has no answer to what is none of these", () => {
    for (const body of [
      undefined,
      null,
      1,
      "x",
      [],
      {},
      { type: "url_verification", challenge: "c" },
      { type: "block_actions" },
      { command: "mabs" },
    ]) {
      expect(decodeSlack(body, SELF, NOW)).toBeUndefined();
    }
  });

  it("reads every recorded event the same way twice", () => {
    const names = readdirSync(FIXTURES).map((file) => file.replace(/\.json$/, ""));
    expect(names).toHaveLength(20);
    for (const name of names) expect(decode(name)).toEqual(decode(name));
  });
});

describe("a text from Slack", () => {
  it.each([
    ["&amp;lt; is typed as it is", "&lt; is typed as it is"],
    ["a &lt;b&gt; c &amp; d", "a <b> c & d"],
    ["see <https://learn.microsoft.com/x?a=1&amp;b=2>", "see https://learn.microsoft.com/x?a=1&b=2"],
    ["<http://dpm01.corp|dpm01.corp> and <mailto:ops@corp.example|ops@corp.example>", "dpm01.corp and ops@corp.example"],
    ["<mailto:ops@corp.example>", "ops@corp.example"],
    ["<@U0BOB0001|bob> <@U0BOB0001> <#C1|backup> <#C1|> <#C1>", "@bob @U0BOB0001 #backup #C1 #C1"],
    ["<!here> <!channel|channel> <!subteam^S1|@backup-team> <!subteam^S1>", "@here @channel @backup-team @subteam^S1"],
    ["<!date^1795316520^{date}|22 November 2026>", "22 November 2026"],
    ["“Replica” isn’t ‘consistent’\u00A0now", "\"Replica\" isn't 'consistent' now"],
    ["<@U0VANGNET>", ""],
    ["<@U0VANGNET|vangnet>, help", "help"],
    ["ask <@U0VANGNET> and <@U0VANGNET2>", "ask and @U0VANGNET2"],
    ["net use <server>\\share", "net use <server>\\share"],
    ["```ID: 100050``` *bold* _it_", "```ID: 100050``` *bold* _it_"],
  ])("reads %j as %j", (text, plain) => {
    expect(readSlackText(text, "U0VANGNET")).toBe(plain);
  });
});
