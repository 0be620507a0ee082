import { createHmac, randomUUID } from "node:crypto";
import type { DoctorParts, Finding } from "./doctor-parts.ts";
import { fieldsOf, TIMEOUT } from "./doctor-parts.ts";
import { describeFailure } from "./failure.ts";
import { requestUrl } from "./manifest.ts";
import type { SlackSettings } from "./settings.ts";
import type { SendRequest, WebAnswer } from "./web-request.ts";

/** Whether a connection of Socket Mode opens; `answer` is what Slack said when it was asked for one. */
export async function socketFinding(answer: WebAnswer | string, greet: (url: string) => Promise<string | undefined>): Promise<Finding> {
  if (typeof answer === "string") return away("Socket Mode", answer);
  const data = fieldsOf(answer);
  if (data?.["ok"] !== true) {
    return {
      isGood: false,
      what: `Socket Mode: Slack gives no connection (${String(data?.["error"] ?? `status ${answer.status}`)})`,
      remedy: "make an app-level token with connections:write under Basic Information, set SLACK_APP_TOKEN, and switch Socket Mode on",
    };
  }
  const url = URL.parse(String(data["url"]));
  const problem = url === null ? "Slack gives no address for it" : await greet(url.href);
  if (problem === undefined) return { isGood: true, what: "Socket Mode: the connection opens, and Slack greets" };
  const what = `Socket Mode: ${problem} (${url?.host ?? "?"})`;
  return {
    isGood: false,
    what,
    remedy: `let this machine reach ${url?.hostname ?? "Slack"} by WebSocket over HTTPS; some proxies cut it off`,
  };
}

/** Knocks at the bot's own door as Slack does when an address is entered. */
export async function doorFindings({ settings, send, address, publicUrl }: DoctorParts, now: number): Promise<readonly Finding[]> {
  const finding = await doorFinding(settings, send, requestUrl(publicUrl ?? address), now);
  if (publicUrl !== undefined) return [finding];
  return [
    finding,
    { isGood: undefined, what: "the way from Slack to the bot is not tried", remedy: "set PUBLIC_URL, and the doctor knocks there" },
  ];
}

async function doorFinding({ signingSecret = "" }: SlackSettings, send: SendRequest, url: string, now: number): Promise<Finding> {
  const challenge = randomUUID();
  const body = JSON.stringify({ type: "url_verification", challenge });
  const stamp = String(Math.floor(now / 1000));
  const signature = `v0=${createHmac("sha256", signingSecret).update(`v0:${stamp}:${body}`).digest("hex")}`;
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

/** Slack itself was not reached. */
export function away(name: string, problem: string): Finding {
  return {
    isGood: false,
    what: `${name}: ${describeFailure({ kind: "away", problem })}`,
    remedy:
      "let this machine reach slack.com and wss-primary.slack.com over HTTPS; a proxy is set with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY",
  };
}
