import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import type { BothPlatforms } from "../support/nights/both-platforms.ts";
import { startBothPlatforms } from "../support/nights/both-platforms.ts";
import { slackScreens, teamsScreens } from "../support/nights/screens.ts";
import { mention, press } from "../support/slack/events.ts";
import { fixture } from "../support/teams/teams-bot.ts";
import { TENANT } from "../support/teams/tokens.ts";

const ARTICLE = "obengine-unreachable";
const CHANNEL = "19:oncall@thread.tacv2";
const THREAD = "1795316520.000100";
const IN_THREAD = { channel: "C0ONCALL1", thread: THREAD, user: "U0ANS0001", name: "Ans" };

let folder: string;
let both: BothPlatforms;
const begin = async (variables: Readonly<Record<string, string>> = {}) => {
  both = await startBothPlatforms(folder, variables);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vangnet-both-"));
});
afterEach(async () => {
  await both.stop();
  await rm(folder, { recursive: true });
});

/** An event of Piet in the channel of Teams. */
const ofPiet = {
  from: { id: "29:Piet", name: "Piet", aadObjectId: "aad-Piet" },
  locale: "en-GB",
  entities: [],
  conversation: { id: `${CHANNEL};messageid=1763`, conversationType: "channel", tenantId: TENANT },
};
const pressInTeams = async (data: unknown, message: string) =>
  both.fromTeams(
    await fixture("action-execute", {
      ...ofPiet,
      value: { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" },
      replyToId: message,
    }),
  );

/** A run that Ans began in Slack, with its card there and one of Piet in Teams; presses by label, on the newest card. */
async function runOnBoth() {
  const [slack, teams] = [slackScreens(both.slack), teamsScreens(both.teams)];
  await both.fromSlack(press({ ...IN_THREAD, action: "intent:0", value: encodeIntent({ kind: "start", article: ARTICLE }) }));
  slack.changes();
  const run = await both.program().store.run("contoso", 1);
  if (run === undefined) throw new Error("no run was opened");
  await pressInTeams(
    { intent: encodeIntent({ kind: "showRun", run: run.id, seen: 1, path: 0, step: 0, article: ARTICLE }) },
    "card-of-piet",
  );
  const ans = (label: string) => {
    const { message, shown } = slack.find("C0ONCALL1", label, false);
    const button = shown.buttons.find((one) => one.label === label);
    return both.fromSlack(press({ ...IN_THREAD, action: button?.action ?? "", value: button?.value ?? "", message: message.id }));
  };
  const piet = (label: string) => {
    const { message, shown } = teams.find(CHANNEL, label, false);
    return pressInTeams(shown.buttons.find((one) => one.label === label)?.data, message.id);
  };
  const look = () => ({ slack: slack.changes(), teams: teams.changes() });
  look();
  return { run, ans, piet, look };
}

describe("one bot in Slack and Teams", () => {
  it("makes one move of two at once, whichever comes first, and tells both", async () => {
    await begin();
    const { run, ans, piet, look } = await runOnBoth();
    const { store } = both.program();
    for (let round = 1; round <= 6; round += 1) {
      // There and back again, so that both buttons are always there.
      const [label, back] = round % 2 === 1 ? ["Did not help", false] : ["Back", true];
      const before = (await store.trail("contoso", run.id)).length;
      await Promise.all([ans(label), piet(label)]);
      const after = await store.runById("contoso", run.id);
      expect(after).toMatchObject({ revision: 1 + round, state: { step: back ? 0 : 1 } });
      expect((await store.trail("contoso", run.id)).length).toBe(before + 1);
      const shown = look();
      for (const face of [shown.slack, shown.teams]) expect(face.at(-1)?.text).toContain(back ? "Step 1 of 2" : "Step 2 of 2");
    }
  });

  it("brings the card in Teams up to date while Slack keeps its own waiting", async () => {
    await begin();
    const { ans, look } = await runOnBoth();
    const held = Promise.withResolvers<void>();
    both.slack.trouble = ({ method }) => (method === "chat.update" ? { kind: "held", until: held.promise } : undefined);
    const sent = both.teams.sent.length;
    const pressed = ans("Did not help");
    await both.teams.made(sent + 1);
    expect(look()).toMatchObject({ slack: [], teams: [{ isNew: false, text: expect.stringContaining("Ans went on here") }] });
    held.resolve();
    await pressed;
    expect(look()).toMatchObject({ slack: [{ isNew: false }], teams: [] });
  });

  it("brings both cards up to date when somebody goes on on the page", async () => {
    await begin();
    const { run, look } = await runOnBoth();
    const sent = both.teams.sent.length;
    const response = await fetch(`http://127.0.0.1:${both.program().server.port()}/api/turns`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...{ conversation: "page-of-ria", lang: "nl" },
        intent: encodeIntent({ kind: "move", do: "takeOver", run: run.id, seen: 1, path: 0, step: 0, article: ARTICLE }),
      }),
    });
    expect(response.status).toBe(200);
    await Promise.all([both.slack.wait(({ method }) => method === "chat.update"), both.teams.made(sent + 1)]);
    await both.program().drained();
    const { slack, teams } = look();
    expect([slack, teams].map((changes) => changes.map(({ isNew, text }) => [isNew, /page-page has it since/.test(text)]))).toEqual([
      [[false, true]],
      [[false, true]],
    ]);
  });

  it("says where it was asked that a call for help did not reach the other platform, and not that it was sent", async () => {
    await begin({ SLACK_ESCALATE_TO: "teams:19:help@thread.tacv2", TEAMS_ESCALATE_TO: "slack:C0HELP" });
    const { ans, piet, look } = await runOnBoth();
    await ans("Did not help");
    look();
    // The new thread, and the card of Piet, who sees the run as it is at his next press.
    both.teams.mood({ status: 403 }, { status: 403 });
    await ans("Escalate");
    const inSlack = look().slack.map(({ text }) => text);
    expect(inSlack.join("\n")).toContain("I could not post this in teams:19:help@thread.tacv2");
    expect(inSlack.join("\n")).not.toContain("Sent to");

    both.slack.trouble = ({ args }) => (args["channel"] === "C0HELP" ? { kind: "error", word: "not_in_channel" } : undefined);
    await piet("Escalate");
    look();
    await piet("Escalate");
    const inTeams = look().teams.map(({ text }) => text);
    expect(inTeams.join("\n")).toContain("This could not be sent to the people on call");
    expect(inTeams.join("\n")).not.toContain("Sent to");
  });

  it("answers the first words and the first press of somebody in Slack in their language", async () => {
    await begin();
    const slack = slackScreens(both.slack);
    const said = async (body: Readonly<Record<string, unknown>>) => {
      await both.fromSlack(body);
      return slack.changes().map(({ text }) => text);
    };
    expect((await said(mention({ user: "U0DIRK", text: "lopend" })))[0]).toContain("Er loopt");
    expect((await said(mention({ user: "U0MARY", text: "runs" })))[0]).toContain("Nothing is open");
    const start = encodeIntent({ kind: "start", article: ARTICLE });
    const language = (locale: "nl" | "en") => [{ value: encodeIntent({ kind: "language", locale, again: { kind: "runs" } }) }];
    const pressed = (user: string, offers: "nl" | "en") =>
      said(
        press({
          ...{ user, name: user, channel: `C0${user}`, thread: THREAD },
          action: "intent:0",
          value: start,
          blocks: language(offers),
        }),
      );
    expect((await pressed("U0LOTTE", "en"))[0]).toContain("Stap 1 van 2");
    expect((await pressed("U0JOHN", "nl"))[0]).toContain("Step 1 of 2");
  });
});
