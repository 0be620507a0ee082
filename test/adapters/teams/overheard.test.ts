import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES, somewhere, wordsIn } from "../../support/teams/talk.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

let whole: TeamsBot;
beforeAll(async () => {
  whole = await startTeamsBot((await testBot()).over({}), { hearsChannels: true });
});
afterAll(() => whole.close());

const said = async (event: object, text: string, more: object = {}) =>
  (await whole.say(await fixture("channel-chatter", { ...event, text, ...more }))).sent;

describe.each(LANGUAGES)("reading along in a channel, in $language", ({ locale, title }) => {
  it("answers a known code once in a thread, whoever says it again, and another code there too", async () => {
    const { event } = somewhere("channel", locale);
    const first = await said(event, "ID: 100050");
    expect(first.map(wordsIn)).toEqual([expect.stringContaining(title)]);
    for (const text of ["ja die 100050 weer: ID: 100050", "ID: 100050 again", "0x186D2"])
      expect(await said(event, text, { from: { id: "29:other", name: "Bea", aadObjectId: `aad-${text}` } }), text).toEqual([]);
    expect((await said(event, "ID 3106")).length).toBe(1);
    const elsewhere = somewhere("channel", locale).event;
    expect((await said(elsewhere, "ID: 100050")).length).toBe(1);
  });

  it("is silent where the card stands in the thread already because somebody asked for it", async () => {
    const { event } = somewhere("channel", locale);
    const entities = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
    await whole.say(await fixture("channel-mention", { ...event, entities, text: "<at>Vangnet</at> ID: 100050" }));
    expect(await said(event, "ID: 100050")).toEqual([]);
  });

  it("answers a known code once a day in a group chat, which has no threads", async () => {
    const { event } = somewhere("groupChat", locale);
    const at = (timestamp: string) => said(event, "ID: 100050", { timestamp });
    expect((await at("2026-11-22T02:12:00Z")).length).toBe(1);
    expect(await at("2026-11-22T14:12:00Z")).toEqual([]);
    expect((await at("2026-11-23T02:12:00Z")).length).toBe(1);
  });

  it("does not answer other bots, also where the event does not say that they are", async () => {
    const { event } = somewhere("channel", locale);
    expect(await said(event, "Alert ID: 100050", { from: { id: "28:other-bot", name: "AlertBot" } })).toEqual([]);
    expect(await said(event, "Alert ID: 100050", { from: { id: "29:other", role: "bot" } })).toEqual([]);
  });
});
