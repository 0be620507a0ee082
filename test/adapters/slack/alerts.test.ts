import { afterEach, describe, expect, it } from "vitest";
import type { CodeFound } from "#core";
import type { AlertAct, Burst } from "../../../adapters/slack/alert-watch.ts";
import { createAlertWatch } from "../../../adapters/slack/alert-watch.ts";
import { createBurstTeller } from "../../../adapters/slack/burst-teller.ts";
import type { Sender, Sent } from "../../../adapters/slack/sender.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { message } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight, until } from "../../support/slack/night.ts";

const MINUTE = 60_000;
const found = (article: string, ...rootCauses: string[]): CodeFound => ({
  article,
  code: article,
  title: { nl: article, en: article },
  rootCauses,
});

describe("the watch over alerts", () => {
  const place = { team: "T", channel: "C" };
  const kinds = (acts: readonly AlertAct[], kind: AlertAct["kind"]) => acts.filter((act) => act.kind === kind);

  it("answers a code once an hour in a channel", () => {
    const watch = createAlertWatch();
    const heard = [0, 1, 59, 60, 61].map((minute) => watch.hear({ ...place, at: minute * MINUTE, found: [found("a")] }).kind);
    expect(heard).toEqual(["answer", "silent", "silent", "answer", "silent"]);
    expect(watch.hear({ ...place, channel: "D", at: 61 * MINUTE, found: [found("a")] }).kind).toBe("answer");
    expect(watch.hear({ ...place, at: 61 * MINUTE, found: [] }).kind).toBe("silent");
  });

  it("answers each code of an article, and only those codes of an alert that are due", () => {
    const watch = createAlertWatch();
    const other = { ...found("a"), code: "a2" };
    expect(watch.hear({ ...place, at: 0, found: [found("a")] })).toEqual({ kind: "answer", found: [found("a")] });
    expect(watch.hear({ ...place, at: MINUTE, found: [found("a"), other] })).toEqual({ kind: "answer", found: [other] });
  });

  it("answers a code again whose answer did not arrive", () => {
    const watch = createAlertWatch();
    watch.hear({ ...place, at: 0, found: [found("a")] });
    watch.unanswered(place, [found("a")]);
    expect(watch.hear({ ...place, at: MINUTE, found: [found("a")] }).kind).toBe("answer");
  });

  it("makes one card of ten in five minutes, what explains the others first, and keeps it up to date with each that follows", () => {
    const watch = createAlertWatch();
    const acts = Array.from({ length: 25 }, (_value, index) =>
      watch.hear({ ...place, at: index * 1000, found: [index % 5 === 0 ? found("root") : found(`b${index % 3}`, "root")] }),
    );
    const bursts = kinds(acts, "burst");
    expect(bursts.map((act) => act.kind === "burst" && [act.isNew, act.count, act.minutes])).toEqual(
      Array.from({ length: 16 }, (_value, index) => [index === 0, 10 + index, 5]),
    );
    const [first] = bursts;
    expect(first?.kind === "burst" && first.groups[0]).toMatchObject({ found: { article: "root" }, explains: 3 });
    expect(kinds(acts.slice(9), "answer")).toEqual([]);
  });

  it("counts on past two hundred, and a new code in a flood stands on its card", () => {
    const watch = createAlertWatch();
    const acts = Array.from({ length: 1000 }, (_value, index) => watch.hear({ ...place, at: index * 250, found: [found("a")] }));
    expect(acts.at(-1)).toMatchObject({ kind: "burst", count: 1000 });
    const act = watch.hear({ ...place, at: 251_000, found: [found("b"), { ...found("a"), code: "a2" }] });
    expect(act).toMatchObject({ kind: "burst", isNew: false, count: 1001, groups: [{ codes: ["a", "a2"] }, { codes: ["b"] }] });
  });

  it("ends a flood when it was quiet for five minutes", () => {
    const watch = createAlertWatch();
    for (let index = 0; index < 12; index += 1) watch.hear({ ...place, at: index * 1000, found: [found("a")] });
    expect(watch.hear({ ...place, at: 11_000 + 4 * MINUTE, found: [found("b")] }).kind).toBe("burst");
    expect(watch.hear({ ...place, at: 11_000 + 9 * MINUTE, found: [found("b")] }).kind).toBe("answer");
  });

  it("does not go deaf in a flood that never ends: no alert without effect, a new card each hour, and a new code is told", () => {
    const watch = createAlertWatch();
    const acts: AlertAct[] = [];
    for (let second = 0; second < 3 * 3600; second += 28) acts.push(watch.hear({ ...place, at: second * 1000, found: [found("a")] }));
    expect(kinds(acts, "burst").filter((act) => act.kind === "burst" && act.isNew)).toHaveLength(3);
    // The first nine of each hour are no flood yet: one of them is answered.
    expect(kinds(acts, "answer")).toHaveLength(3);
    expect(kinds(acts, "silent")).toHaveLength(24);
    expect(watch.hear({ ...place, at: 3 * 3_600_000, found: [found("b")] }).kind).not.toBe("silent");
  });
});

