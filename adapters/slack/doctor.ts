import { createHmac, randomUUID } from "node:crypto";
import { describeFailure, LOST_TOKEN } from "./failure.ts";
import { SLACK_PATH } from "./http-receiver.ts";
import { CHANNEL_SCOPES, SCOPES } from "./manifest.ts";
import type { SlackSettings, SlackToken } from "./settings.ts";
import type { SendRequest, WebAnswer } from "./web-request.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly isGood: boolean;
  readonly what: string;
  /** What to do, where it is not good. */
  readonly remedy?: string;
}

/** What the doctor needs. */
export interface DoctorParts {
  readonly settings: SlackSettings;
  readonly send: SendRequest;
  /** Where the bot itself listens. */
  readonly address: string;
  readonly now?: () => number;
}

const TIMEOUT = 10_000;
/** Slack refuses nothing below five minutes; a clock that is a minute off will be soon. */
const LARGEST_SKEW = 60_000;

/** Looks at everything that set-ups have failed on: tokens, rights, the clock, and the way in. */
export async function examineSlack({ settings, send, address, now = Date.now }: DoctorParts): Promise<readonly Finding[]> {
  const call = (method: string, token: string) =>
    send({
      ...{ url: `${settings.apiUrl}${method}`, timeout: TIMEOUT, body: "" },
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" },
    }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

  const findings: Finding[] = [];
  let date: string | undefined;
  for (const { token, team } of settings.tokens) {
    const answer = await call("auth.test", token);
    if (typeof answer !== "string") date ??= answer.headers.date;
    findings.push(...tokenFindings(answer, { token, ...(team === undefined ? {} : { team }) }, settings.alerts.length > 0));
  }
  if (date !== undefined) findings.push(clockFinding(Date.parse(date), now()));
  if (settings.mode === "socket") findings.push(socketFinding(await call("apps.connections.open", settings.appToken ?? "")));
  else findings.push(await doorFinding(settings, send, address, now()));
  return findings;
}

function tokenFindings(answer: WebAnswer | string, { team }: SlackToken, hearsChannels: boolean): readonly Finding[] {
  const name = team ?? "SLACK_BOT_TOKEN";
  if (typeof answer === "string") return [away(name, answer)];
  const data = fieldsOf(answer);
  if (data === undefined) return [away(name, `status ${answer.status}`)];
  if (data["ok"] !== true) {
    const word = String(data["error"]);
    const remedy = LOST_TOKEN.get(word) ?? "look the word up in docs/slack.md";
    return [{ isGood: false, what: `${name}: Slack refuses the bot token (${word})`, remedy }];
  }
  if (team !== undefined && data["team_id"] !== team) {
    const what = `${name}: its token is of ${data["team_id"]}`;
    return [{ isGood: false, what, remedy: "give each team its own token in SLACK_WORKSPACES" }];
  }
  const granted = String(answer.headers["x-oauth-scopes"] ?? "");
  const has = new Set(granted.split(",").map((scope) => scope.trim()));
  const wanted = { ...SCOPES, ...(hearsChannels ? CHANNEL_SCOPES : {}) };
  const missing = Object.entries(wanted).filter(([scope]) => !has.has(scope));
  const remedy = "paste the manifest anew (npm run --silent manifest -- slack --mode ...) and install the app again";
  return [
    { isGood: true, what: `${name}: the bot token is good, for ${data["team"]} (${data["team_id"]})` },
    missing.length === 0
      ? { isGood: true, what: `${name}: the app may do all it needs` }
      : { isGood: false, what: `${name}: the app may not: ${missing.map(([scope, why]) => `${scope} (${why})`).join(", ")}`, remedy },
  ];
}

function clockFinding(theirs: number, ours: number): Finding {
  const off = Math.round((ours - theirs) / 1000);
  if (Math.abs(off) * 1000 <= LARGEST_SKEW) return { isGood: true, what: "the clock of this machine is right" };
  const way = off > 0 ? "ahead" : "behind";
  return {
    isGood: false,
    what: `the clock of this machine is ${Math.abs(off)} s ${way}`,
    remedy: "set it by NTP: beyond five minutes every request is refused",
  };
}

function socketFinding(answer: WebAnswer | string): Finding {
  if (typeof answer === "string") return away("Socket Mode", answer);
  const data = fieldsOf(answer);
  if (data?.["ok"] === true) return { isGood: true, what: "Socket Mode: Slack gives a connection" };
  const word = String(data?.["error"] ?? `status ${answer.status}`);
  return {
    isGood: false,
    what: `Socket Mode: Slack gives no connection (${word})`,
    remedy: "make an app-level token with connections:write under Basic Information, set SLACK_APP_TOKEN, and switch Socket Mode on",
  };
}

/** Knocks at the bot's own door as Slack does when an address is entered. */
async function doorFinding({ signingSecret = "" }: SlackSettings, send: SendRequest, address: string, now: number): Promise<Finding> {
  const challenge = randomUUID();
  const body = JSON.stringify({ type: "url_verification", challenge });
  const stamp = String(Math.floor(now / 1000));
  const signature = `v0=${createHmac("sha256", signingSecret).update(`v0:${stamp}:${body}`).digest("hex")}`;
  const url = new URL(SLACK_PATH, address).href;
  const headers = { "content-type": "application/json", "x-slack-request-timestamp": stamp, "x-slack-signature": signature };
  const answer = await send({ url, headers, body, timeout: TIMEOUT }).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (typeof answer === "string") {
    return {
      isGood: false,
      what: `nobody answers at ${url} (${answer})`,
      remedy: "start the bot (npm start), and check PUBLIC_URL and the proxy before it",
    };
  }
  if (answer.body.includes(challenge)) return { isGood: true, what: `the bot answers Slack's question at ${url}` };
  const remedy =
    answer.status === 401
      ? "the bot runs with another SLACK_SIGNING_SECRET, or a proxy changes the body: start it anew"
      : "check what stands at that address";
  return { isGood: false, what: `${url} answers with status ${answer.status}`, remedy };
}

function away(name: string, problem: string): Finding {
  return {
    isGood: false,
    what: `${name}: ${describeFailure({ kind: "away", problem })}`,
    remedy:
      "let this machine reach slack.com and wss-primary.slack.com over HTTPS; a proxy is set with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY",
  };
}

function fieldsOf({ body }: WebAnswer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
