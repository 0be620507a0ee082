import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createSockets } from "../../../adapters/slack/socket-receiver.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { mention, press } from "../../support/slack/events.ts";
import type { FakeSlack } from "../../support/slack/fake-slack.ts";
import { startFakeSlack } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight, until } from "../../support/slack/night.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function begin(): Promise<{ night: SlackNight; slack: FakeSlack }> {
  const slack = await startFakeSlack();
  ended.push(() => slack.stop());
  const night = await startNight({ mode: "socket", slack });
  ended.push(() => night.stop());
  return { night, slack };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const EVERY = 40;

/** 25 messages a second, an event and a click in turn, while something happens to the connections; events that nobody heard come again, as from Slack. */
async function rush(
  { slack }: { readonly slack: FakeSlack },
  seconds: number,
  happen: (second: number) => void,
): Promise<{ lostEvents: number; lostClicks: number }> {
  const events: { readonly channel: string; readonly body: Record<string, unknown> }[] = [];
  const clicks: string[] = [];
  const sentAs = new Map<string, string>();
  for (let count = 0; count < seconds * 25; count += 1) {
    if (count % 25 === 12) happen(Math.floor(count / 25));
    if (count % 2 === 0) {
      const channel = `C0EVENT${count}`;
      const body = mention({ text: "help", channel });
      events.push({ channel, body });
      sentAs.set(channel, slack.push("events_api", body));
    } else {
      const channel = `C0CLICK${count}`;
      clicks.push(channel);
      slack.push("interactive", press({ action: "intent:0", value: 'v1:{"kind":"help"}', channel, thread: "1.1" }));
    }
    await pause(EVERY);
  }
  for (const { channel, body } of events) {
    if (slack.acks.has(sentAs.get(channel) ?? "")) continue;
    await until(() => slack.sockets.size > 0);
    slack.push("events_api", body);
  }
  const answered = () =>
    new Set(slack.calls.filter(({ method }) => method === "chat.postMessage").map(({ args }) => String(args["channel"])));
  const end = performance.now() + 3000;
  while (performance.now() < end && [...events.map(({ channel }) => channel), ...clicks].some((channel) => !answered().has(channel)))
    await pause(20);
  const heard = answered();
  return {
    lostEvents: events.filter(({ channel }) => !heard.has(channel)).length,
    lostClicks: clicks.filter((channel) => !heard.has(channel)).length,
  };
}

describe("Socket Mode under 25 messages a second", () => {
  it("loses nothing when Slack renews one connection after the other", async () => {
    const { slack } = await begin();
    const lost = await rush({ slack }, 3, () => {
      const [oldest] = slack.sockets;
      if (oldest !== undefined) slack.renew(oldest, "replaced");
    });
    expect(lost).toEqual({ lostEvents: 0, lostClicks: 0 });
    await until(() => slack.sockets.size === 2);
  });

  it("loses nothing when Slack renews both at once", async () => {
    const { slack } = await begin();
    const lost = await rush({ slack }, 2, (second) => {
      if (second === 0) for (const socket of slack.sockets) slack.renew(socket, "replaced");
    });
    expect(lost).toEqual({ lostEvents: 0, lostClicks: 0 });
    await until(() => slack.sockets.size === 2);
  });

  it("hears on over a connection that Slack only says it will end", async () => {
    const { slack } = await begin();
    const [old] = slack.sockets;
    if (old === undefined) throw new Error("no connection");
    slack.renew(old, "never");
    await until(() => slack.sockets.size === 3);
    const id = slack.push(
      "interactive",
      press({ action: "intent:0", value: 'v1:{"kind":"help"}', channel: "C0LATE001", thread: "1.1" }),
      old,
    );
    await slack.wait(({ args }) => args["channel"] === "C0LATE001");
    expect(slack.acks.has(id)).toBe(true);
  });

  it("loses no event, and a click at most, when a connection breaks", async () => {
    const { slack } = await begin();
    const lost = await rush({ slack }, 2, (second) => {
      if (second === 0) [...slack.sockets][0]?.terminate();
    });
    expect(lost).toEqual({ lostEvents: 0, lostClicks: expect.toSatisfy((count: number) => count <= 1) });
    await until(() => slack.sockets.size === 2);
  });
});

describe("Socket Mode", () => {
  it("answers an event once that is delivered on both connections", async () => {
    const { night, slack } = await begin();
    const body = mention({ text: "ID: 100050" });
    for (const socket of slack.sockets) slack.push("events_api", body, socket);
    await slack.wait(({ method }) => method === "chat.postMessage");
    await night.deliver(mention({ text: "help" }));
    await slack.wait(({ method }) => method === "chat.postMessage", 2);
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
  });

  it("lives through an outage of Slack, and connects again by itself", async () => {
    const { slack } = await begin();
    const port = Number(new URL(slack.url).port);
    ended.splice(0, 1);
    await slack.stop();
    await pause(700);
    const back = await startFakeSlack(undefined, port);
    ended.unshift(() => back.stop());
    await until(() => back.sockets.size === 2);
    back.push("events_api", mention({ text: "ID: 100050" }));
    await back.wait(({ method }) => method === "chat.postMessage");
  });

  it("says what to do when the app-level token is refused, and does not end", async () => {
    const slack = await startFakeSlack();
    ended.push(() => slack.stop());
    slack.trouble = ({ method }) => (method === "apps.connections.open" ? { kind: "error", word: "invalid_auth" } : undefined);
    const night = await startNight({ slack, settings: { mode: "socket", appToken: "xapp-1-test" } });
    ended.push(() => night.stop());
    await until(() => night.log.some((line) => /invalid_auth\): check SLACK_APP_TOKEN/.test(line)));
  });

  it("says it once while the app-level token stays refused, and then about every hour", async () => {
    const clock = createFakeClock();
    const log: string[] = [];
    let tries = 0;
    const refused = {
      start: async () => {
        tries += 1;
        throw new Error("An API error occurred: invalid_auth");
      },
      ...{ disconnect: async () => {}, once: () => {}, off: () => {} },
    };
    const sockets = createSockets({ open: () => refused, process: async () => {}, clock, log: (line) => log.push(line) });
    sockets.start();
    await clock.forward(59 * 60_000);
    expect(tries).toBeGreaterThan(400);
    expect(log).toHaveLength(1);
    await clock.forward(3 * 60_000);
    expect(log).toHaveLength(2);
    await sockets.stop();
  });

  it("stops while Slack does not even close the connection", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await until(() => silent.listening);
    const slack = { ...(await startFakeSlack()), apiUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/api/` };
    ended.push(() => slack.stop());
    const night = await startNight({ slack, settings: { mode: "socket", appToken: "xapp-1-test" } });
    // It comes to an end at all.
    await night.stop();
    silent.closeAllConnections();
    silent.close();
  });
});
