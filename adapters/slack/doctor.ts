import { appFinding, placeFinding } from "./doctor-app.ts";
import type { Call, DoctorParts, Finding } from "./doctor-parts.ts";
import { fieldsOf, PASTE, TIMEOUT } from "./doctor-parts.ts";
import { away, doorFindings, socketFinding } from "./doctor-ways.ts";
import { LOST_TOKEN } from "./failure.ts";
import { greetSocket } from "./greet-socket.ts";
import { CHANNEL_SCOPES, SCOPES } from "./manifest.ts";
import type { SlackToken } from "./settings.ts";
import type { WebAnswer } from "./web-request.ts";

/** Slack refuses nothing below five minutes; a clock that is a minute off will be soon. */
const LARGEST_SKEW = 60_000;

/** Looks at everything that set-ups have failed on: tokens, rights, the clock, the way in, the app itself, and where posts go; posts nothing. */
export async function examineSlack(parts: DoctorParts): Promise<readonly Finding[]> {
  const { settings, send, now = Date.now, greet = greetSocket } = parts;
  const call: Call = (method, token, args = {}) =>
    send({
      ...{ url: `${settings.apiUrl}${method}`, timeout: TIMEOUT, body: new URLSearchParams(args).toString() },
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
  if (settings.mode === "socket") findings.push(await socketFinding(await call("apps.connections.open", settings.appToken ?? ""), greet));
  else findings.push(...(await doorFindings(parts, now())));
  findings.push(await appFinding(parts, call));
  const places = [
    ...(parts.escalateTo === undefined ? [] : [["SLACK_ESCALATE_TO", parts.escalateTo] as const]),
    ...settings.alerts.map(({ channel }) => ["SLACK_ALERTS", channel] as const),
  ];
  for (const [variable, place] of places) findings.push(await placeFinding(variable, place, settings, call));
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
  const missingOf = (scopes: Readonly<Record<string, string>>) =>
    Object.entries(scopes)
      .filter(([scope]) => !has.has(scope))
      .map(([scope, why]) => `${scope} (${why})`);
  const missing = [...missingOf(SCOPES), ...(hearsChannels ? missingOf(CHANNEL_SCOPES) : [])];
  const optional = hearsChannels ? [] : missingOf(CHANNEL_SCOPES);
  return [
    { isGood: true, what: `${name}: the bot token is good, for ${data["team"]} (${data["team_id"]})` },
    missing.length === 0
      ? { isGood: true, what: `${name}: the app may do all it needs` }
      : { isGood: false, what: `${name}: the app may not: ${missing.join(", ")}`, remedy: PASTE },
    ...(optional.length === 0
      ? []
      : [
          {
            isGood: undefined,
            what: `${name}: the app does not hear ${optional.join(", ")}`,
            remedy:
              "so replies in a thread need a mention, and alerts are not answered; to change that, print the manifest with --channels",
          },
        ]),
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
