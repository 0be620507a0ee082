import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot, Intent } from "#core";
import type { FakeTeams, Mood, SentRequest } from "../../support/teams/fake-teams.ts";
import { startFakeTeams } from "../../support/teams/fake-teams.ts";
import { ARTICLE, buttonFor, cardsIn, dataFor, somewhere, wordsIn } from "../../support/teams/talk.ts";
import type { RunningHost, StartHost } from "../../support/teams/teams-bot.ts";
import { fixture, settingsFor } from "../../support/teams/teams-bot.ts";
import type { TokenOptions } from "../../support/teams/tokens.ts";
import { APP_ID, bearer } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** Tokens that no host may take. */
const BAD_TOKENS: readonly (readonly [string, TokenOptions])[] = [
  ["signed by a stranger", { signedBy: "stranger" }],
  ["not signed", { header: { alg: "none" }, signedBy: "nobody" }],
  ["signed with the public key", { header: { alg: "HS256" }, signedBy: "publicKey" }],
  ["not yet valid", { claims: { nbf: now() + HOUR } }],
  ["under a key that nobody has", { header: { kid: "unknown" } }],
  ["under a key that is not for Teams", { header: { kid: "elsewhere" } }],
  ["for another bot", { claims: { aud: "00000000-0000-4000-8000-000000000000" } }],
  ["of another issuer", { claims: { iss: "https://sts.windows.net/contoso/" } }],
  ["expired", { claims: { exp: now() - HOUR } }],
  ["without an end", { claims: { exp: undefined } }],
  ["for another service", { claims: { serviceurl: "https://evil.example/" } }],
];

/**
 * What every host of the bot in Teams must do, whichever SDK is in it. It is given a bot and a Teams, and gives an address: the suite posts
 * events there and looks at the requests that come to Teams, and knows nothing else of it.
 */
