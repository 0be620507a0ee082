import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES, somewhere, wordsIn } from "../../support/teams/talk.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

let whole: TeamsBot;
beforeAll(async () => {
  whole = await startTeamsBot((await testBot()).over({}));
});
afterAll(() => whole.close());

const member = { type: "conversationUpdate", membersAdded: [{ id: `28:${APP_ID}` }, { id: "29:Gea" }] };
const installed = { type: "installationUpdate", action: "add", membersAdded: undefined };
const removed = { type: "installationUpdate", action: "remove", membersAdded: undefined };

const tell = async (event: object, news: object, at = "2026-11-22T02:12:00Z") =>
  (await whole.say(await fixture("conversation-update", { ...event, ...news, timestamp: at }))).sent;

describe.each(LANGUAGES)("a welcome, in $language", ({ language, locale }) => {
  const hello = language === "nl" ? "Vermeld mij met een foutcode" : "Mention me with an error code";

  it.each([
    ["the news about members first", [member, installed]],
    ["the news of the installation first", [installed, member]],
  ])("comes once in a team or a group chat: %s", async (_order, news) => {
    for (const kind of ["channel", "groupChat"] as const) {
      const { event } = somewhere(kind, locale);
      const [first = [], second = []] = [await tell(event, news[0] ?? {}), await tell(event, news[1] ?? {}, "2026-11-22T02:12:03Z")];
      expect(first.map(wordsIn)).toEqual([expect.stringContaining(hello)]);
      expect(second).toEqual([]);
    }
  });

  it("waits for the event that tells the language, where the first one does not", async () => {
    const { event } = somewhere("channel", locale);
    expect(await tell(event, { ...member, locale: undefined, entities: [] })).toEqual([]);
    expect((await tell(event, installed)).map(wordsIn)).toEqual([expect.stringContaining(hello)]);
  });

  it("comes again when the bot is removed and added another day", async () => {
    const { event } = somewhere("channel", locale);
    expect((await tell(event, installed)).length).toBe(1);
    expect(await tell(event, removed, "2026-12-24T02:12:00Z")).toEqual([]);
    expect((await tell(event, member, "2026-12-25T02:12:00Z")).map(wordsIn)).toEqual([expect.stringContaining(hello)]);
    expect(await tell(event, installed, "2026-12-25T02:12:02Z")).toEqual([]);
  });

  it("comes once for two events on both sides of any moment", async () => {
    const start = Date.parse("2026-11-22T00:00:00Z");
    for (let minute = 0; minute < 40; minute += 1) {
      const { event } = somewhere("channel", locale);
      const moments = [start + minute * 60_000 - 1000, start + minute * 60_000 + 1000].map((time) => new Date(time).toISOString());
      const said = [await tell(event, member, moments[0]), await tell(event, installed, moments[1])].map(({ length }) => length);
      expect(said, `minute ${minute}`).toEqual([1, 0]);
    }
  });

  it("is left out in a personal chat, where Teams shows the prompt starters only if the bot says nothing first", async () => {
    const { event } = somewhere("personal", locale);
    expect([await tell(event, member), await tell(event, installed)]).toEqual([[], []]);
  });

  it("is no answer to an upgrade, nor to who is added beside the bot", async () => {
    const { event } = somewhere("channel", locale);
    expect(await tell(event, { ...installed, action: "add-upgrade" })).toEqual([]);
    expect(await tell(event, { ...member, membersAdded: [{ id: "29:Gea" }] })).toEqual([]);
  });
});
