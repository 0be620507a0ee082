import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { examineSlack } from "../../../adapters/slack/doctor.ts";
import type { DoctorParts, Finding } from "../../../adapters/slack/doctor-parts.ts";
import { greetSocket } from "../../../adapters/slack/greet-socket.ts";
import { SCOPES, slackManifest } from "../../../adapters/slack/manifest.ts";
import type { SlackSettings } from "../../../adapters/slack/settings.ts";
import type { SendRequest } from "../../../adapters/slack/web-request.ts";
import { createSendRequest } from "../../../adapters/slack/web-request.ts";
import type { FakeSlack } from "../../support/slack/fake-slack.ts";
import { startFakeSlack } from "../../support/slack/fake-slack.ts";
import { until } from "../../support/slack/night.ts";

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
const look = (send: SendRequest, parts: Partial<SlackSettings> = {}, more: Partial<DoctorParts> = {}) =>
  examineSlack({
    ...{ settings: { ...settings, ...parts }, send, address: "http://127.0.0.1:1/", now: () => NOW, greet: async () => undefined },
    ...more,
  });
const examine = async (...args: Parameters<typeof look>) => (await look(...args)).filter(({ isGood }) => isGood === false);
const notes = async (...args: Parameters<typeof look>) => (await look(...args)).filter(({ isGood }) => isGood === undefined);
const worded = (findings: readonly Finding[]) => findings.map(({ what, remedy }) => `${what} ${remedy}`).join("\n");

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
    const found = worded(await examine(send, parts));
    expect(found).toMatch(words);
    expect(found).not.toMatch(/xoxb|xapp/);
  });
});

describe("the doctor of Slack, over the wire", () => {
  let slack: FakeSlack;
  let pool: ReturnType<typeof createSendRequest>;
  beforeEach(async () => {
    slack = await startFakeSlack();
    pool = createSendRequest();
  });
  afterEach(async () => {
    pool.close();
    await slack.stop();
  });
  const wire = { tokens: [{ token: "xoxb-home-0001" }] };
  const here = (parts: Partial<SlackSettings> = {}) => ({ ...wire, apiUrl: slack.apiUrl, ...parts });
  const real = { now: Date.now, greet: (url: string) => greetSocket(url, 1000) };

  it("opens the connection of Socket Mode, waits for the greeting, and leaves none behind", async () => {
    expect(await examine(pool.send, here(), real)).toEqual([]);
    await until(() => slack.sockets.size === 0);
  });

  it("sees that Slack gives an address which this machine does not reach, or where nobody greets", async () => {
    const silent = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    const deaf = createServer((_request, response) => response.writeHead(403).end()).listen(0, "127.0.0.1");
    await until(() => silent.address() !== null && deaf.listening);
    const ports = [(silent.address() as AddressInfo).port, (deaf.address() as AddressInfo).port, 1];
    for (const port of ports) {
      const send: SendRequest = async (request) => {
        const answer = await pool.send(request);
        return { ...answer, body: answer.body.replace(/ws:\/\/127\.0\.0\.1:\d+/, `ws://127.0.0.1:${port}`) };
      };
      expect(worded(await examine(send, here(), real))).toMatch(/^Socket Mode: .*(no greeting|cannot be opened|was closed).* by WebSocket/);
    }
    silent.close();
    deaf.close();
  });

  it("says what it cannot see of the app, and with its owner's token compares the app with its manifest", async () => {
    expect(worded(await notes(pool.send, here(), real))).toMatch(/command \/mabs.* cannot be seen .*SLACK_CONFIG_TOKEN/);
    const app = { configToken: "xoxe.xoxp-1-x", appId: "A0VANGNET" };
    const wanted = slackManifest({ mode: "socket", command: "/mabs", hearsChannels: false });
    slack.manifest = wanted;
    expect(worded(await look(pool.send, here(app), real))).toContain("A0VANGNET is set up as its manifest says");
    const { features, settings: set } = wanted;
    slack.manifest = {
      ...wanted,
      features: { ...features, slash_commands: [{ command: "/dpm" }], shortcuts: [], app_home: {} },
      settings: {
        ...set,
        event_subscriptions: { bot_events: ["message.im"] },
        interactivity: { is_enabled: false },
        socket_mode_enabled: false,
      },
    };
    const found = worded(await examine(pool.send, here(app), real));
    for (const words of [
      "command /mabs is missing",
      "event app_mention",
      "shortcut",
      "no button works",
      "Socket Mode is off",
      "home is off",
    ])
      expect(found).toContain(words);
  });

  it("sees over HTTP that the app posts elsewhere", async () => {
    const url = "https://example.org/vangnet/";
    const app = { mode: "http", configToken: "xoxe.xoxp-1-x", appId: "A0VANGNET", signingSecret: "0".repeat(32) } as const;
    slack.manifest = slackManifest({ mode: "http", url: "https://old.example.org", command: "/mabs", hearsChannels: false });
    const send: SendRequest = (request) => (String(request.url).startsWith(url) ? Promise.reject(new Error("away")) : pool.send(request));
    const found = worded(await examine(send, here(app), { ...real, publicUrl: url }));
    expect(found).toContain("the address for the command is not https://example.org/vangnet/slack/events");
    expect(found).toContain("nobody answers at https://example.org/vangnet/slack/events");
  });

  it("looks where escalated runs and alerts go, and posts nothing", async () => {
    slack.hidden.add("C0WEG0001");
    const alerts = [{ channel: "C0WEG0001", senders: ["B0MONITOR"] }];
    const found = worded(await examine(pool.send, here({ alerts }), { ...real, escalateTo: "#oncall" }));
    expect(found).toMatch(/SLACK_ESCALATE_TO: #oncall is no id/);
    expect(found).toMatch(/SLACK_ALERTS: the bot sees no C0WEG0001.*\/invite/);
    const escalated = async (isMember: boolean | undefined) => {
      const send: SendRequest = async (request) =>
        String(request.url).endsWith("conversations.info") && isMember !== undefined
          ? { status: 200, statusText: "OK", headers: {}, body: JSON.stringify({ ok: true, channel: { is_member: isMember } }) }
          : pool.send(request);
      return worded(await look(send, here(), { ...real, escalateTo: "C0HULP001" }));
    };
    expect(await escalated(true)).toContain("SLACK_ESCALATE_TO: the bot is in C0HULP001");
    expect(await escalated(false)).toContain("SLACK_ESCALATE_TO: the bot is not in C0HULP001");
    expect(await escalated(undefined)).toContain("SLACK_ESCALATE_TO: the bot sees C0HULP001; whether it is in it");
    expect(worded(await notes(pool.send, here(), { ...real, escalateTo: "teams:19:x@thread.tacv2" }))).toContain("npm run doctor -- teams");
    expect(worded(await notes(pool.send, here(), { ...real, escalateTo: "U0RIA0001" }))).toContain("U0RIA0001");
    expect(slack.calls.filter(({ method }) => method.startsWith("chat.post"))).toEqual([]);
  });

  it("names the rights that replies in threads need, where they are not given", async () => {
    expect(worded(await notes(pool.send, here(), real))).toMatch(/does not hear channels:history.*--channels/);
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
    expect(socket.oauth_config.scopes.bot).toEqual(["commands", "chat:write", "app_mentions:read", "im:history", "channels:read"]);
    expect(JSON.stringify(socket)).not.toContain("http");
    expect(JSON.stringify(http).match(/https:\/\/bot\.example\.org\/slack\/events/g)).toHaveLength(4);
  });
});
