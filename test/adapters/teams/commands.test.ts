import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringsIn } from "../../../adapters/teams/package/manifest.ts";
import { cardsIn, LANGUAGES, somewhere, wordsIn } from "../../support/teams/talk.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

let whole: TeamsBot;
beforeAll(async () => {
  whole = await startTeamsBot((await testBot()).over({}));
});
afterAll(() => whole.close());

const OPTIONS = { appId: APP_ID, domain: "vangnet.example.org", version: "1.0.0" };
const MENTION = { type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" };

describe.each(LANGUAGES)("what the package offers to press, in $language", ({ language, locale, title }) => {
  const strings = stringsIn(language, OPTIONS);
  /** The strings of a list of commands, in order. */
  const listed = (list: number, field: "title" | "prompt") =>
    Object.entries(strings)
      .filter(([place]) => new RegExp(`commandLists\\[${list}\\]\\.commands\\[\\d+\\]\\.${field}$`).test(place))
      .map(([, text]) => text);

  it("starts a personal chat with a prompt starter, which is an ordinary message", async () => {
    const prompts = listed(0, "prompt");
    expect(prompts.length).toBe(2);
    for (const text of prompts) {
      const { event } = somewhere("personal", locale);
      const { sent } = await whole.say(await fixture("personal-chat-en", { ...event, text }));
      expect(sent.length, text).toBe(1);
      expect(cardsIn(sent[0])[0], text).toMatchObject({ lang: language });
      expect(wordsIn(sent[0]), text).toMatch(/100050|3106|replica/i);
    }
  });

  it("understands the commands of a personal chat", async () => {
    const titles = listed(0, "title").slice(0, 3);
    for (const text of titles) {
      const { event } = somewhere("personal", locale);
      const { sent } = await whole.say(await fixture("personal-chat-en", { ...event, text }));
      expect(sent.length, text).toBe(1);
      expect(cardsIn(sent[0])[0], text).toMatchObject({ lang: language });
      expect(wordsIn(sent[0]), text).not.toMatch(/niet bekend|not known/i);
    }
    expect(titles.length).toBe(3);
  });

  it("understands each command behind a mention, for all to see", async () => {
    const [ask = "", ...others] = listed(1, "title");
    expect(others.length).toBe(3);
    for (const text of [`${ask} ID: 100050`, ...others]) {
      const { event, id } = somewhere("channel", locale);
      const entities = [...event.entities, MENTION];
      const { sent } = await whole.say(await fixture("channel-mention", { ...event, entities, text: `<at>Vangnet</at> ${text}` }));
      expect(
        sent.map(({ path }) => path),
        text,
      ).toEqual([`/emea/v3/conversations/${id}/activities`]);
      expect(cardsIn(sent[0])[0], text).toMatchObject({ lang: language });
      if (text.includes("100050")) expect(wordsIn(sent[0])).toContain(title);
    }
  });

  it("takes a question behind the slash command for one, and answers its sender alone", async () => {
    const [ask = ""] = listed(1, "title");
    for (const text of [`${ask} ID: 100050`, `/${ask} 100050`, `${ask.toUpperCase()}: ID 100050`, "ID: 100050"]) {
      const { event, id } = somewhere("channel", locale);
      const { sent } = await whole.say(await fixture("slash-command", { ...event, text }));
      expect(
        sent.map(({ path }) => path),
        text,
      ).toEqual([`/emea/v3/conversations/${id}/activities?isTargetedActivity=true`]);
      expect(wordsIn(sent[0]), text).toContain(title);
    }
  });

  it("asks for the question where only the command was sent", async () => {
    const { event } = somewhere("channel", locale);
    const { sent } = await whole.say(await fixture("slash-command", { ...event, text: listed(1, "title")[0] }));
    expect(wordsIn(sent[0])).toContain(language === "nl" ? "Plak een foutcode" : "Paste an error code");
  });
});
