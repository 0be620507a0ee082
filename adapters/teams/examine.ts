import { lookup } from "node:dns/promises";
import type { Environment } from "../environment.ts";
import { CLOCK } from "./clock.ts";

/** One thing that was looked at. */
interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly says: string;
}

const PATIENCE = 5000;

/** Looks at everything that Teams needs, one after the other; changes nothing and sends nothing to anybody. */
export async function* examineTeams(
  { teams, publicUrl, host, port }: Environment,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): AsyncGenerator<Finding> {
  if (teams === undefined) {
    yield {
      what: "Settings",
      isGood: false,
      says: "there are none of Teams. Set TEAMS_APP_ID, TEAMS_TENANT_ID and a login; docs/teams.md tells how.",
    };
    return;
  }
  const { appId, login, tenants, serviceOrigins, hearsChannels } = teams;
  const ways = { secret: "a client secret", certificate: "a certificate", managedIdentity: "a managed identity", none: "no login at all" };
  yield {
    what: "Settings",
    isGood: login.kind !== "none",
    says: `app ${appId || "without an id"}, with ${ways[login.kind]}; ${tenants.length} tenant(s) may ask; ${hearsChannels ? "reads along in channels" : "hears only what is said to it"}`,
  };
  const proxy = examineProxy(variables);
  if (proxy !== undefined) yield proxy;
  // Without a login the bot speaks to a program on this machine.
  else if (login.kind !== "none")
    yield* resolve([
      ...["login.botframework.com", "login.microsoftonline.com"],
      ...serviceOrigins.slice(0, 1).map((origin) => new URL(origin).hostname),
    ]);
  if (login.kind !== "none") {
    const { createTeamsAdapter } = await import("./adapter.ts");
    const never = Promise.withResolvers<never>().promise;
    const { hasKeys, hasToken, why } = await createTeamsAdapter({ bot: never, settings: teams, clock: CLOCK, log: () => {} }).look();
    yield {
      what: "Keys of Microsoft",
      isGood: hasKeys,
      says: hasKeys
        ? "fetched"
        : "not fetched: let this machine reach https://login.botframework.com; behind a proxy set HTTPS_PROXY, and NODE_USE_ENV_PROXY to 1",
    };
    yield {
      what: "Login",
      isGood: hasToken,
      says: hasToken ? "Microsoft gave a token" : `no token (${why}). Check app id, tenant and secret, and that the secret has not expired`,
    };
  }
  yield await knock(publicUrl ?? `http://${hereOf(host)}:${port}`, publicUrl !== undefined, login.kind !== "none");
}

/** Where this machine reaches a server that listens on that host; one that listens on all addresses is at home, too. */
export function hereOf(host: string): string {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  const name = host.replace(/^\[|\]$/g, "");
  if (name === "::") return "[::1]";
  return name.includes(":") ? `[${name}]` : name;
}

/** Behind a proxy this machine need not know the names of Microsoft; what it must know is that all three ways lead through it. */
function examineProxy(variables: Readonly<Record<string, string | undefined>>): Finding | undefined {
  const name = ["HTTPS_PROXY", "https_proxy"].find((one) => (variables[one] ?? "") !== "");
  if (name === undefined) return undefined;
  const isWhole = variables["NODE_USE_ENV_PROXY"] === "1";
  const says = isWhole
    ? `${name} is used for keys, token and messages`
    : `${name} is set, but only messages go through it: set NODE_USE_ENV_PROXY to 1 for the keys and the token`;
  return { what: "Proxy", isGood: isWhole, says };
}

async function* resolve(names: readonly string[]): AsyncGenerator<Finding> {
  for (const name of names) {
    const isKnown = await lookup(name).then(
      () => true,
      () => false,
    );
    yield {
      what: "Name",
      isGood: isKnown,
      says: isKnown ? `${name} is found` : `${name} is not found: let this machine resolve and reach it`,
    };
  }
}

/**
 * The bot's own address must refuse who has no token; anything else is another program, or no program.
 *
 * While developing no token is asked for, and what is no event is not understood.
 */
async function knock(address: string, isPublic: boolean, asksToken: boolean): Promise<Finding> {
  const url = new URL("/api/messages", address).href;
  const what = "Own address";
  const expected = asksToken ? 401 : 400;
  try {
    const headers = { "content-type": "application/json" };
    const { status } = await fetch(url, { method: "POST", headers, body: "{}", signal: AbortSignal.timeout(PATIENCE), redirect: "manual" });
    if (status !== expected) {
      const why =
        asksToken && status === 400 ? "the bot runs without a login there" : "another program is there, or a proxy answers itself";
      return { what, isGood: false, says: `${url} answers ${status}, not ${expected}: ${why}` };
    }
    const note = isPublic ? "" : "; set PUBLIC_URL to look at it the way Teams reaches it";
    return {
      what,
      isGood: true,
      says: asksToken ? `${url} refuses strangers, as it should${note}` : `${url} is the bot, open to all on this machine`,
    };
  } catch {
    return { what, isGood: false, says: `${url} does not answer. Start the bot, and let the proxy pass POST /api/messages to it` };
  }
}
