import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import { command, homeOpened, mention, message, picked, press, shortcut, suggestion } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;

const blocksOf = ({ args }: Recorded) => (args["blocks"] ?? []) as readonly Fields[];
const buttonsOf = (call: Recorded) =>
  blocksOf(call).flatMap((block) => {
    const elements =
      block["type"] === "actions" ? (block["elements"] as Fields[]) : block["accessory"] ? [block["accessory"] as Fields] : [];
    return elements.map(({ action_id, value, text }) => ({
      action: String(action_id),
      value: String(value),
      label: String((text as Fields)["text"]),
    }));
  });
const button = (call: Recorded, label: string) => {
  const found = buttonsOf(call).find((one) => one.label === label);
  if (found === undefined) throw new Error(`no button ${label} in ${buttonsOf(call).map((one) => one.label)}`);
  return found;
};

const WORDS = {
  nl: {
    ask: "de online back-up mislukt met ID: 100050",
    start: "Start de stappen",
    next: "Nagekeken",
    steps: "Alle stappen",
    share: "Delen in kanaal",
    by: "Gevraagd door ans met /mabs: de online back-up mislukt met ID: 100050",
    again: "Dit antwoord staat al in het kanaal.",
    reply: "en ID: 3106, de replica is niet consistent?",
    replied: "Gevonden op",
    chat: "ik haal even koffie",
  },
  en: {
    ask: "the online backup fails with ID: 100050",
    start: "Start the steps",
    next: "Checked",
    steps: "All steps",
    share: "Share in channel",
    by: "Asked by ans with /mabs: the online backup fails with ID: 100050",
    again: "This answer is already in the channel.",
    reply: "and ID: 3106, the replica is inconsistent?",
    replied: "Matched on",
    chat: "I will get some coffee",
  },
} as const;

