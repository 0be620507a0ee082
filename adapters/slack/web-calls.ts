import type { Failure, Outcome } from "./failure.ts";
import { failureOf } from "./failure.ts";

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
  const { code, retryAfter, statusCode, data, original } = error as {
    readonly code?: string;
    readonly retryAfter?: number;
    readonly statusCode?: number;
    readonly data?: { readonly error?: unknown };
    readonly original?: unknown;
  };
  if (code === "slack_webapi_rate_limited_error") return { kind: "limited", after: Math.max(1, Number(retryAfter) || 1) };
  // Slack's library has no error of its own for a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith("Retry header did not contain")) return { kind: "limited", after: 1 };
  if (code === "slack_webapi_http_error") return statusFailure(statusCode ?? 0);
  if (code === "slack_webapi_platform_error") {
    const word = String(data?.error ?? "");
    // A page of a proxy or of Slack's own maintenance comes as if it were an error word.
    if (word === "" || word.length > LONGEST_WORD || /[^a-z0-9_]/i.test(word)) return UNREADABLE;
    if (PASSING.has(word)) return { kind: "away", problem: word };
    return UNDECIDED.has(word) ? { kind: "unknown", problem: word, isSilent: false } : { kind: "refused", word };
  }
  return failureOf(original ?? error);
}

/** An answer that says neither yes nor no. */
export const UNREADABLE: Failure = { kind: "unknown", problem: "no answer that can be read", isSilent: false };

/** What a bad status says: of a 503 alone it is sure that nothing was done. */
export function statusFailure(status: number): Failure {
  const problem = `status ${status}`;
  return status === 503 ? { kind: "away", problem } : { kind: "unknown", problem, isSilent: false };
}

/** Slack's own troubles in which it took nothing, by its words. */
const PASSING = new Set(["service_unavailable", "request_timeout", "ratelimited"]);
/** Of these Slack's documentation says that some of it may have been done before the error. */
const UNDECIDED = new Set(["internal_error", "fatal_error"]);
