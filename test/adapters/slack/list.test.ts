import { afterEach, describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import { command, message, press } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;
let night: SlackNight;
afterEach(() => night.stop());

const WORDS = {
  nl: { typed: "alle artikelen", window: "Alle artikelen", sent: "Sluit het venster", card: "Agent krijgt geen verbinding" },
  en: { typed: "all articles", window: "All articles", sent: "Close the window", card: "Agent cannot connect" },
} as const;
const OPEN = encodeIntent({ kind: "open", article: "agent-cannot-connect-to-azure" });

describe.each(["http", "socket"] as const)("the long list in Slack over %s", (mode) => {
  const begin = async (language: "nl" | "en" = "en") => {
    night = await startNight({ mode, settings: { language } });
    return night.slack;
  };
  const views = (method: string) => (call: Recorded) => call.method === method;
  const viewOf = (call: Recorded | undefined) => ({ id: "V1", ...(call?.args["view"] as Fields) });

  it.each(["nl", "en"] as const)("opens in a window for a command, and answers where it was asked: %s", async (locale) => {
    const slack = await begin(locale);
    const words = WORDS[locale];
    const responseUrl = slack.responseUrl();
    const asked = command({ text: words.typed, responseUrl });
    await night.deliver(asked);
    const [opened] = await slack.wait(views("views.open"));
    expect(opened?.args["trigger_id"]).toBe(asked["trigger_id"]);
    const view = viewOf(opened);
    expect(view).toMatchObject({ type: "modal", title: { text: words.window } });

    const backup = encodeIntent({ kind: "list", operation: "backup" });
    expect(JSON.stringify(view)).toContain(JSON.stringify(backup).slice(1, -1));
    await night.deliver(press({ action: "intent:1", value: backup, view }));
    const [group] = await slack.wait(views("views.update"));
    expect(group?.args).toMatchObject({ view_id: "V1" });

    await night.deliver(press({ action: "intent:2", value: OPEN, view: viewOf(group) }));
    const [answer] = await slack.wait(views("response"));
    expect(answer?.args).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(String(answer?.args["text"])).toContain(words.card);
    const [, told] = await slack.wait(views("views.update"), 2);
    expect(JSON.stringify(viewOf(told))).toContain(words.sent);
    expect(slack.calls.filter(({ method }) => method.startsWith("chat."))).toEqual([]);
  });

  it("opens in a window for a press, and answers in the thread of the button", async () => {
    const slack = await begin();
    await night.deliver(press({ action: "intent:0", value: encodeIntent({ kind: "list" }), thread: "1795316520.000100" }));
    const [opened] = await slack.wait(views("views.open"));
    await night.deliver(press({ action: "intent:1", value: OPEN, view: viewOf(opened) }));
    const [answer] = await slack.wait(views("chat.postMessage"));
    expect(answer?.args).toMatchObject({ channel: "C0ONCALL1", thread_ts: "1795316520.000100" });
  });

  it("is a message where no window opens in time, for the asker alone where he alone asked", async () => {
    const slack = await begin();
    slack.trouble = ({ method }) => (method === "views.open" ? { kind: "error", word: "expired_trigger_id" } : undefined);
    await night.deliver(command({ text: "list", responseUrl: slack.responseUrl() }));
    const [answer] = await slack.wait(views("response"));
    expect(answer?.args).toMatchObject({ response_type: "ephemeral" });
    expect(String(answer?.args["text"])).toContain("What I know");
  });

  it("is a message where it is only typed: there is nothing to open a window with", async () => {
    const slack = await begin();
    await night.deliver(message({ text: "list" }));
    const [answer] = await slack.wait(views("chat.postMessage"));
    expect(answer?.args).toMatchObject({ channel: "D0ANS0001" });
  });

  it("comes as a direct message from the window, where the address of the command is too old and the bot not in the channel", async () => {
    const slack = await begin();
    slack.trouble = ({ method, args }) =>
      method === "response" || method === "chat.postEphemeral" || args["channel"] === "C0ONCALL1"
        ? { kind: "error", word: method === "response" ? "used_url" : "not_in_channel" }
        : undefined;
    await night.deliver(command({ text: "list", responseUrl: slack.responseUrl() }));
    const [opened] = await slack.wait(views("views.open"));
    await night.deliver(press({ action: "intent:1", value: OPEN, view: viewOf(opened) }));
    const [answer] = await slack.wait(views("chat.postMessage"));
    expect(answer?.args["channel"]).toBe("U0ANS0001");
  });
});
