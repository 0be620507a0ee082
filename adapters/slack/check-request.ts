import type { IncomingHttpHeaders } from "node:http";
import { createRecentMap } from "#core";

/** What a request turned out to be. */
export type CheckedRequest =
  | { readonly kind: "body"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly status: 400 | 401 | 415; readonly because: string };

/** Bolt's own check of a signature; throws for one that is stale or not right. */
export type VerifySignature = (options: {
  readonly signingSecret: string;
  readonly body: string;
  readonly headers: { readonly "x-slack-signature": string; readonly "x-slack-request-timestamp": number };
  readonly nowMilliseconds?: number;
}) => void;

const WINDOW_SECONDS = 300;
/** Five minutes of more commands than Slack delivers to anybody. */
const MOST_SIGNATURES = 20_000;

/** Checks that a request comes from Slack, now and for the first time, before a word of it is read. */
export function createRequestCheck(signingSecret: string, verify: VerifySignature) {
  const seen = createRecentMap<true>(MOST_SIGNATURES);
  return (headers: IncomingHttpHeaders, bytes: Buffer, now: number = Date.now()): CheckedRequest => {
    const signature = headers["x-slack-signature"];
    const stamp = headers["x-slack-request-timestamp"];
    if (typeof signature !== "string" || typeof stamp !== "string" || !/^\d{1,12}$/.test(stamp)) return refused(401, "not signed");
    // Bolt refuses only what is old.
    if (Number(stamp) - now / 1000 > WINDOW_SECONDS) return refused(401, "signed in the future");
    const text = bytes.toString("utf8");
    try {
      verify({
        ...{ signingSecret, body: text, nowMilliseconds: now },
        headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(stamp) },
      });
    } catch {
      return refused(401, "the signature is old or not right");
    }
    if (seen.get(signature)) return refused(401, "a copy of an earlier request");
    seen.set(signature, true);
    const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
    if (type === "application/json") return bodyOf(parse(text));
    if (type !== "application/x-www-form-urlencoded") return refused(415, "neither JSON nor a form");
    const form = Object.fromEntries(new URLSearchParams(text));
    return bodyOf("payload" in form ? parse(form["payload"] ?? "") : form);
  };
}

function refused(status: 400 | 401 | 415, because: string): CheckedRequest {
  return { kind: "refused", status, because };
}

function bodyOf(value: unknown): CheckedRequest {
  const isBody = typeof value === "object" && value !== null && !Array.isArray(value);
  return isBody ? { kind: "body", body: value as Readonly<Record<string, unknown>> } : refused(400, "nothing that Slack sends");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
