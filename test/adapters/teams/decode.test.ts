import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Turn } from "#core";
import { encodeIntent } from "#core";
import { decodeTeams } from "../../../adapters/teams/decode.ts";

const BOT = { id: "28:11111111-2222-4333-8444-555555555555" };
const TENANT = "99999999-8888-4777-8666-555555555555";
const CHANNEL = "19:backup0000000000000000000000000000@thread.tacv2";

type Event = Readonly<Record<string, unknown>>;

async function recorded(name: string): Promise<Event> {
  return JSON.parse(await readFile(new URL(`../../fixtures/teams/${name}.json`, import.meta.url), "utf8"));
}

async function heard(name: string, changes: Event = {}): Promise<Turn | undefined> {
  return decodeTeams({ ...(await recorded(name)), ...changes }, BOT);
}

describe("what Teams sends becomes a turn", () => {
  it("hears a mention in a channel, with the thread it starts", async () => {
    expect(await heard("channel-mention")).toEqual({
      platform: "teams",
      tenant: TENANT,
      conversation: CHANNEL,
      thread: "1763777520123",
      user: { id: "aaaaaaaa-0000-4000-8000-000000000001", name: "Ans Bakker" },
      eventId: "1763777520123",
      at: new Date("2026-11-22T02:12:00.123Z"),
      surface: "channel",
      localeHint: "nl-NL",
      intent: { kind: "ask", text: "ID: 100050 op onze back-upserver" },
    });
  });

  it("takes out only its own mention, keeps other people's names and reads escaped text as typed", async () => {
    const turn = await heard("channel-mention-in-thread");
    expect(turn?.intent).toEqual({ kind: "ask", text: `Jo de Wit look, what about "obengine" & Jo de Wit's <server>?` });
    expect(turn?.thread).toBe("1763777520123");
    expect(turn?.eventId).toBe("1763777821456");
  });

  it("hears a personal chat without a mention, in Dutch and in English", async () => {
    expect(await heard("personal-chat-nl")).toMatchObject({
      surface: "direct",
      localeHint: "nl-NL",
      conversation: "a:1personal-Ans",
      intent: { kind: "ask", text: 'Back-up mislukt op "C:\\data" & <server>, kan geen momentopname maken' },
    });
    const english = await heard("personal-chat-en");
    expect(english).toMatchObject({ localeHint: "en-US", intent: { kind: "ask", text: "obengine does not start after the reboot" } });
    expect(english).not.toHaveProperty("thread");
  });

  it("hears a mention in a group chat, and a slash command that nobody else sees", async () => {
    expect(await heard("group-chat-mention")).toMatchObject({ surface: "group", intent: { kind: "ask", text: "help" } });
    expect(await heard("slash-command")).toMatchObject({ surface: "command", intent: { kind: "ask", text: "ID: 100050" } });
  });

  it("hears a pressed button, as an invoke or as a message with a value", async () => {
    expect(await heard("action-execute")).toMatchObject({
      surface: "channel",
      thread: "1763777520123",
      message: "1763777525000",
      intent: { kind: "steps", article: "agent-cannot-connect-to-azure" },
    });
    expect(await heard("action-submit")).toMatchObject({
      surface: "direct",
      message: "1763778010000",
      intent: { kind: "open", article: "setup-refs-trimming" },
    });
  });

  it("reads a button of another version as unreadable", async () => {
    expect((await heard("unknown-payload"))?.intent).toEqual({ kind: "unreadable" });
    expect((await heard("action-submit", { value: { intent: "v9:{}" } }))?.intent).toEqual({ kind: "unreadable" });
    expect((await heard("action-submit", { value: "pressed" }))?.intent).toEqual({ kind: "unreadable" });
    expect((await heard("action-execute", { value: undefined }))?.intent).toEqual({ kind: "unreadable" });
  });

  it("answers a mention without a question, and a picture without words", async () => {
    expect((await heard("group-chat-mention", { text: "<at>Vangnet</at>" }))?.intent).toEqual({ kind: "ask", text: "" });
    expect((await heard("personal-chat-nl", { text: undefined }))?.intent).toEqual({ kind: "ask", text: "" });
  });

  it("reads a text beside a value that is not ours as a text", async () => {
    expect((await heard("personal-chat-en", { value: { other: 1 } }))?.intent.kind).toBe("ask");
    const intent = { kind: "help" } as const;
    expect((await heard("personal-chat-en", { value: { intent: encodeIntent(intent) } }))?.intent).toEqual(intent);
  });
});

