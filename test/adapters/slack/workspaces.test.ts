import { afterEach, describe, expect, it } from "vitest";
import { createWorkspaces } from "../../../adapters/slack/workspaces.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { command, mention, message, press, removed } from "../../support/slack/events.ts";
import type { FakeSlack, Installation } from "../../support/slack/fake-slack.ts";
import { INSTALLED, startFakeSlack } from "../../support/slack/fake-slack.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight, until } from "../../support/slack/night.ts";

const SECOND: Installation = { token: "xoxb-second-0002", team: "T0TWEEDE1", bot: "U0VANGNE2" };
const both = [INSTALLED, SECOND].map(({ team, token }) => ({ team, token }));
const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function begin(
  settings: Parameters<typeof startNight>[0],
  installations = [INSTALLED, SECOND],
): Promise<{ night: SlackNight; slack: FakeSlack }> {
  const slack = await startFakeSlack(installations);
  ended.push(() => slack.stop());
  const night = await startNight({ slack, ...settings });
  ended.push(() => night.stop());
  return { night, slack };
}

const posts = (slack: FakeSlack) => slack.calls.filter(({ method }) => method.startsWith("chat."));

describe("several workspaces", () => {
  it("each get their own token and never the other's, over both ways in", async () => {
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode, settings: { tokens: both } });
      await Promise.all(
        Array.from({ length: 20 }, (_value, index) => {
          const team = index % 2 === 0 ? INSTALLED.team : SECOND.team;
          return night.deliver(mention({ text: "ID: 100050", team, channel: `C0${team}`, user: `U0${index}` }));
        }),
      );
      await slack.wait(({ method }) => method === "chat.postMessage", 20);
      for (const { token, args } of posts(slack)) {
        expect(token).toBe(args["channel"] === `C0${INSTALLED.team}` ? INSTALLED.token : SECOND.token);
      }
    }
  });

  it("are refused a token that Slack says is another team's", async () => {
    const { night, slack } = await begin({ settings: { tokens: [{ team: INSTALLED.team, token: SECOND.token }] } });
    await until(() => night.log.some((line) => line.includes("its token is of T0TWEEDE1")));
    expect(slack.calls.every(({ method }) => method === "auth.test")).toBe(true);
  });

  it("leave a foreign team with nothing but the refusal", async () => {
    const { night, slack } = await begin({});
    await slack.wait(({ method }) => method === "auth.test");
    const team = "T0VREEMD1";
    await night.deliver(mention({ text: "ID: 100050", team }));
    await night.deliver(message({ text: "ID: 100050", team }));
    await night.deliver(command({ text: "ID: 100050", team, responseUrl: slack.responseUrl() }));
    await night.deliver(press({ action: "intent:0", value: 'v1:{"kind":"help"}', team, responseUrl: slack.responseUrl() }));
    await slack.wait(({ method }) => method === "response", 2);
    const told = slack.calls.filter(({ method }) => method !== "auth.test");
    expect(told).toHaveLength(2);
    for (const { method, args, token } of told) {
      expect({ method, token, type: args["response_type"] }).toEqual({ method: "response", token: "", type: "ephemeral" });
      expect(args["text"]).toMatch(/werkruimte[\s\S]*workspace/);
      expect(args["blocks"]).toBeUndefined();
    }
  });

  it("refuse a channel shared with another organisation, unless it is allowed; and people of the other one even there", async () => {
    const shared = (user: string, team: string, channel: string) => {
      const body = mention({ text: "ID: 100050", user, channel });
      return { ...body, is_ext_shared_channel: true, event: { ...(body["event"] as object), user_team: team, team } };
    };
    const { night, slack } = await begin({ settings: { sharedChannels: ["C0GEDEELD"] } });
    await night.deliver(shared("U0ANS0001", INSTALLED.team, "C0ANDERS1"));
    expect((await slack.wait(({ method }) => method === "chat.postEphemeral"))[0]?.args).toMatchObject({
      user: "U0ANS0001",
      channel: "C0ANDERS1",
    });
    await night.deliver(command({ text: "ID: 100050", channel: "C0ANDERS1", responseUrl: slack.responseUrl() }));
    expect((await slack.wait(({ method }) => method === "response"))[0]?.args["text"]).toMatch(/gedeeld|shared/);
    await night.deliver(shared("U0GAST001", "T0GASTEN1", "C0GEDEELD"));
    expect((await slack.wait(({ method }) => method === "chat.postEphemeral", 2))[1]?.args["text"]).toMatch(/organisation/);
    await night.deliver(shared("U0ANS0001", INSTALLED.team, "C0GEDEELD"));
    await slack.wait(({ method }) => method === "chat.postMessage");
  });

  it("are named when the app is removed or its token taken back", async () => {
    const { night, slack } = await begin({ settings: { tokens: both } });
    await slack.wait(({ method }) => method === "auth.test", 2);
    await night.deliver(removed("app_uninstalled", SECOND.team));
    await night.deliver(removed("tokens_revoked", INSTALLED.team));
    await until(() => night.log.length >= 2);
    expect(night.log.join("\n")).toMatch(/T0TWEEDE1 is lost \(app_uninstalled\)[\s\S]*T0NACHT01 is lost \(token_revoked\)/);
  });

  it("are named when Slack refuses their token in use, and a command is still answered", async () => {
    const { night, slack } = await begin({ settings: { tokens: both } });
    await slack.wait(({ method }) => method === "auth.test", 2);
    slack.trouble = ({ method }) => (method === "chat.postMessage" ? { kind: "error", word: "account_inactive" } : undefined);
    await night.deliver(mention({ text: "ID: 100050" }));
    await until(() => night.log.some((line) => line.includes("T0NACHT01 is lost (account_inactive): install the app again")));
    await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
    await slack.wait(({ method }) => method === "response");
    expect(night.log.join()).not.toContain("xoxb");
  });

  it("of one organisation are served by the token of the organisation, where the settings list them", async () => {
    const calls: string[] = [];
    const workspaces = createWorkspaces({
      settings: { tokens: [{ token: "xoxb-wide" }], teams: [], enterprises: ["E0CONTOSO"] },
      clientFor: (token) => ({
        apiCall: async (method) => {
          calls.push(`${token} ${method}`);
          return { ok: true, team_id: "T0EERSTE1", enterprise_id: "E0CONTOSO", user_id: "U0BOT" };
        },
      }),
      clock: createFakeClock(),
      log: () => {},
    });
    workspaces.start();
    expect(await workspaces.allows("T0TWEEDE1", "E0CONTOSO")).toBe(true);
    expect(await workspaces.allows("T0TWEEDE1", "E0ANDERS1")).toBe(false);
    expect((await workspaces.call("T0TWEEDE1", "chat.postMessage", {})).kind).toBe("done");
    expect(calls).toContain("xoxb-wide chat.postMessage");
    expect((await workspaces.call("T0VREEMD1", "chat.postMessage", {})).kind).toBe("refused");
  });
});
