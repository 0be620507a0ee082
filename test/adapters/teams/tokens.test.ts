import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot } from "#core";
import { startTeams } from "../../../adapters/teams/start-teams.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import type { TokenOptions } from "../../support/teams/tokens.ts";
import { bearer } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);

describe("who may speak to the bot in Teams", () => {
  let bot: Bot;
  let whole: TeamsBot;
  beforeAll(async () => {
    ({ bot } = await testBot());
    whole = await startTeamsBot(bot);
  });
  afterAll(() => whole.close());

  const postWith = async (authorization: string, more: object = {}) => {
    const before = whole.teams.sent.length;
    const answer = await whole.post(await fixture("personal-chat-en", more), authorization);
    await whole.adapter.stop();
    return { ...answer, sent: whole.teams.sent.length - before };
  };

  it("answers a token of Teams", async () => {
    expect(await postWith(bearer(whole.teams.serviceUrl))).toEqual({ status: 200, text: "", sent: 1 });
    expect(whole.teams.sent.at(-1)?.authorization).toBe("Bearer of-the-bot");
  });

  it("allows clocks that differ by minutes", async () => {
    expect(await postWith(bearer(whole.teams.serviceUrl, { claims: { exp: now() - 120 } }))).toMatchObject({ status: 200, sent: 1 });
  });

  it.each<readonly [string, TokenOptions]>([
    ["is signed by a stranger under the right key's name", { signedBy: "stranger" }],
    ["is not signed", { header: { alg: "none" }, signedBy: "nobody" }],
    ["says RS256 and is not signed", { signedBy: "nobody" }],
    ["takes the public key for a secret", { header: { alg: "HS256" }, signedBy: "publicKey" }],
    ["begins to count in an hour", { claims: { nbf: now() + HOUR } }],
    ["names a key that nobody has", { header: { kid: "unknown" } }],
    ["names no key", { header: { kid: undefined } }],
    ["names a key that is not for Teams", { header: { kid: "elsewhere" } }],
    ["is for another bot", { claims: { aud: "00000000-0000-4000-8000-000000000000" } }],
    ["is for nobody", { claims: { aud: undefined } }],
    ["comes from another issuer", { claims: { iss: "https://sts.windows.net/contoso/" } }],
    ["expired an hour ago", { claims: { exp: now() - HOUR } }],
    ["never expires", { claims: { exp: undefined } }],
    ["says in words when it expires", { claims: { exp: "never" } }],
    ["is for another service", { claims: { serviceurl: "https://evil.example/" } }],
    ["names no service", { claims: { serviceurl: undefined } }],
  ])("answers 401 and nothing else to a token that %s", async (_what, options) => {
    expect(await postWith(bearer(whole.teams.serviceUrl, options))).toEqual({ status: 401, text: "", sent: 0 });
  });

  it.each([
    ["no header", ""],
    ["an empty token", "Bearer "],
    ["a password", "Basic dXNlcjpwYXNz"],
    ["noise", "Bearer x.y.z"],
    ["a token without dots", "Bearer abc"],
    ["two tokens", "Bearer a.b.c d.e.f"],
  ])("answers 401 and nothing else to %s", async (_what, header) => {
    expect(await postWith(header)).toEqual({ status: 401, text: "", sent: 0 });
  });

  it.each<readonly [string, object]>([
    ["another tenant", { conversation: { id: "a:1", conversationType: "personal", tenantId: "00000000-0000-4000-8000-000000000000" } }],
    ["one tenant in one place and another in the other", { channelData: { tenant: { id: "00000000-0000-4000-8000-000000000000" } } }],
    ["no tenant", { conversation: { id: "a:1", conversationType: "personal" }, channelData: {} }],
    ["a tenant that is no text", { conversation: { id: "a:1", tenantId: { $ne: "" } } }],
    ["another channel", { channelId: "emulator" }],
    ["the channel that has a login of its own", { channelId: "AseChannel" }],
    ["no channel", { channelId: undefined }],
    ["another service", { serviceUrl: "https://evil.example/" }],
    ["a service that looks like ours", { serviceUrl: "http://127.0.0.1.evil.example/" }],
    ["a service with a name before the address", { serviceUrl: "http://127.0.0.1@evil.example/" }],
    ["no service", { serviceUrl: undefined }],
  ])("answers 401 to a good token with an event of %s", async (_what, more) => {
    expect(await postWith(bearer(whole.teams.serviceUrl), more)).toEqual({ status: 401, text: "", sent: 0 });
  });

  it("says nothing of a refused token in its log", () => {
    expect(whole.lines).toEqual([]);
  });

  it("refuses to start without a login, unless it is told so and only this machine can reach it", () => {
    const settings = { appId: "", login: { kind: "none" }, tenants: [], serviceOrigins: [], hearsChannels: false } as const;
    const start = (host: string, publicUrl?: string) => () =>
      startTeams({ bot: Promise.resolve(bot), settings, host, publicUrl, log: () => {}, elsewhere: async () => false });
    expect(start("0.0.0.0")).toThrow("TEAMS_WITHOUT_LOGIN lets anybody speak as anybody, and HOST is 0.0.0.0");
    expect(start("127.0.0.1", "https://vangnet.example.org")).toThrow("PUBLIC_URL is set");
  });

  it("refuses an adapter with a login and an empty app id, which botbuilder would let everybody through", async () => {
    await expect(startTeamsBot(bot, { appId: " " })).rejects.toThrow("TEAMS_APP_ID: is empty");
  });
});
