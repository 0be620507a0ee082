import { describe, expect, it } from "vitest";
import { examineSlack } from "../../../adapters/slack/doctor.ts";
import { SCOPES, slackManifest } from "../../../adapters/slack/manifest.ts";
import type { SlackSettings } from "../../../adapters/slack/settings.ts";
import type { SendRequest } from "../../../adapters/slack/web-request.ts";

/** Slack's own type of a manifest, by way of the client that would send it. */
type Manifest = Exclude<
  Parameters<InstanceType<typeof import("@slack/bolt").webApi.WebClient>["apps"]["manifest"]["create"]>[0],
  undefined
>["manifest"];
const NOW = Date.parse("2026-11-22T03:12:00Z");
const settings: SlackSettings = {
  ...{
    mode: "socket",
    tokens: [{ token: "xoxb-1" }],
    appToken: "xapp-1",
    command: "/mabs",
    teams: [],
    enterprises: [],
    sharedChannels: [],
  },
  ...{ alerts: [], newerBlocks: false, apiUrl: "https://slack.com/api/" },
};

/** A Slack that answers so, whatever is asked; a text is a failure on the way. */
const slackThat =
  (answer: object | string, { scopes = Object.keys(SCOPES).join(","), at = NOW }: { scopes?: string; at?: number } = {}): SendRequest =>
  async () => {
    if (typeof answer === "string") throw new Error(answer);
    return {
      status: 200,
      statusText: "OK",
      headers: { date: new Date(at).toUTCString(), "x-oauth-scopes": scopes },
      body: JSON.stringify(answer),
    };
  };
const GOOD = { ok: true, team: "nachtdienst", team_id: "T0NACHT01", url: "wss://x" };
const examine = async (send: SendRequest, parts: Partial<SlackSettings> = {}) =>
  (await examineSlack({ settings: { ...settings, ...parts }, send, address: "http://127.0.0.1:1/", now: () => NOW })).filter(
    ({ isGood }) => !isGood,
  );

describe("the doctor of Slack", () => {
  it("finds nothing where nothing is wrong", async () => {
    expect(await examine(slackThat(GOOD))).toEqual([]);
  });

  it.each<readonly [string, SendRequest, Partial<SlackSettings>, RegExp]>([
    ["a refused token", slackThat({ ok: false, error: "invalid_auth" }), {}, /invalid_auth.*copy the bot token/],
    ["an app that was removed", slackThat({ ok: false, error: "account_inactive" }), {}, /install the app again/],
    ["a missing right", slackThat(GOOD, { scopes: "commands,chat:write,app_mentions:read" }), {}, /im:history.*paste the manifest anew/],
    ["a right that only alerts need", slackThat(GOOD), { alerts: [{ channel: "C1", senders: ["B1"] }] }, /channels:history/],
    [
      "the token of another team",
      slackThat(GOOD),
      { tokens: [{ team: "T0ANDERS1", token: "xoxb-2" }] },
      /T0ANDERS1: its token is of T0NACHT01/,
    ],
    ["a clock that is behind", slackThat(GOOD, { at: NOW + 400_000 }), {}, /400 s behind.*NTP/],
    [
      "a Slack that cannot be reached",
      slackThat("getaddrinfo ENOTFOUND slack.com"),
      {},
      /cannot be reached.*let this machine reach slack.com/,
    ],
    [
      "a bot that does not run",
      slackThat("connect ECONNREFUSED"),
      { mode: "http", signingSecret: "0".repeat(32) },
      /nobody answers.*start the bot/,
    ],
    ["another answer at its door", slackThat({}), { mode: "http", signingSecret: "0".repeat(32) }, /answers with status 200/],
  ])("names %s and the remedy", async (_name, send, parts, words) => {
    const found = (await examine(send, parts)).map(({ what, remedy }) => `${what} ${remedy}`).join(" ");
    expect(found).toMatch(words);
    expect(found).not.toMatch(/xoxb|xapp/);
  });
});

describe("the manifest of Slack", () => {
  const socket = slackManifest({ mode: "socket", command: "/mabs", hearsChannels: false });
  const http = slackManifest({ mode: "http", url: "https://bot.example.org", command: "/mabs", hearsChannels: true });

  it("is one that Slack's own type takes", () => {
    const manifests: readonly Manifest[] = [socket, http];
    expect(manifests).toHaveLength(2);
  });

  it("keeps within Slack's limits", () => {
    for (const { display_information, features } of [socket, http]) {
      expect(display_information.name.length).toBeLessThanOrEqual(35);
      expect(display_information.description.length).toBeLessThanOrEqual(140);
      expect(display_information.long_description.length).toBeGreaterThanOrEqual(174);
      for (const { name, description } of features.shortcuts) {
        expect(name.length).toBeLessThanOrEqual(24);
        expect(description.length).toBeLessThanOrEqual(150);
      }
    }
  });

  it("asks for the least, and names no address in Socket Mode but one everywhere over HTTP", () => {
    expect(socket.oauth_config.scopes.bot).toEqual(["commands", "chat:write", "app_mentions:read", "im:history"]);
    expect(JSON.stringify(socket)).not.toContain("http");
    expect(JSON.stringify(http).match(/https:\/\/bot\.example\.org\/slack\/events/g)).toHaveLength(4);
  });
});
