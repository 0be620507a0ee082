import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Intent } from "#core";
import { validateCard } from "../../../adapters/teams/validate.ts";
import { ARTICLE, buttonFor, cardOf, cardsIn, LANGUAGES, pressOn, somewhere, wordsIn } from "../../support/teams/talk.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { testBot } from "../../support/test-bot.ts";
import { pressables } from "./card-reader.ts";

let whole: TeamsBot;
beforeAll(async () => {
  whole = await startTeamsBot((await testBot()).over({ onCall: { addressOn: () => "19:duty@thread.tacv2" } }));
});
afterAll(() => whole.close());

const start = ({ kind }: Intent) => kind === "start";
const goesOn = (intent: Intent) => intent.kind === "move" && intent.do === "worked";
const NOT_THERE = { status: 403, code: "BotNotInConversationRoster" };

/** The card of the article, put in a message by the search of the extension. */
async function insert(event: object): Promise<unknown> {
  const value = { commandId: "search", parameters: [{ name: "text", value: "100050" }] };
  const { body } = await whole.say(await fixture("action-execute", { ...event, name: "composeExtension/query", value }));
  const { attachments } = (body as { composeExtension: { attachments: { content: unknown }[] } }).composeExtension;
  return attachments[0]?.content;
}

describe.each(LANGUAGES)("a card that somebody put in a message, in $language", ({ language, locale, title }) => {
  it("changes itself at the first press, the second and the third, and nothing is posted where the bot may not be", async () => {
    const { event } = somewhere("groupChat", locale);
    let card = await insert(event);
    for (const wants of [start, goesOn, goesOn]) {
      const { body, sent } = await pressOn(whole, buttonFor(card, wants), event);
      expect(sent).toEqual([]);
      expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: { lang: language } });
      card = cardOf(body);
      expect(validateCard(card)).toEqual([]);
      for (const { label, data } of pressables(card)) expect(data, label).toMatchObject({ via: "extension" });
    }
  });

  it("is answered in the conversation when a row is pressed, or any button on a phone, and goes on there", async () => {
    const { event, id } = somewhere("groupChat", locale);
    const { sent } = await pressOn(whole, buttonFor(await insert(event), start, "phone"), event);
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /emea/v3/conversations/${id}/activities`]);
    expect(wordsIn(sent[0])).toContain(title);
    // That card is the bot's own: it changes for everybody.
    const next = await pressOn(whole, buttonFor(cardsIn(sent[0])[0], goesOn, "phone"), { ...event, replyToId: "own" });
    const third = await pressOn(whole, buttonFor(cardsIn(next.sent[0])[0], goesOn), { ...event, replyToId: "own" });
    expect([...next.sent, ...third.sent].map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill(`PUT /emea/v3/conversations/${id}/activities/own`),
    );
  });

  it("is answered in the presser's own chat where the bot is not in the conversation, with the reason", async () => {
    const { event } = somewhere("groupChat", locale);
    const card = await insert(event);
    for (const client of ["phone", "desktop"] as const) {
      whole.teams.mood(NOT_THERE);
      const row = buttonFor(card, ({ kind }) => kind === "open", client);
      expect(row.type).toBe("Action.Submit");
      const { sent } = await pressOn(whole, row, event);
      expect(sent.at(-1)?.path).toMatch(/conversations\/a:chat-\d+\/activities$/);
      expect(wordsIn(sent.at(-1))).toContain(language === "nl" ? "zit niet in dat gesprek" : "is not in that conversation");
    }
  });

  it("still calls for help where that is meant to arrive", async () => {
    const { event } = somewhere("groupChat", locale);
    const begun = await pressOn(whole, buttonFor(await insert(event), start), event);
    const second = await pressOn(whole, buttonFor(cardOf(begun.body), goesOn), event);
    const escalate = buttonFor(cardOf(second.body), (intent) => intent.kind === "move" && intent.do === "escalate");
    const { sent, body } = await pressOn(whole, escalate, event);
    expect(sent.map(({ path, body: { channelData } }) => [path, channelData])).toEqual([
      ["/emea/v3/conversations", expect.objectContaining({ channel: { id: "19:duty@thread.tacv2" } })],
    ]);
    expect(JSON.stringify(cardOf(body))).toContain(ARTICLE);
  });

  it("says that a press was handled before, in the language that was chosen and not in the client's", async () => {
    const other = language === "nl" ? "en-US" : "nl-NL";
    const { event } = somewhere("personal", other);
    const word = language === "nl" ? "Nederlands" : "English";
    await whole.say(await fixture("personal-chat-en", { ...event, text: word }));
    const card = await insert(event);
    const press = await fixture("action-execute", { ...event, value: { action: { data: buttonFor(card, start).data } } });
    expect((await whole.say(press)).body).toMatchObject({ value: { lang: language } });
    expect((await whole.say(press)).body).toMatchObject({
      value: language === "nl" ? "Dit is al verwerkt." : "This was handled before.",
    });
  });
});
