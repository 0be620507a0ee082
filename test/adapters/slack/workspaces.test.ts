import { afterEach, describe, expect, it } from "vitest";
import { createWorkspaces } from "../../../adapters/slack/workspaces.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { command, homeOpened, mention, message, press, removed } from "../../support/slack/events.ts";
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
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode, settings: { tokens: [{ team: INSTALLED.team, token: SECOND.token }] } });
      await until(() => night.log.some((line) => line.includes("its token is of T0TWEEDE1")));
      await night.deliver(mention({ text: "ID: 100050" }));
      await until(() => night.log.some((line) => line.includes("post in T0NACHT01/C0ONCALL1: Slack refuses it (no_good_token)")));
      slack.trouble = ({ method }) => (method === "response" ? { kind: "error", word: "used_url" } : undefined);
      await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
      await until(() => night.log.some((line) => line.includes("post in T0NACHT01/U0ANS0001: Slack refuses it (no_good_token); given up")));
      await night.deliver(homeOpened({}));
      await until(() => night.log.some((line) => line.includes("views.publish: Slack refuses it (no_good_token)")));
      expect(slack.calls.filter(({ token }) => token === SECOND.token).map(({ method }) => method)).toEqual(["auth.test"]);
    }
  });

  it("are sent nothing before Slack has said whose the token is", async () => {
    for (const mode of ["http", "socket"] as const) {
      const slack = await startFakeSlack([INSTALLED, SECOND]);
      ended.push(() => slack.stop());
      slack.trouble = ({ method }) => (method === "auth.test" ? { kind: "slow", ms: 700 } : undefined);
      const night = await startNight({ mode, slack, settings: { tokens: [{ team: INSTALLED.team, token: SECOND.token }] } });
      ended.push(() => night.stop());
      await night.deliver(mention({ text: "ID: 100050" }));
      await until(() => night.log.some((line) => line.includes("no_good_token")));
      expect(slack.calls.filter(({ token }) => token === SECOND.token).map(({ method }) => method)).toEqual(["auth.test"]);
    }
  });

  it("wait for Slack to say whose the token is, and are answered then", async () => {
    const slack = await startFakeSlack([INSTALLED]);
    ended.push(() => slack.stop());
    slack.trouble = ({ method }) => (method === "auth.test" ? { kind: "slow", ms: 700 } : undefined);
    const night = await startNight({ slack, settings: { tokens: [{ team: INSTALLED.team, token: INSTALLED.token }] } });
    ended.push(() => night.stop());
    await night.deliver(mention({ text: "ID: 100050" }));
    await slack.wait(({ method }) => method === "chat.postMessage");
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

  it("refuse an outsider in an allowed shared channel, whatever organisation has the bot installed there", async () => {
    const outsider = (body: Record<string, unknown>) => ({
      ...body,
      is_ext_shared_channel: true,
      event: { ...(body["event"] as object), user_team: "T0VREEMD1", team: "T0VREEMD1" },
      authorizations: [{ enterprise_id: "E0CONTOSO", team_id: INSTALLED.team, user_id: INSTALLED.bot }],
    });
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode, settings: { enterprises: ["E0CONTOSO"], sharedChannels: ["C0GEDEELD"] } }, [
        { ...INSTALLED, enterprise: "E0CONTOSO" },
      ]);
      await slack.wait(({ method }) => method === "auth.test");
      const said = () => outsider(mention({ text: "ID: 100050", user: "U0GAST001", channel: "C0GEDEELD" }));
      await night.deliver(said());
      expect((await slack.wait(({ method }) => method === "chat.postEphemeral"))[0]?.args["text"]).toMatch(/organisation/);
      await night.deliver(command({ text: "ID: 100050", team: "T0VREEMD1", responseUrl: slack.responseUrl() }));
      expect((await slack.wait(({ method }) => method === "response"))[0]?.args["text"]).toMatch(/workspace/);
      await night.deliver(said());
      await night.deliver(mention({ text: "ID: 100050", channel: "C0EIGEN01" }));
      expect((await slack.wait(({ method }) => method === "chat.postMessage"))[0]?.args["channel"]).toBe("C0EIGEN01");
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

  it("that removed the app are sent nothing more, and come back once it is installed again", async () => {
    const clock = createFakeClock();
    const { night, slack } = await begin({ settings: { tokens: both }, adapter: { clock } });
    await slack.wait(({ method }) => method === "auth.test", 2);
    slack.trouble = ({ token }) => (token === SECOND.token ? { kind: "error", word: "account_inactive" } : undefined);
    await night.deliver(removed("app_uninstalled", SECOND.team));
    await until(() => night.log.some((line) => line.includes("T0TWEEDE1 is lost (app_uninstalled)")));
    await night.deliver(mention({ text: "ID: 100050", team: SECOND.team }));
    await until(() => night.log.some((line) => line.includes("no_good_token")));
    expect(posts(slack)).toEqual([]);
    slack.trouble = () => undefined;
    await clock.forward(61_000);
    await until(() => night.log.some((line) => line.includes("T0TWEEDE1 is back")));
    await night.deliver(mention({ text: "ID: 3106", team: SECOND.team }));
    const [answer] = await slack.wait(({ method }) => method === "chat.postMessage");
    expect(answer?.token).toBe(SECOND.token);
  });

  it("are told that the token is refused, and not that they are strangers, where Slack refuses the only one", async () => {
    for (const mode of ["http", "socket"] as const) {
      const { night, slack } = await begin({ mode }, []);
      await until(() => night.log.some((line) => line.includes("is lost (invalid_auth)")));
      await night.deliver(command({ text: "ID: 100050", responseUrl: slack.responseUrl() }));
      const [told] = await slack.wait(({ method }) => method === "response");
      expect(told?.args["text"]).toMatch(/token[\s\S]*token/);
      expect(told?.args["text"]).not.toMatch(/set up for this workspace/);
      await night.deliver(mention({ text: "ID: 100050" }));
      await until(() => night.log.some((line) => line.includes("what was said in T0NACHT01 gets no answer: the token is refused")));
    }
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
    expect(await workspaces.standingOf("T0TWEEDE1", "E0CONTOSO")).toBe("ours");
    expect(await workspaces.standingOf("T0DERDE01", "E0ANDERS1")).toBe("foreign");
    expect((await workspaces.call("T0TWEEDE1", "chat.postMessage", {})).kind).toBe("done");
    // Whoever acts in a shared channel is not served by it for that.
    expect(await workspaces.standingOf("T0GASTEN1")).toBe("foreign");
    expect(calls).toContain("xoxb-wide chat.postMessage");
    expect((await workspaces.call("T0VREEMD1", "chat.postMessage", {})).kind).toBe("refused");
  });

  it("wait some minutes for a Slack that cannot be reached, and are neither strangers nor ours before", async () => {
    const clock = createFakeClock();
    let isAway = true;
    const workspaces = createWorkspaces({
      settings: { tokens: [{ token: "xoxb-one" }], teams: [], enterprises: [] },
      clientFor: () => ({
        apiCall: async () => {
          if (isAway) throw new Error("connect ECONNREFUSED");
          return { ok: true, team_id: "T0EERSTE1", user_id: "U0BOT" };
        },
      }),
      clock,
      log: () => {},
    });
    workspaces.start();
    const first = workspaces.standingOf("T0EERSTE1");
    await clock.forward(120_000);
    const foreign = workspaces.standingOf("T0VREEMD1");
    const crowd = Array.from({ length: 1500 }, () => workspaces.standingOf("T0EERSTE1"));
    await clock.forward(190_000);
    expect(await first).toBe("unknown");
    isAway = false;
    await clock.forward(30_000);
    expect(await foreign).toBe("foreign");
    const answers = await Promise.all(crowd);
    expect(answers.filter((standing) => standing === "ours").length).toBeGreaterThanOrEqual(990);
    expect(answers.filter((standing) => standing === "unknown").length).toBeGreaterThanOrEqual(500);
  });
});
