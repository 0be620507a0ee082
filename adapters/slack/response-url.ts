import type { Outcome } from "./failure.ts";
import { failureOf } from "./failure.ts";
import { statusFailure, UNREADABLE } from "./web-calls.ts";
import type { SendRequest } from "./web-request.ts";

/** Posts to the address that Slack gave with a command or a press: it reaches channels that the bot is not in, five times in half an hour. */
export type Respond = (url: string, message: Readonly<Record<string, unknown>> | string) => Promise<Outcome>;

const TIMEOUT = 10_000;
const HEADERS = { "content-type": "application/json; charset=utf-8" } as const;
const HOSTS = new Set(["hooks.slack.com", "hooks.slack-gov.com"]);

/** Posts a message, or one that is written already, only to Slack's own hosts, whatever the signed body says; `apiUrl` on this machine stands for Slack when trying out. */
export function createRespond(send: SendRequest, apiUrl: string): Respond {
  const here = new URL(apiUrl);
  const isHere = here.protocol === "http:";
  return async (url, message) => {
    const target = URL.parse(url);
    const isSlack = target?.protocol === "https:" && target.port === "" && HOSTS.has(target.hostname);
    if (target === null || !(isSlack || (isHere && target.origin === here.origin)))
      return { kind: "refused", word: "foreign_response_url" };
    try {
      const body = typeof message === "string" ? message : JSON.stringify(message);
      return read(await send({ url: target, headers: HEADERS, body, timeout: TIMEOUT }));
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** It answers "ok", or an error word as text or JSON. */
function read({ status, headers, body }: Awaited<ReturnType<SendRequest>>): Outcome {
  if (status === 429) return { kind: "limited", after: Math.max(1, Number(headers["retry-after"]) || 1) };
  if (status >= 500) return statusFailure(status);
  const text = body.trim();
  if (status < 300 && (text === "" || text === "ok" || text.startsWith('{"ok":true'))) return { kind: "done", data: {} };
  const word = /^\{.*"error"\s*:\s*"([a-z0-9_]+)"/s.exec(text)?.[1] ?? (/^[a-z0-9_]{1,60}$/.exec(text)?.[0] || undefined);
  if (word !== undefined) return { kind: "refused", word };
  return status < 300 ? UNREADABLE : { kind: "refused", word: `status_${status}` };
}
