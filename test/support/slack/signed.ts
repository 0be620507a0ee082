import { createHmac } from "node:crypto";

export const SIGNING_SECRET = "0123456789abcdef0123456789abcdef";

/** What Slack would post: a signed request. */
export interface SignedRequest {
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs a text as Slack does. */
export function sign(
  body: string,
  { at = Date.now(), secret = SIGNING_SECRET, type = "application/json" }: { at?: number; secret?: string; type?: string } = {},
): SignedRequest {
  const stamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex")}`;
  return { method: "POST", headers: { "content-type": type, "x-slack-request-timestamp": stamp, "x-slack-signature": signature }, body };
}

/** An event, a command or a press in the form in which Slack posts it. */
export function posted(body: Readonly<Record<string, unknown>>, at?: number): SignedRequest {
  const options = at === undefined ? {} : { at };
  if (body["type"] === "event_callback" || body["type"] === "url_verification") return sign(JSON.stringify(body), options);
  const form = typeof body["command"] === "string" ? (body as Record<string, string>) : { payload: JSON.stringify(body) };
  return sign(new URLSearchParams(form).toString(), { ...options, type: "application/x-www-form-urlencoded" });
}
