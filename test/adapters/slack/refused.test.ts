import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command, mention } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";
import type { SignedRequest } from "../../support/slack/signed.ts";
import { posted, sign } from "../../support/slack/signed.ts";

const MINUTE = 60_000;
const ask = () => command({ text: "ID: 100050", responseUrl: night.slack.responseUrl() });
const FORM = "application/x-www-form-urlencoded";

/** A request with its headers changed; undefined takes one away. */
const headed = (request: SignedRequest, headers: Readonly<Record<string, string | undefined>>): SignedRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries({ ...request.headers, ...headers }).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >,
});
const now = () => String(Math.floor(Date.now() / 1000));

let night: SlackNight;
beforeAll(async () => {
  night = await startNight();
  await night.slack.wait(({ method }) => method === "auth.test");
});
afterAll(() => night.stop());

const CASES: readonly (readonly [string, () => SignedRequest, number])[] = [
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

describe("a request that is not Slack's", () => {
  const send = async (request: SignedRequest) => {
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${night.server.port()}/slack/events`, request);
    return { status: response.status, body: await response.text(), ms: performance.now() - begun };
  };

  it("comes in more than thirty ways", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(30);
  });

  it.each(CASES)("is refused: %s", async (_name, request, status) => {
    const before = night.slack.calls.length;
    const answer = await send(request());
    expect(answer.status).toBe(status);
    expect(answer.body).not.toMatch(/at \w+ \(|xoxb|0123456789abcdef/);
    // A command that is in order, behind it: when that has its answer, this one would have had its own.
    await night.deliver(command({ text: "help", responseUrl: night.slack.responseUrl() }));
    await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before);
    expect(night.slack.calls.slice(before)).toHaveLength(1);
  });

  it("is refused the second time, whatever it is", async () => {
    const before = night.slack.calls.length;
    const request = posted(ask());
    expect((await send(request)).status).toBe(200);
    for (const again of [request, request, request]) expect((await send(again)).status).toBe(401);
    await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before);
    await night.deliver(command({ text: "help", responseUrl: night.slack.responseUrl() }));
    await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before, 2);
    expect(night.slack.calls.slice(before)).toHaveLength(2);
  });

  it("costs nobody else his time, and does not fill the log", async () => {
    const times: number[] = [];
    for (let count = 0; count < 200; count += 1) times.push((await send(headed(posted(ask()), { "x-slack-signature": "v0=0" }))).ms);
    expect(times.toSorted((a, b) => a - b)[100]).toBeLessThan(100);
    expect(night.log.filter((line) => line.includes("is refused")).length).toBeLessThanOrEqual(12);
  });

  it("is told from one that is only unusual: a charset, a retry, another letter case of its type", async () => {
    const before = night.slack.calls.length;
    const unusual = [
      headed(posted(ask()), { "content-type": `${FORM}; charset=utf-8` }),
      headed(posted(ask()), { "content-type": "Application/X-WWW-Form-Urlencoded" }),
      headed(posted(ask()), { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" }),
      posted(ask(), Date.now() - 4 * MINUTE),
      posted(ask(), Date.now() + MINUTE),
    ];
    for (const request of unusual) expect((await send(request)).status).toBe(200);
    await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before, unusual.length);
  });

  it("is told from Slack's own questions", async () => {
    expect(await send(sign('{"type":"url_verification","challenge":"abc"}'))).toMatchObject({ status: 200, body: '{"challenge":"abc"}' });
    expect(await send(sign("ssl_check=1", { type: FORM }))).toMatchObject({ status: 200, body: "" });
  });

  it("answers in time a body that nobody listens to", async () => {
    for (const body of [
      { type: "unheard_of" },
      { ...ask(), command: "/other" },
      { type: "block_actions" },
      { type: "view_closed", view: {} },
    ]) {
      expect((await send(posted(body))).status).toBe(200);
    }
  });
});