describe("the teller of floods", () => {
  const burst = (count: number, isNew = false): Burst => ({ groups: [], count, minutes: 5, isNew });
  const tellerOf = (outcomes: readonly object[] = []) => {
    const clock = createFakeClock();
    const sent: string[] = [];
    const sender: Sender = {
      send: async ([target], [form]) => {
        const outcome = outcomes[sent.length] ?? { kind: "done", data: {} };
        sent.push(`${target?.kind} ${target?.kind === "update" ? `${target.message} ` : ""}${/\d+/.exec(form?.text ?? "")?.[0]}`);
        return { outcome, ...("data" in outcome ? { message: `m${sent.length}` } : {}) } as Sent;
      },
    };
    const tell = createBurstTeller({ sender, clock, log: () => {} });
    return { clock, sent, tell: (one: Burst) => tell({ team: "T", channel: "C" }, one, "en") };
  };
  it("posts at once, takes together what comes within ten seconds, and always tells the last", async () => {
    const { clock, sent, tell } = tellerOf();
    await Promise.all([tell(burst(10, true)), tell(burst(11)), tell(burst(12))]);
    expect(sent).toEqual(["post 10"]);
    await clock.forward(10_000);
    expect(sent).toEqual(["post 10", "update m1 12"]);
    await clock.forward(60_000);
    await tell(burst(13));
    expect(sent).toEqual(["post 10", "update m1 12", "update m1 13"]);
  });

  it("posts a new card for a new flood, for one that was deleted, and where the first was refused", async () => {
    const { clock, sent, tell } = tellerOf([
      { kind: "refused", word: "not_in_channel" },
      { kind: "done", data: {} },
      { kind: "refused", word: "message_not_found" },
    ]);
    for (const one of [burst(10, true), burst(11), burst(12), burst(10, true)]) {
      await tell(one);
      await clock.forward(10_000);
    }
    expect(sent).toEqual(["post 10", "post 11", "update m2 12", "post 12", "post 10"]);
  });
});

const WORDS = {
  nl: {
    card: "Agent krijgt geen verbinding",
    digest: "3 bekende problemen in deze melding",
    burst: "10 meldingen in 5 minuten",
    root: "waarschijnlijk de oorzaak van de andere",
    follows: "volgt uit: ",
    times: "3 keer",
  },
  en: {
    card: "Agent cannot connect",
    digest: "3 known problems in this alert",
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

  it("get one reply that groups them when one names several known problems, what explains the others first", async () => {
    const slack = await begin();
    const body = alert("Daily report\nID: 100133\nID: 3106\nID: 100050\nID: 3106");
    await night.deliver(body);
    const [card] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(card?.args).toMatchObject({ channel: "C0ALERTS1", thread_ts: (body["event"] as { ts: string }).ts });
    const rows = (card?.args["blocks"] ?? []) as readonly { readonly text?: { readonly text: string } }[];
    expect(rows.map(({ text }) => text?.text)).toEqual([
      expect.stringContaining(words.digest),
      expect.stringMatching(new RegExp(`\\(3106\\)\n${words.root}`)),
      expect.stringContaining("(100133)"),
      expect.stringContaining("(100050)"),
    ]);
    // Each of its codes has its hour now.
    await night.deliver(alert("ID: 3106"));
    await night.deliver(alert("ID: 34513"));
    await slack.wait(({ method }) => method === "chat.postMessage", 2);
    expect(posts()).toHaveLength(2);
  });

  it("get one reply an hour also across a restart, and another where the first was refused", async () => {
    const slack = await begin();
    await night.deliver(alert("ID: 100050"));
    await slack.wait(({ method }) => method === "chat.postMessage");
    slack.trouble = ({ method }) => (method === "chat.postMessage" ? { kind: "error", word: "not_in_channel" } : undefined);
    await night.deliver(alert("ID: 3106"));
    await slack.wait(({ method }) => method === "chat.postMessage", 2);
    await until(() => night.log.some((line) => line.includes("not_in_channel")));
    slack.trouble = () => undefined;
    await night.deliver(alert("ID: 3106"));
    await slack.wait(({ method }) => method === "chat.postMessage", 3);
    const { settings, store } = {
      settings: { alerts: [{ channel: "C0ALERTS1", senders: ["B0DPM0001"] }], language: locale },
      store: night.store,
    };
    const next = await startNight({ slack, settings, parts: { store } });
    for (const id of ["100050", "3106", "34513"]) await next.deliver(alert(`ID: ${id}`));
    await slack.wait(({ method }) => method === "chat.postMessage", 4);
    expect(posts()).toHaveLength(4);
    expect(String(posts()[3]?.args["text"])).toContain("34513");
    await next.stop();
  });
});