export function describeHost(name: string, start: StartHost): void {
  describe(`${name}, as every host`, () => {
    let teams: FakeTeams;
    let host: RunningHost;
    let bot: Bot;
    /** What the slow bot waits for. */
    let gate = Promise.resolve();
    beforeAll(async () => {
      bot = (await testBot()).over({});
      teams = await startFakeTeams();
      const slow: Bot = { ...bot, handle: async (turn) => gate.then(() => bot.handle(turn)) };
      host = await start({ bot: Promise.resolve(slow), settings: settingsFor(teams), teams, log: () => {} });
    });
    afterAll(async () => {
      await host.stop();
      await teams.close();
    });

    const post = async (event: unknown, authorization = bearer(teams.serviceUrl)) => {
      const body = JSON.stringify(event !== null && typeof event === "object" ? { serviceUrl: teams.serviceUrl, ...event } : event);
      const response = await fetch(host.url, { method: "POST", headers: { "content-type": "application/json", authorization }, body });
      const text = await response.text();
      return { status: response.status, text, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
    };
    /** Posts an event and waits for so many requests to Teams. */
    const say = async (event: object, count = 1) => {
      const before = teams.sent.length;
      const answer = await post(event);
      const sent: readonly SentRequest[] = (await teams.made(before + count)).slice(before);
      return { ...answer, sent };
    };
    /** Whatever was sent before is there once this is answered. */
    const nothingBut = async (work: () => Promise<unknown>) => {
      const before = teams.sent.length;
      await work();
      await say(await fixture("personal-chat-en", { ...somewhere("personal", "en-US").event, text: "help" }));
      return teams.sent.length - before - 1;
    };
    const pressed = (intent: Intent) => ({ action: { type: "Action.Execute", verb: "intent", data: dataFor(intent) }, trigger: "manual" });

    it("answers a token of Teams, with a token of its own", async () => {
      const { event, id } = somewhere("personal", "nl-NL");
      const { status, text, sent } = await say(await fixture("personal-chat-nl", { ...event, text: "ID: 100050" }));
      expect({ status, text }).toEqual({ status: 200, text: "" });
      expect(sent[0]).toMatchObject({
        method: "POST",
        path: `/emea/v3/conversations/${id}/activities`,
        authorization: "Bearer of-the-bot",
      });
    });

    it.each(BAD_TOKENS)("answers 401 and nothing else to a token that is %s", async (_what, options) => {
      const event = await fixture("personal-chat-en");
      const count = await nothingBut(async () => {
        expect(await post(event, bearer(teams.serviceUrl, options))).toEqual({ status: 401, text: "", body: undefined });
      });
      expect(count).toBe(0);
    });

    it.each([
      ["no event", {}],
      ["a list", []],
      ["another tenant", { conversation: { id: "a:1", conversationType: "personal", tenantId: "00000000-0000-4000-8000-000000000000" } }],
      ["another channel", { channelId: "emulator" }],
      ["another service", { serviceUrl: "https://evil.example/" }],
    ])("refuses %s without a word, and goes on", async (_what, more) => {
      const event = Object.keys(more).length === 0 ? more : await fixture("personal-chat-en", more);
      const count = await nothingBut(async () => {
        for (const authorization of [bearer(teams.serviceUrl), "", "Bearer a.b.c"]) {
          const { status, text } = await post(event, authorization);
          expect([400, 401]).toContain(status);
          expect(text).toBe("");
        }
      });
      expect(count).toBe(0);
    });

    it("answers in the thread, and to its sender alone what only he may see", async () => {
      const channel = somewhere("channel", "nl-NL");
      const entities = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
      const asked = await say(await fixture("channel-mention", { ...channel.event, entities, text: "<at>Vangnet</at> ID: 100050" }));
      expect(asked.sent[0]?.path).toBe(`/emea/v3/conversations/${channel.id}/activities`);
      const { event, id } = somewhere("channel", "nl-NL");
      const alone = await say(await fixture("slash-command", { ...event, text: "ID: 100050" }));
      expect(alone.sent[0]?.path).toBe(`/emea/v3/conversations/${id}/activities?isTargetedActivity=true`);
      expect(alone.sent[0]?.body["recipient"]).toMatchObject({ id: event.from.id });
    });

    it("sends every field as it was built, those too that an SDK may not know", async () => {
      const { event } = somewhere("personal", "en-US");
      const { sent } = await say(await fixture("personal-chat-en", { ...event, text: "ID: 100050" }));
      expect(sent[0]?.body).toMatchObject({
        type: "message",
        summary: expect.stringContaining("(100050"),
        channelData: { feedbackLoop: { type: "default" } },
        attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }],
      });
      expect(JSON.stringify(cardsIn(sent[0])[0])).toMatch(/"type":"CodeBlock".*"fallback"|"fallback":\{"type":"Action\.Submit"/);
    });

    it("answers a press with the card, and changes it for the others; a press on a phone too", async () => {
      const { event, id } = somewhere("channel", "nl-NL");
      const started = await say(await fixture("action-execute", { ...event, value: pressed({ kind: "start", article: ARTICLE }) }));
      const goesOn = (intent: Intent) => intent.kind === "move" && intent.do === "worked";
      const button = buttonFor(cardsIn(started.sent[0])[0], goesOn);
      const value = { action: { type: "Action.Execute", verb: "intent", data: button.data }, trigger: "manual" };
      const next = await say(await fixture("action-execute", { ...event, replyToId: "card-1", value }));
      expect(next.body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
      expect(next.sent[0]).toMatchObject({ method: "PUT", path: `/emea/v3/conversations/${id}/activities/card-1` });
      const { data } = buttonFor(cardsIn(next.sent[0])[0], goesOn, "phone");
      const third = await say(await fixture("action-submit", { ...event, replyToId: "card-1", value: data as object }));
      expect([third.status, third.text, third.sent[0]?.method]).toEqual([200, "", "PUT"]);
    });

    it("answers the invokes of a search, a dialog and a thumb in their bodies, and others as not implemented", async () => {
      const count = await nothingBut(async () => {
        expect((await post(await fixture("message-extension-query"))).body).toMatchObject({ composeExtension: { type: "result" } });
        expect((await post(await fixture("message-extension-explain"))).body).toMatchObject({ task: { type: "continue" } });
        expect((await post(await fixture("message-extension-submit"))).body).toMatchObject({ composeExtension: { type: "result" } });
        expect(await post(await fixture("feedback"))).toMatchObject({ status: 200, body: {} });
        expect((await post(await fixture("action-execute", { name: "config/fetch", value: {} }))).status).toBe(501);
        expect(await post(await fixture("channel-mention", { type: "messageReaction" }))).toMatchObject({ status: 200, text: "" });
        expect(await post(await fixture("channel-chatter"))).toMatchObject({ status: 200, text: "" });
        expect(await post(await fixture("own-message"))).toMatchObject({ status: 200, text: "" });
      });
      expect(count).toBe(0);
    });

    it("says hello where it is added", async () => {
      const { sent } = await say(await fixture("installation-update", somewhere("channel", "nl-NL").event));
      expect(wordsIn(sent[0])).toContain("Vermeld mij");
    });

    it("answers an event once, however often it is delivered", async () => {
      const event = await fixture("personal-chat-en", { ...somewhere("personal", "en-US").event, text: "help" });
      const count = await nothingBut(async () => {
        await Promise.all([post(event), post(event), post(event)]);
        await post(event);
      });
      expect(count).toBe(1);
    });

    it.each<readonly [string, Mood]>([
      ["429 with a time", { status: 429, retryAfter: "0" }],
      ["429 without one", { status: 429 }],
      ["412", { status: 412 }],
      ["502", { status: 502, text: "<html>" }],
      ["504", { status: 504 }],
    ])("delivers one message when Teams answers %s first", async (_what, mood) => {
      teams.mood(mood);
      const event = await fixture("personal-chat-en", { ...somewhere("personal", "en-US").event, text: "help" });
      const { sent } = await say(event, 2);
      expect(sent.map(({ isTaken }) => isTaken)).toEqual([false, true]);
    });

    it("answers a press while the bot is slow, and what it brings follows", async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      const { event } = somewhere("channel", "nl-NL");
      const before = teams.sent.length;
      const { status, body } = await post(
        await fixture("action-execute", { ...event, value: pressed({ kind: "open", article: ARTICLE }) }),
      );
      // The bot says nothing until it is let go: an answer before that is the host's own.
      expect(status).toBe(200);
      expect(body).toMatchObject({ value: "Dit duurt even. Het antwoord volgt." });
      resolve();
      gate = Promise.resolve();
      expect((await teams.made(before + 1)).at(-1)?.method).toBe("POST");
    });
  });
}
