import { createRequire } from "node:module";
import { afterEach, describe, expect, it } from "vitest";
import { createSlackFetch } from "../../../adapters/slack/slack-fetch.ts";
import { CLIENT_OPTIONS } from "../../../adapters/slack/web-calls.ts";
import { createSendRequest } from "../../../adapters/slack/web-request.ts";
import { command, mention } from "../../support/slack/events.ts";
import { SIGNING_SECRET, sign } from "../../support/slack/signed.ts";

const bolt: typeof import("@slack/bolt") = createRequire(import.meta.url)("@slack/bolt");
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => "info" as never, setName() {} };
const rejections: unknown[] = [];
const keep = (reason: unknown) => void rejections.push(reason);
afterEach(() => {
  process.off("unhandledRejection", keep);
  rejections.splice(0);
});

/** An app as it comes, whose network is the function. */
function appOf(clientOptions: object, authorize: () => Promise<object>) {
  const receiver = { init() {}, start: async () => undefined, stop: async () => undefined };
  return new bolt.App({ receiver, authorize, logger: quiet, clientOptions: clientOptions as never });
}

/** Defects of the versions in use. Each test fails when an upgrade mends one, and then its guard can be looked at again. */
describe("Slack's libraries, as they are", () => {
  it("send one team's message with another's token once `headers` are among the options: so ours never are", async () => {
    const tokens: string[] = [];
    const fetch = async (_url: unknown, init: RequestInit) => {
      tokens.push(new Headers(init.headers).get("authorization") ?? "");
      return new Response('{"ok":true}', { status: 200 });
    };
    const talk = async (options: object) => {
      let team = 0;
      const app = appOf({ ...options, fetch }, async () => {
        team += 1;
        return { botToken: `xoxb-${team}`, teamId: `T${team}`, botId: "B", botUserId: "U" };
      });
      app.event("app_mention", async ({ client }) => void (await client.chat.postMessage({ channel: "C", text: "x" })));
      for (const name of ["T1", "T2"]) await app.processEvent({ body: mention({ team: name }), ack: async () => {} });
      return tokens.splice(0);
    };
    expect(await talk({ headers: { "x-ours": "1" } })).toEqual(["Bearer xoxb-1", "Bearer xoxb-1"]);
    expect(await talk({})).toEqual(["Bearer xoxb-1", "Bearer xoxb-2"]);
    expect(CLIENT_OPTIONS).not.toHaveProperty("headers");
  });

  it("rewrite the retries of shared options in Socket Mode: so every client gets options of its own, with retries named", () => {
    const shared: { retryConfig?: object } = {};
    new bolt.SocketModeReceiver({ appToken: "xapp-1", logger: quiet, installerOptions: { clientOptions: shared } });
    expect(shared.retryConfig).toMatchObject({ retries: 100 });
    const own = { ...CLIENT_OPTIONS };
    new bolt.SocketModeReceiver({ appToken: "xapp-1", logger: quiet, installerOptions: { clientOptions: own } });
    expect(own).toEqual(CLIENT_OPTIONS);
  });

  it("leave a rejection to nobody when a reconnection fails for good, which ends a process: so they never reconnect by themselves", async () => {
    process.on("unhandledRejection", keep);
    const open = (autoReconnectEnabled: boolean) => {
      const clientOptions = { retryConfig: { retries: 0 }, fetch: async () => Promise.reject(new Error("away")) };
      const receiver = new bolt.SocketModeReceiver({
        ...{ appToken: "xapp-1", logger: quiet, autoReconnectEnabled, clientPingTimeout: 1 },
        installerOptions: { clientOptions: clientOptions as never },
      });
      // Private in Bolt; the defect is in it.
      return (receiver as unknown as { client: { emit(event: string): void; reconnectionTimer?: unknown } }).client;
    };
    open(true).emit("close");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(String(rejections)).toContain("away");
    rejections.splice(0);
    open(false).emit("close");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rejections).toEqual([]);
  });

  it("ask for the token's owner in the constructor and let a refusal end the process: so ours are asked for apart", async () => {
    process.on("unhandledRejection", keep);
    const fetch = async () => new Response('{"ok":false,"error":"invalid_auth"}', { status: 200 });
    const receiver = { init() {}, start: async () => undefined, stop: async () => undefined };
    new bolt.App({ receiver, token: "xoxb-1", logger: quiet, clientOptions: { fetch } as never });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(String(rejections)).toContain("invalid_auth");
  });

  it("take a signature of the future, and the same one twice", () => {
    const { body, headers } = sign("{}", { at: Date.now() + 3_600_000 });
    const verify = () =>
      bolt.verifySlackRequest({
        ...{ signingSecret: SIGNING_SECRET, body },
        headers: {
          "x-slack-signature": headers["x-slack-signature"] ?? "",
          "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
        },
      });
    expect(verify).not.toThrow();
    expect(verify).not.toThrow();
  });

  it("run the same event as often as it comes, and say nothing to a team without a token", async () => {
    let runs = 0;
    const app = appOf({}, async () => ({}));
    app.event("app_mention", async () => {
      runs += 1;
    });
    const body = mention();
    for (let count = 0; count < 3; count += 1) await app.processEvent({ body, ack: async () => {} });
    expect(runs).toBe(3);
    const refused = appOf({}, async () => Promise.reject(new Error("no such team")));
    refused.command("/mabs", async () => {
      runs += 1;
    });
    const acks: unknown[] = [];
    await refused.processEvent({ body: command(), ack: async (response) => void acks.push(response) }).catch(() => {});
    expect({ runs, acks }).toEqual({ runs: 3, acks: [] });
  });

  it("have no limit of time of their own: ours have", async () => {
    const client = new bolt.webApi.WebClient("xoxb-1");
    // Not in its types; the default is the defect.
    expect((client as unknown as { timeout: number }).timeout).toBe(0);
    const pool = createSendRequest();
    const { createServer } = await import("node:http");
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const fetch = createSlackFetch(pool.send, 50);
    await expect(fetch(`http://127.0.0.1:${port}/api/x`, { method: "POST", body: "" })).rejects.toThrow("no answer within");
    pool.close();
    silent.closeAllConnections();
    silent.close();
  });
});
