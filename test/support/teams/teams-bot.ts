import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bot } from "#core";
import type { Server } from "../../../adapters/http/server.ts";
import { createServer } from "../../../adapters/http/server.ts";
import type { TeamsAdapter } from "../../../adapters/teams/adapter.ts";
import { createTeamsAdapter } from "../../../adapters/teams/adapter.ts";
import { CLOCK } from "../../../adapters/teams/clock.ts";
import { createTeamsRoute } from "../../../adapters/teams/route.ts";
import type { TeamsSettings } from "../../../adapters/teams-environment.ts";
import type { FakeTeams, SentRequest } from "./fake-teams.ts";
import { startFakeTeams } from "./fake-teams.ts";
import { APP_ID, bearer, ISSUER, TENANT } from "./tokens.ts";

/** The whole of Teams on this machine: the bot's server with authentication on, and the service it sends to. */
export interface TeamsBot {
  readonly teams: FakeTeams;
  readonly adapter: TeamsAdapter;
  readonly lines: readonly string[];
  /** Posts an event as Teams does; signed, unless another header is given. */
  post(event: object, authorization?: string): Promise<{ readonly status: number; readonly text: string }>;
  /** The same, and what the bot sent for it once all of it was sent. */
  say(event: object): Promise<{ readonly status: number; readonly body: unknown; readonly sent: readonly SentRequest[] }>;
  readonly url: string;
  close(): Promise<void>;
}

/** What a host is started with: the bot, its settings, and the Teams that it is to trust and to send to. */
export interface StartParts {
  readonly bot: Promise<Bot>;
  readonly settings: TeamsSettings;
  readonly teams: FakeTeams;
  readonly log: (line: string) => void;
}

/** A host that listens. Which SDK is in it, nobody sees. */
export interface RunningHost {
  /** Where Teams posts its events. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a host. Its login is to be `Bearer of-the-bot`. */
export type StartHost<Host extends RunningHost = RunningHost> = (parts: StartParts) => Promise<Host>;

/** Our host: botbuilder behind the bot's own server. */
export const startOurHost: StartHost<RunningHost & { readonly adapter: TeamsAdapter }> = async ({ bot, settings, teams, log }) => {
  const adapter = createTeamsAdapter({
    ...{ bot, settings, log, clock: CLOCK },
    endpoints: endpointsOf(teams.origin),
    credentials: fixedCredentials(),
  });
  await adapter.start();
  const server: Server = createServer({
    host: "127.0.0.1",
    port: 0,
    routes: [createTeamsRoute(Promise.resolve(adapter), { ...settings, asksToken: true })],
    log,
  });
  await server.start();
  return { url: `http://127.0.0.1:${server.port()}/api/messages`, adapter, stop: () => server.stop() };
};

/** The settings of a bot that listens to that Teams. */
export function settingsFor(teams: FakeTeams, more: Partial<TeamsSettings> = {}): TeamsSettings {
  return {
    appId: APP_ID,
    login: { kind: "secret", tenant: TENANT, secret: "only-for-the-test" },
    tenants: [TENANT],
    serviceOrigins: [teams.origin],
    hearsChannels: false,
    ...more,
  };
}

let events = 0;

/** Starts both ends over a bot. */
export async function startTeamsBot(bot: Bot | Promise<Bot>, more: Partial<TeamsSettings> = {}): Promise<TeamsBot> {
  const teams = await startFakeTeams();
  const lines: string[] = [];
  const settings = settingsFor(teams, more);
  const { url, adapter, stop } = await startOurHost({ bot: Promise.resolve(bot), settings, teams, log: (line) => lines.push(line) });

  const post: TeamsBot["post"] = async (event, authorization = bearer(teams.serviceUrl)) => {
    const headers = { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ serviceUrl: teams.serviceUrl, ...event }) });
    return { status: response.status, text: await response.text() };
  };
  return {
    teams,
    adapter,
    lines,
    url,
    post,
    say: async (event) => {
      const before = teams.sent.length;
      const { status, text } = await post(event);
      await adapter.stop();
      return { status, body: text === "" ? undefined : JSON.parse(text), sent: teams.sent.slice(before) };
    },
    close: async () => {
      await stop();
      await teams.close();
    },
  };
}

/** All the addresses that botbuilder asks for keys and tokens, on this machine. */
export function endpointsOf(origin: string): Record<string, string> {
  return {
    ToChannelFromBotLoginUrl: `${origin}/login`,
    ToChannelFromBotOAuthScope: ISSUER,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: `${origin}/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${origin}/v1/.well-known/openidconfiguration`,
    OAuthUrl: origin,
    ValidateAuthority: "true",
  };
}

/** A login that has the same token, which each request must then carry, until it is asked for a new one. */
export function fixedCredentials(): NonNullable<Parameters<typeof createTeamsAdapter>[0]["credentials"]> {
  let token = "of-the-bot";
  const getToken = async (isNew = false) => {
    if (isNew) token = "new";
    return token;
  };
  return {
    isValidAppId: async (id) => id === APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      getToken,
      signRequest: async (request) => {
        request.headers.set("authorization", `Bearer ${token}`);
        return request;
      },
    }),
  };
}

/** A recorded event of that name, as a new one from this service. */
export async function fixture(name: string, more: object = {}): Promise<Record<string, unknown>> {
  events += 1;
  const text = await readFile(join(import.meta.dirname, `../../fixtures/teams/${name}.json`), "utf8");
  const { serviceUrl: _, ...event } = JSON.parse(text) as Record<string, unknown>;
  return { ...event, id: `test-${events}`, ...more };
}
