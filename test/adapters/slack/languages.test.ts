import { afterEach, describe, expect, it } from "vitest";
import { command, homeOpened, mention, message, press, shortcut, suggestion } from "../../support/slack/events.ts";
import type { Recorded } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;

let night: SlackNight;
afterEach(() => night.stop());

const sent = async (body: Fields, method: string): Promise<Recorded> => {
  const before = night.slack.calls.length;
  await night.deliver(body);
  const [call] = await night.slack.wait((one) => one.method === method && night.slack.calls.indexOf(one) >= before);
  return call as Recorded;
};
const ask = (text: string, said: Fields = {}) => sent(command({ text, responseUrl: night.slack.responseUrl(), ...said }), "response");
const textOf = ({ args }: Recorded) => String(args["text"]);
const viewOf = ({ args }: Recorded) => args["view"] as Fields & { readonly title?: Fields; readonly blocks: readonly Fields[] };
const titlesIn = (body: string) =>
  (JSON.parse(body).options as readonly { readonly text: { readonly text: string } }[]).map(({ text }) => text.text);

const DUTCH = "de online back-up mislukt met ID: 100050";
const AGENT_NL = /^Agent kan Azure Backup niet bereiken|^De agent|^Agent.*Azure/;

describe("the language of somebody who wrote Dutch, where none is set", () => {
  it("holds for the window that finds articles, and for what it offers", async () => {
    night = await startNight();
    await ask(DUTCH);
    const view = viewOf(await sent(shortcut({ callback: "find" }), "views.open"));
    expect(view.title?.["text"]).toBe("Artikel zoeken");
    const english = titlesIn((await night.deliver(suggestion("100050"))).body);
    const body = suggestion("100050");
    const dutch = titlesIn(
      (await night.deliver({ ...body, view: { ...(body["view"] as Fields), private_metadata: view["private_metadata"] } })).body,
    );
    expect(dutch).toHaveLength(english.length);
    expect(dutch[0]).not.toBe(english[0]);
  });

  it("holds for what Slack's side of the bot says: already shared, not shared, failed", async () => {
    night = await startNight();
    const answer = await ask(DUTCH);
    const value = JSON.stringify(answer.args["blocks"]).match(/"action_id":"share","value":"((?:[^"\\]|\\.)*)"/)?.[1] ?? "";
    const body = () =>
      press({
        ...{ action: "share", value: JSON.parse(`"${value}"`), isEphemeral: true, message: "1795316999.000011" },
        responseUrl: night.slack.responseUrl(),
      });
    expect(textOf(await sent(body(), "response"))).toMatch(AGENT_NL);
    expect(textOf(await sent(body(), "response"))).toBe("Dit antwoord staat al in het kanaal.");
    Object.assign(night.bot, { handle: () => Promise.reject(new Error("out of order")) });
    expect(textOf(await ask("ID: 3106"))).toMatch(/^Dit is me niet gelukt/);
    expect(textOf(await ask("the online backup fails since monday", { user: "U0NEW0001" }))).toMatch(/^I failed/);
  });

  it("is English for a stranger, and that of the settings where one is set", async () => {
    night = await startNight();
    expect(viewOf(await sent(shortcut({ callback: "find", user: "U0NEW0001" }), "views.open")).title?.["text"]).toBe("Find an article");
    await night.stop();
    night = await startNight({ settings: { language: "nl" } });
    expect(viewOf(await sent(shortcut({ callback: "find", user: "U0NEW0001" }), "views.open")).title?.["text"]).toBe("Artikel zoeken");
    expect(titlesIn((await night.deliver(suggestion("100050"))).body)[0]).toMatch(AGENT_NL);
  });
});

describe("a language that somebody chose for himself", () => {
  const choose = async (user: string, language: string) => {
    const view = viewOf(await sent(homeOpened({ user }), "views.publish"));
    const found = view.blocks
      .flatMap(({ elements }) => (elements ?? []) as Fields[])
      .find(({ text }) => (text as Fields | undefined)?.["text"] === language);
    await sent(press({ action: String(found?.["action_id"]), value: String(found?.["value"]), user, view }), "views.publish");
  };

  it("in the home holds for his commands, direct messages and mentions", async () => {
    night = await startNight();
    const user = "U0LANG001";
    await choose(user, "Nederlands");
    expect(textOf(await ask("ID: 3106", { user }))).toMatch(/Replica is/i);
    expect(textOf(await ask("ID: 3106", { user, channel: "C0OTHER01" }))).toMatch(/inconsistent/i);
    const cards = [
      await ask("help", { user, channel: "C0OTHER01" }),
      await sent(message({ text: "help", user }), "chat.postMessage"),
      await sent(mention({ text: "help", user }), "chat.postMessage"),
    ];
    for (const card of cards) expect(textOf(card)).toMatch(/\b(?:typ|een|code)\b/);
    expect(textOf(await ask("help", { user: "U0OTHER01" }))).not.toMatch(/\been\b/);
    expect(viewOf(await sent(homeOpened({ user }), "views.publish")).blocks[0]).toMatchObject({
      text: { text: "Wat ging er vannacht mis?" },
    });
  });

  it("by a command holds for all his private conversations, whatever he writes, until he chooses again", async () => {
    night = await startNight();
    const user = "U0CHOICE1";
    await ask("nl", { user, channel: "C0A000001" });
    expect(textOf(await ask("the online backup fails with ID: 100050", { user, channel: "C0B000001" }))).toMatch(/Azure/);
    expect(textOf(await ask("help", { user, channel: "C0B000001" }))).toMatch(/\been\b/);
    await ask("english", { user, channel: "C0B000001" });
    expect(textOf(await ask("help", { user, channel: "C0A000001" }))).not.toMatch(/\been\b/);
  });

  it("in a thread of a channel is that of the thread, for all in it and nowhere else", async () => {
    night = await startNight();
    const thread = "1795316900.000001";
    await sent(mention({ text: "nl", thread, user: "U0ONE0001" }), "chat.postMessage");
    expect(textOf(await sent(mention({ text: "help", thread, user: "U0TWO0001" }), "chat.postMessage"))).toMatch(/\been\b/);
    expect(textOf(await ask("help", { user: "U0ONE0001" }))).not.toMatch(/\been\b/);
  });
});

describe("the language of a channel where nobody asked", () => {
  const alert = (text: string) =>
    message({ text, channel: "C0ALERTS1", fields: { user: undefined, subtype: "bot_message", bot_id: "B0DPM0001" } });
  const alerts = [{ channel: "C0ALERTS1", senders: ["B0DPM0001"] }];

  it("is the one in which the bot was last asked there, for an alert and for a burst of them", async () => {
    night = await startNight({ settings: { alerts } });
    const english = textOf(await sent(alert("ID: 100050"), "chat.postMessage"));
    await sent(mention({ text: "de replica is inconsistent, wat moet ik doen met ID: 3106?", channel: "C0ALERTS1" }), "chat.postMessage");
    const dutch = textOf(await sent(alert("ID: 100034"), "chat.postMessage"));
    expect(dutch).toMatch(/\b(?:de|het|een|niet)\b/);
    expect(english).not.toMatch(/\b(?:de|het|een|niet)\b/);
    for (let count = 0; count < 8; count += 1) await night.deliver(alert("ID: 3106"));
    const burst = await night.slack.wait(({ args }) => textOf({ args } as Recorded).includes("in 5 minuten: begin hier"));
    expect(burst).toHaveLength(1);
  });
});
