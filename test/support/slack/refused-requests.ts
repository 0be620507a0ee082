import { mention } from "./events.ts";
import type { SignedRequest } from "./signed.ts";
import { posted, sign } from "./signed.ts";

export const MINUTE = 60_000;
export const FORM = "application/x-www-form-urlencoded";

/** A request with its headers changed; undefined takes one away. */
export const headed = (request: SignedRequest, headers: Readonly<Record<string, string | undefined>>): SignedRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries({ ...request.headers, ...headers }).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >,
});
const now = () => String(Math.floor(Date.now() / 1000));

/** Each by its name, with the status that refuses it; `ask` is a command that would have an answer, were it in order. */
export const refusedRequests = (
  ask: () => Readonly<Record<string, unknown>>,
): readonly (readonly [string, () => SignedRequest, number])[] => [
  ["no headers at all", () => headed(posted(ask()), { "x-slack-signature": undefined, "x-slack-request-timestamp": undefined }), 401],
  ["no signature", () => headed(posted(ask()), { "x-slack-signature": undefined }), 401],
  ["no time", () => headed(posted(ask()), { "x-slack-request-timestamp": undefined }), 401],
  ["an empty signature", () => headed(posted(ask()), { "x-slack-signature": "" }), 401],
  ["a signature without a version", () => headed(posted(ask()), { "x-slack-signature": "abc" }), 401],
  ["another version", () => headed(posted(ask()), { "x-slack-signature": `v1=${"0".repeat(64)}` }), 401],
  ["a signature of zeros", () => headed(posted(ask()), { "x-slack-signature": `v0=${"0".repeat(64)}` }), 401],
  ["a signature without its hash", () => headed(posted(ask()), { "x-slack-signature": "v0=" }), 401],
  ["a signature that is too long", () => headed(posted(ask()), { "x-slack-signature": `v0=${"f".repeat(4000)}` }), 401],
  [
    "another secret",
    () => sign(new URLSearchParams(ask() as Record<string, string>).toString(), { secret: "f".repeat(32), type: FORM }),
    401,
  ],
  ["an empty secret", () => sign(new URLSearchParams(ask() as Record<string, string>).toString(), { secret: "", type: FORM }), 401],
  ["a body changed after signing", () => ({ ...posted(ask()), body: `${posted(ask()).body}x` }), 401],
  ["another body under the signature of one", () => ({ ...posted(ask()), body: posted(mention({ text: "ID: 100050" })).body }), 401],
  ["a time changed after signing", () => headed(posted(ask(), Date.now() - 2000), { "x-slack-request-timestamp": now() }), 401],
  ["a time in words", () => headed(posted(ask()), { "x-slack-request-timestamp": "now" }), 401],
  ["a time with a fraction", () => headed(posted(ask()), { "x-slack-request-timestamp": `${now()}.5` }), 401],
  ["a negative time", () => headed(posted(ask()), { "x-slack-request-timestamp": `-${now()}` }), 401],
  ["a time in hexadecimal", () => headed(posted(ask()), { "x-slack-request-timestamp": "0x6565" }), 401],
  ["six minutes old", () => posted(ask(), Date.now() - 6 * MINUTE), 401],
  ["a day old", () => posted(ask(), Date.now() - 1440 * MINUTE), 401],
  ["of 1970", () => posted(ask(), 0), 401],
  ["six minutes ahead", () => posted(ask(), Date.now() + 6 * MINUTE), 401],
  ["an hour ahead", () => posted(ask(), Date.now() + 60 * MINUTE), 401],
  ["a year ahead", () => posted(ask(), Date.now() + 525_600 * MINUTE), 401],
  ["unsigned ssl_check", () => ({ method: "POST", headers: { "content-type": FORM }, body: "ssl_check=1" }), 401],
  [
    "an unsigned url_verification",
    () => ({ method: "POST", headers: { "content-type": "application/json" }, body: '{"type":"url_verification","challenge":"c"}' }),
    401,
  ],
  ["plain text", () => sign("ID: 100050", { type: "text/plain" }), 415],
  ["no type", () => headed(sign('{"type":"event_callback"}'), { "content-type": "application/octet-stream" }), 415],
  ["a form with broken JSON", () => sign("payload=%7Bbroken", { type: FORM }), 400],
  ["broken JSON", () => sign('{"type":"event_callback"'), 400],
  ["JSON that is a list", () => sign("[1,2]"), 400],
  ["JSON that is a number", () => sign("12"), 400],
  ["an empty body", () => sign(""), 400],
  ["more than 256 KiB", () => sign(`{"type":"event_callback","x":"${"y".repeat(262_144)}"}`), 413],
];