describe("what is not for the bot is not heard", () => {
  it("ignores its own messages, with and without the prefix of its id, and other bots", async () => {
    expect(await heard("own-message")).toBeUndefined();
    expect(decodeTeams(await recorded("own-message"), { id: BOT.id.slice(3).toUpperCase() })).toBeUndefined();
    expect(await heard("personal-chat-en", { from: { id: "29:other", role: "bot" } })).toBeUndefined();
    // Not every event says what its sender is.
    expect(await heard("personal-chat-en", { from: { id: "28:other-bot", name: "AlertBot" } })).toBeUndefined();
    expect(await heard("channel-mention", { from: { id: "28:other-bot", name: "AlertBot" } })).toBeUndefined();
  });

  it("ignores chatter in a channel that does not mention it, or mentions somebody else", async () => {
    expect(await heard("channel-chatter")).toBeUndefined();
    const { entities } = await recorded("channel-mention-in-thread");
    const others = (entities as readonly { readonly mentioned?: { readonly id: string } }[]).filter(
      ({ mentioned }) => mentioned?.id !== BOT.id,
    );
    expect(await heard("channel-mention-in-thread", { entities: others })).toBeUndefined();
    expect(await heard("channel-chatter", { text: "<at>Vangnet</at> ID: 100050" })).toBeUndefined();
  });

  it("ignores news about members, reactions, other invokes and other channels", async () => {
    expect(await heard("conversation-update")).toBeUndefined();
    expect(await heard("channel-mention", { type: "messageReaction" })).toBeUndefined();
    expect(await heard("action-execute", { name: "composeExtension/query" })).toBeUndefined();
    expect(await heard("channel-mention", { channelId: "webchat" })).toBeUndefined();
  });

  it("ignores an event of no tenant, and anything that is no event", async () => {
    const conversation = { id: "a:1", conversationType: "personal" };
    expect(await heard("personal-chat-en", { conversation, channelData: {} })).toBeUndefined();
    expect((await heard("personal-chat-en", { conversation }))?.tenant).toBe(TENANT);
    for (const nothing of [undefined, null, "", 12, [], {}, { type: "message" }]) expect(decodeTeams(nothing, BOT)).toBeUndefined();
  });
});

describe("mentions as the clients write them", () => {
  const mention = (name: string | undefined, text: string | undefined, id = BOT.id) => ({ type: "mention", text, mentioned: { id, name } });
  const asked = async (text: string, ...entities: readonly unknown[]) => (await heard("channel-mention", { text, entities }))?.intent;

  it.each([
    ["a name with an ampersand, whose entity has lost its text", "<at>Help &amp; Co</at> 3106", [mention("Help & Co", undefined)]],
    ["a name with an ampersand, escaped in the entity", "<at>Help &amp; Co</at> 3106", [mention(undefined, "<at>Help &amp; Co</at>")]],
    ["a name in two halves", "<at>Vangnet</at> <at>Test</at> 3106", [mention("Vangnet", undefined), mention("Test", undefined)]],
    ["a hard space behind it", "<at>Vangnet</at>&nbsp;3106&nbsp;\n", [mention("Vangnet", "<at>Vangnet</at>")]],
    ["a hard space in it", "<at>Vangnet&nbsp;Test</at>3106", [mention("Vangnet Test", undefined)]],
    ["an attribute in the tag", '<at id="0">Vangnet</at> 3106', [mention("Vangnet", undefined)]],
    ["the mention behind the question", "3106 <at>Vangnet</at>", [mention("Vangnet", undefined)]],
    ["the mention twice", "<at>Vangnet</at> 3106 <at>Vangnet</at>", [mention("Vangnet", undefined)]],
    ["an entity without name and text, by the bot's own name", "<at>vangnet</at> 3106", [mention(undefined, undefined)]],
    ["an entity without name and text, and a name of the team's own", "<at>Back-up hulp</at> 3106", [mention(undefined, undefined)]],
    ["a name that the team made longer", "<at>Vangnet (test)</at> 3106", [mention("Vangnet", "")]],
    ["an id without its prefix", "<at>Help</at> 3106", [mention(undefined, undefined, BOT.id.slice(3).toUpperCase())]],
    ["an odd entity beside it", "<at>Vangnet</at> 3106", [null, "x", { type: "mention" }, mention("Vangnet", undefined)]],
  ])("reads %s", async (_case, text, entities) => {
    expect(await asked(text, ...entities)).toEqual({ kind: "ask", text: "3106" });
  });

  it("finds its own tag among others by the number in it, else by its place, and leaves people's names", async () => {
    const other = mention("Ans", "<at>Ans</at>", "29:Ans");
    const own = mention(undefined, undefined);
    expect(await asked('<at id="1">Ans</at> <at id="0">Hulp</at> 3106', own, other)).toEqual({ kind: "ask", text: "Ans 3106" });
    expect(await asked("<at>Ans</at>: <at>Hulp</at> 3106", other, own)).toEqual({ kind: "ask", text: "Ans: 3106" });
    expect(await asked("<at>Ans</at> <at>Bea</at> <at>Hulp</at> 3106", other, own)).toEqual({ kind: "ask", text: "Ans Bea Hulp 3106" });
  });

  it("gives a person without a name none, rather than an empty one", async () => {
    expect((await heard("personal-chat-en", { from: { id: "29:x", name: " " } }))?.user).toEqual({ id: "29:x" });
  });

  it("leaves a typed tag and a typed entity as they were typed", async () => {
    const own = mention("Vangnet", undefined);
    expect(await asked("<at>Vangnet</at> &lt;at&gt;Vangnet&lt;/at&gt; &amp;lt; &#955; &#xFFFFFF; &copy;", own)).toEqual({
      kind: "ask",
      text: "<at>Vangnet</at> &lt; \u03BB &#xFFFFFF; &copy;",
    });
  });

  it("keeps the lines of an alert", async () => {
    expect(await asked("<at>Vangnet</at>\r\nAlert:  Backup  failed \r\n\r\nID 3106", mention("Vangnet", undefined))).toEqual({
      kind: "ask",
      text: "Alert: Backup failed\n\nID 3106",
    });
  });
});