describe.each(["http", "socket"] as const)("Slack over %s", (mode) => {
  let night: SlackNight;
  beforeAll(async () => {
    night = await startNight({ mode, settings: { alerts: [{ channel: "C0ALERTS1", senders: ["B0DPM0001"] }] } });
  });
  afterAll(() => night.stop());

  /** Delivers a body and gives the calls that came of it. */
  const sent = async (body: Fields, method: string, count = 1): Promise<Recorded> => {
    const before = night.slack.calls.length;
    const { status } = await night.deliver(body);
    expect(status).toBe(200);
    const calls = await night.slack.wait((call) => call.method === method && night.slack.calls.indexOf(call) >= before, count);
    return calls.at(-1) as Recorded;
  };

  describe.each(["nl", "en"] as const)("in %s", (locale) => {
    const words = WORDS[locale];
    const user = locale === "nl" ? "U0ANS0001" : "U0PIET001";
    const channel = locale === "nl" ? "C0ONCALL1" : "C0ONCALL2";

    it("answers a command to its asker alone, who may share it once", async () => {
      const asked = await sent(command({ text: words.ask, user, channel, responseUrl: night.slack.responseUrl() }), "response");
      expect(asked.args).toMatchObject({ response_type: "ephemeral", replace_original: false, unfurl_links: false, unfurl_media: false });
      expect(String(asked.args["text"])).toContain("100050");
      const { action, value } = button(asked, words.share);
      const pressed = () =>
        press({
          action,
          value,
          user,
          channel,
          isEphemeral: true,
          message: `1795316999.00000${locale === "nl" ? 1 : 2}`,
          responseUrl: night.slack.responseUrl(),
        });
      const shared = await sent(pressed(), "response");
      expect(shared.args["response_type"]).toBe("in_channel");
      expect(JSON.stringify(shared.args["blocks"])).toContain(words.by);
      expect(buttonsOf(shared).map(({ label }) => label)).not.toContain(words.share);
      const again = await sent(pressed(), "response");
      expect(again.args).toMatchObject({ response_type: "ephemeral", text: words.again });
    });

    it("answers a mention in its thread, goes on there, and keeps a run as one message", async () => {
      const asked = mention({ text: words.ask, user, channel });
      const thread = (asked["event"] as Fields)["ts"] as string;
      const answer = await sent(asked, "chat.postMessage");
      expect(answer.args).toMatchObject({ channel, thread_ts: thread, unfurl_links: false, unfurl_media: false });
      const start = button(answer, words.start);
      const run = await sent(press({ ...start, user, channel, thread, message: "1795316530.000001" }), "chat.postMessage");
      expect(run.args).toMatchObject({ channel, thread_ts: thread });
      const next = { ...button(run, words.next), user, channel, thread, message: "1795316530.000002" };
      expect((await sent(press(next), "chat.update")).args).toMatchObject({ channel, ts: "1795316530.000002" });
    });

    it("answers a direct message without a thread, and knows what it was about", async () => {
      const direct = locale === "nl" ? "D0ANS0001" : "D0PIET001";
      const answer = await sent(message({ text: words.ask, user, channel: direct }), "chat.postMessage");
      expect(answer.args).toMatchObject({ channel: direct });
      expect(answer.args["thread_ts"]).toBeUndefined();
      const steps = await sent(message({ text: words.steps, user, channel: direct }), "chat.postMessage");
      expect(JSON.stringify(steps.args["blocks"])).toContain("rich_text_preformatted");
    });

    it("explains a message by its shortcut, a mail in a channel too, to the asker alone", async () => {
      const mail = { text: "", files: [{ mode: "email", subject: "DPM Alert", plain_text: `${words.ask}\n<b>` }] };
      const body = shortcut({ callback: "explain", message: mail, user, channel, responseUrl: night.slack.responseUrl() });
      const answer = await sent(body, "response");
      expect(answer.args["response_type"]).toBe("ephemeral");
      expect(String(answer.args["text"])).toContain("100050");
    });

    it("shows the home, and answers what is searched there as a direct message", async () => {
      const home = await sent(homeOpened({ user }), "views.publish");
      const view = home.args["view"] as Fields;
      expect(home.args["user_id"]).toBe(user);
      expect(view).toMatchObject({ type: "home", private_metadata: "D0ANS0001" });
      const answer = await sent(press({ action: "home.search", value: words.ask, user, view }), "chat.postMessage");
      expect(String(answer.args["text"])).toContain("100050");
      const help = await sent(press({ action: "intent:0", value: encodeIntent({ kind: "help" }), user, view }), "chat.postMessage");
      expect(help.args["channel"]).toBe("D0ANS0001");
    });
  });

  it("finds an article while it is typed, and answers as a direct message", async () => {
    await sent(shortcut({ callback: "find" }), "views.open");
    const { body } = await night.deliver(suggestion("1000"));
    const options = JSON.parse(body).options as readonly { readonly value: string }[];
    expect(options.map(({ value }) => value)).toContain("agent-cannot-connect-to-azure");
    const answer = await sent(picked("agent-cannot-connect-to-azure"), "chat.postMessage");
    expect(String(answer.args["text"])).toContain("100050");
  });

  it.each(["nl", "en"] as const)("is silent in a channel where nobody spoke to it, but for its own threads: %s", async (locale) => {
    const thread = locale === "nl" ? "1795316500.000001" : "1795316500.000002";
    const channel = locale === "nl" ? "C0STIL001" : "C0STIL002";
    const words = WORDS[locale];
    const before = night.slack.calls.length;
    await night.deliver(message({ text: "ID: 100050", channel, thread }));
    await night.deliver(message({ text: "ID: 100050", channel }));
    await sent(mention({ text: words.ask, channel, thread }), "chat.postMessage");
    const reply = await sent(message({ text: words.reply, channel, thread }), "chat.postMessage");
    expect(reply.args).toMatchObject({ channel, thread_ts: thread });
    expect(String(reply.args["text"])).toContain(words.replied);
    await night.deliver(message({ text: words.chat, channel, thread }));
    await night.deliver(message({ text: "<@U0BOB0001> ID: 3106", channel, thread }));
    await sent(command({ text: "help", responseUrl: night.slack.responseUrl() }), "response");
    expect(night.slack.calls.slice(before).filter(({ method }) => method.startsWith("chat."))).toHaveLength(2);
  });
});
