import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";
import { FORM, headed, MINUTE, refusedRequests } from "../../support/slack/refused-requests.ts";
import type { SignedRequest } from "../../support/slack/signed.ts";
import { posted, sign } from "../../support/slack/signed.ts";

const ask = () => command({ text: "ID: 100050", responseUrl: night.slack.responseUrl() });

let night: SlackNight;
beforeAll(async () => {
  night = await startNight();
  await night.slack.wait(({ method }) => method === "auth.test");
});
afterAll(() => night.stop());

const CASES = refusedRequests(ask);

describe("a request that is not Slack's", () => {
  const send = async (request: SignedRequest) => {
    const response = await fetch(`http://127.0.0.1:${night.server.port()}/slack/events`, request);
    return { status: response.status, body: await response.text() };
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

  it("does not fill the log, however often it comes", async () => {
    for (let count = 0; count < 200; count += 1) await send(headed(posted(ask()), { "x-slack-signature": "v0=0" }));
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
});
