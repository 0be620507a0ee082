import { afterEach, describe, expect, it } from "vitest";
import { command, mention, message, press } from "../../support/slack/events.ts";
import type { FakeSlack, Installation } from "../../support/slack/fake-slack.ts";
import { INSTALLED, startFakeSlack } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});
const LEAST: Installation = { ...INSTALLED, scopes: "commands,chat:write,app_mentions:read,im:history" };

async function begin(
  options: Parameters<typeof startNight>[0] = {},
  installed = INSTALLED,
): Promise<{ night: SlackNight; slack: FakeSlack }> {
  const slack = await startFakeSlack([installed]);
  ended.push(() => slack.stop());
  slack.sharedChannels.add("C0EXTERN1");
  const night = await startNight({ slack, ...options });
  ended.push(() => night.stop());
  await slack.wait(({ method }) => method === "auth.test");
  return { night, slack };
}

const ask = (slack: FakeSlack, channel: string) => command({ text: "ID: 100050", channel, responseUrl: slack.responseUrl() });
const share = (slack: FakeSlack, channel: string) =>
  press({
    ...{ action: "share", value: 'v1:{"kind":"open","article":"agent-cannot-connect-to-azure"}', isEphemeral: true, channel },
    responseUrl: slack.responseUrl(),
  });
const responses = async (slack: FakeSlack, count: number) => (await slack.wait(({ method }) => method === "response", count)).at(-1)?.args;

describe("a channel that another organisation reads", () => {
  it("is refused at the first command after a start, and asked about once, over both ways in", async () => {
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode });
      for (let count = 1; count <= 3; count += 1) {
        await night.deliver(ask(slack, "C0EXTERN1"));
        expect((await responses(slack, count))?.["text"]).toMatch(/gedeeld[\s\S]*shared/);
      }
      await night.deliver(share(slack, "C0EXTERN1"));
      expect((await responses(slack, 4))?.["response_type"]).toBe("ephemeral");
      await night.deliver(ask(slack, "C0INTERN1"));
      expect((await responses(slack, 5))?.["text"]).toContain("100050");
      await night.deliver(share(slack, "C0INTERN1"));
      expect((await responses(slack, 6))?.["response_type"]).toBe("in_channel");
      expect(slack.lookups).toEqual(["C0EXTERN1", "C0INTERN1"]);
    }
  });

  it("is answered where the settings name it, and nothing is asked", async () => {
    const { night, slack } = await begin({ settings: { sharedChannels: ["C0EXTERN1"] } });
    await night.deliver(share(slack, "C0EXTERN1"));
    expect((await responses(slack, 1))?.["response_type"]).toBe("in_channel");
    expect(slack.lookups).toEqual([]);
  });

  it("cannot be told without the right to ask: the asker gets his answer, and nothing is shown to all until an event has told it", async () => {
    for (const [channel, installed] of [
      ["C0INTERN1", LEAST],
      ["G0GEHEIM1", INSTALLED],
    ] as const) {
      const { night, slack } = await begin({}, installed);
      await night.deliver(ask(slack, channel));
      expect((await responses(slack, 1))?.["text"]).toContain("100050");
      await night.deliver(share(slack, channel));
      expect(await responses(slack, 2)).toMatchObject({ response_type: "ephemeral", text: expect.stringMatching(/cannot see whether/) });
      await night.deliver(mention({ text: "help", channel }));
      await slack.wait(({ method }) => method === "chat.postMessage");
      await night.deliver(share(slack, channel));
      expect((await responses(slack, 3))?.["response_type"]).toBe("in_channel");
      expect(slack.lookups).toEqual([]);
    }
  });

  it("is not guessed at where Slack does not tell: the asker gets his answer, and nothing is shown to all", async () => {
    const { night, slack } = await begin();
    slack.trouble = ({ method }) => (method === "conversations.info" ? { kind: "error", word: "channel_not_found" } : undefined);
    await night.deliver(ask(slack, "C0GEHEIM1"));
    expect((await responses(slack, 1))?.["text"]).toContain("100050");
    await night.deliver(share(slack, "C0GEHEIM1"));
    expect((await responses(slack, 2))?.["response_type"]).toBe("ephemeral");
    expect(slack.lookups).toEqual(["C0GEHEIM1"]);
  });

  it("is called what it is where it is a direct message", async () => {
    const { night, slack } = await begin();
    await night.deliver({ ...message({ text: "ID: 100050" }), is_ext_shared_channel: true });
    const [told] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(told?.args["text"]).toMatch(/directe gesprek[\s\S]*this direct message/);
    expect(told?.args["text"]).not.toContain("Send me a direct message");
  });
});
