import { afterEach, describe, expect, it } from "vitest";
import type { CodeFound } from "#core";
import { createAlertWatch } from "../../../adapters/slack/alert-watch.ts";
import { message } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

const MINUTE = 60_000;
const found = (article: string, ...rootCauses: string[]): CodeFound => ({
  article,
  code: article,
  title: { nl: article, en: article },
  rootCauses,
});

describe("the watch over alerts", () => {
  const place = { team: "T", channel: "C" };

  it("answers a code once an hour in a channel", () => {
    const watch = createAlertWatch();
    const kinds = [0, 1, 59, 60, 61].map((minute) => watch({ ...place, at: minute * MINUTE, found: [found("a")] }).kind);
    expect(kinds).toEqual(["answer", "silent", "silent", "answer", "silent"]);
    expect(watch({ ...place, channel: "D", at: 61 * MINUTE, found: [found("a")] }).kind).toBe("answer");
    expect(watch({ ...place, at: 61 * MINUTE, found: [] }).kind).toBe("silent");
  });

  it("makes one card of ten in five minutes, what explains the others first, and says it anew only after ten more", () => {
    const watch = createAlertWatch();
    const alerts = Array.from({ length: 25 }, (_value, index) =>
      watch({ ...place, at: index * 1000, found: [index % 5 === 0 ? found("root") : found(`b${index % 3}`, "root")] }),
    );
    expect(alerts.filter(({ kind }) => kind === "burst")).toHaveLength(2);
    const first = alerts[9];
    if (first?.kind !== "burst") throw new Error("no card at the tenth");
    expect(first.isNew).toBe(true);
    expect(first.groups[0]).toMatchObject({ found: { article: "root" }, explains: 3 });
    expect(alerts.slice(10).filter(({ kind }) => kind === "answer")).toEqual([]);
    expect(watch({ ...place, at: 10 * MINUTE, found: [found("b9")] }).kind).toBe("answer");
  });
});

const WORDS = {
  nl: {
    card: "Agent krijgt geen verbinding",
    burst: "10 meldingen in 5 minuten",
    root: "waarschijnlijk de oorzaak van de andere",
    follows: "volgt uit: ",
    times: "3 keer",
  },
  en: {
    card: "Agent cannot connect",
    burst: "10 alerts in 5 minutes",
    root: "probably the cause of the others",
    follows: "follows from: ",
    times: "3 times",
  },
} as const;
const BOTH_WAYS = (["http", "socket"] as const).flatMap((mode) => (["nl", "en"] as const).map((locale) => ({ mode, locale })));

describe.each(BOTH_WAYS)("alerts in Slack over $mode, in $locale", ({ mode, locale }) => {
  const words = WORDS[locale];
  let night: SlackNight;
  afterEach(() => night.stop());
  const alert = (text: string, fields: object = {}) =>
    message({
      text: "",
      channel: "C0ALERTS1",
      fields: { user: undefined, subtype: "bot_message", bot_id: "B0DPM0001", attachments: [{ title: "DPM alert", text }], ...fields },
    });
  const begin = async () => {
    night = await startNight({
      mode,
      settings: { alerts: [{ channel: "C0ALERTS1", senders: ["B0DPM0001", "U0MAIL001"] }], language: locale },
    });
    return night.slack;
  };
  const posts = () => night.slack.calls.filter(({ method }) => method === "chat.postMessage");

  it("get one reply in their thread when their code is known, from named senders alone", async () => {
    const slack = await begin();
    await night.deliver(alert("Creation of recovery points failed. (ID 100050)", { bot_id: "B0ANDERS1" }));
    await night.deliver(alert("All is well."));
    await night.deliver(alert("Unknown trouble (ID 100051)"));
    const body = alert("Creation of online recovery points failed. (ID 100050)");
    await night.deliver(body);
    const [answer] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(answer?.args).toMatchObject({ channel: "C0ALERTS1", thread_ts: (body["event"] as { ts: string }).ts });
    expect(String(answer?.args["text"])).toContain(words.card);
    await night.deliver(alert("Again (ID 100050)"));
    const mail = { mode: "email", subject: "DPM", plain_text: "Replica is inconsistent. (ID 3106)" };
    const posted = message({ text: "", user: "U0MAIL001", channel: "C0ALERTS1", fields: { subtype: "file_share", files: [mail] } });
    await night.deliver(posted);
    const [, mailed] = await slack.wait(({ method }) => method === "chat.postMessage", 2);
    expect(mailed?.args).toMatchObject({ channel: "C0ALERTS1", thread_ts: (posted["event"] as { ts: string }).ts });
    expect(String(mailed?.args["text"])).toContain("3106");
    expect(posts()).toHaveLength(2);
  });

  it("become one card when they come in a flood, what explains the others first", async () => {
    const slack = await begin();
    for (let count = 0; count < 10; count += 1) await night.deliver(alert(`Failed (ID ${count % 3 === 1 ? "3106" : "100133"})`));
    const [card] = await slack.wait(({ args }) => String(args["text"]).includes(words.burst));
    expect(card?.args["thread_ts"]).toBeUndefined();
    const [, first, second] = (card?.args["blocks"] ?? []) as readonly { readonly text?: { readonly text: string } }[];
    expect(first?.text?.text).toContain("(3106)");
    expect(first?.text?.text).toContain(words.times);
    expect(first?.text?.text).toContain(words.root);
    expect(second?.text?.text).toContain("(100133)");
    expect(second?.text?.text).toContain(words.follows);
    // The first of each code was answered in its thread, before it was a flood.
    await slack.wait(({ method }) => method === "chat.postMessage", 3);
    expect(posts().filter(({ args }) => args["thread_ts"] === undefined)).toHaveLength(1);
    expect(posts()).toHaveLength(3);
  });
});
