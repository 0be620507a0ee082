import type { Outcome } from "./failure.ts";

/** The one thing that is used of Slack's client. */
export interface ApiClient {
  apiCall(method: string, args?: Record<string, unknown>): Promise<unknown>;
}

/** Settings of every client: a limit of time, and no tries or waits of its own, since the queue of each channel has those. */
export const CLIENT_OPTIONS = { timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;

const LONGEST_WORD = 60;

/** Calls one method of the Web API; what goes wrong is an outcome, never an exception. */
export async function callMethod(client: ApiClient, method: string, args: Readonly<Record<string, unknown>>): Promise<Outcome> {
  try {
    return { kind: "done", data: (await client.apiCall(method, { ...args })) as Readonly<Record<string, unknown>> };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Outcome {
  const { code, retryAfter, statusCode, data } = error as {
    readonly code?: string;
    readonly retryAfter?: number;
    readonly statusCode?: number;
    readonly data?: { readonly error?: unknown };
  };
  if (code === "slack_webapi_rate_limited_error") return { kind: "limited", after: Math.max(1, Number(retryAfter) || 1) };
  if (code === "slack_webapi_http_error") return { kind: "away", problem: `status ${statusCode}` };
  if (code === "slack_webapi_platform_error") {
    const word = String(data?.error ?? "");
    // A page of a proxy or of Slack's own maintenance comes as if it were an error word.
    if (word === "" || word.length > LONGEST_WORD || /[^a-z0-9_]/i.test(word))
      return { kind: "away", problem: "no answer that can be read" };
    return PASSING.has(word) ? { kind: "away", problem: word } : { kind: "refused", word };
  }
  return { kind: "away", problem: error instanceof Error ? (error.message.split("\n", 1)[0] ?? "").slice(0, 200) : "unknown" };
}

/** Slack's own troubles, by its words: worth another try. */
const PASSING = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"]);
