import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReplayedTeams } from "../../../adapters/teams/replay-event.ts";
import { replayTeams } from "../../../adapters/teams/replay-event.ts";
import { ROOT, run } from "../../support/run.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

const FOLDER = join(ROOT, "test/fixtures/teams");
const recorded = (name: string): object => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));

let test: TestBot;
beforeAll(async () => {
  test = await testBot();
});

/** Each in a night of its own. */
const replayed = (name: string, hearsChannels = false): Promise<ReplayedTeams> => replayTeams(recorded(name), test.over({}), hearsChannels);

const CHANNEL = "19:backup0000000000000000000000000000@thread.tacv2";
const THREAD = `POST v3/conversations/${CHANNEL};messageid=1763777520123/activities`;
const GROUP = "POST v3/conversations/19:night0000000000000000000000000000@thread.v2/activities";
const CHAT = "POST v3/conversations/a:1personal-Ans/activities";

/** What each recorded event comes to: the requests to Teams in their order, and words that stand in them or in the answer. */
const EVENTS: Readonly<Record<string, { readonly requests: readonly string[]; readonly says?: RegExp }>> = {
  "action-execute": { requests: [THREAD], says: /Het antwoord staat hieronder.*Manier A/s },
  "action-submit": { requests: [CHAT], says: /ReFS/ },
  "channel-chatter": { requests: [] },
  "channel-mention": { requests: [THREAD], says: /"feedbackLoop".*100050|100050.*"feedbackLoop"/ },
  "channel-mention-in-thread": { requests: [THREAD], says: /"lang":"en"/ },
  "conversation-update": { requests: [`POST v3/conversations/${CHANNEL}/activities`], says: /Vermeld mij/ },
  feedback: { requests: [] },
  "group-chat-mention": { requests: [GROUP], says: /"lang":"nl"/ },
  "inserted-card-press": { requests: [], says: /application\/vnd\.microsoft\.card\.adaptive.*"via":"extension"/ },
  "installation-update": { requests: [`POST v3/conversations/${CHANNEL}/activities`], says: /Vermeld mij/ },
  "message-extension-explain": { requests: [], says: /"task":\{"type":"continue".*"lang":"nl".*100050/ },
  "message-extension-query": { requests: [], says: /"composeExtension":\{"type":"result".*Agent cannot connect/ },
  "message-extension-submit": { requests: [], says: /"composeExtension":\{"type":"result".*Agent krijgt geen verbinding/ },
  "own-message": { requests: [] },
  "personal-chat-en": { requests: [CHAT], says: /"summary":".+"/ },
  "personal-chat-nl": { requests: [CHAT], says: /"lang":"nl"/ },
  "slash-command": {
    requests: [`POST v3/conversations/${CHANNEL}/activities?isTargetedActivity=true`],
    says: /"recipient":\{"id":"29:1Ans-x8Q"/,
  },
  "unknown-payload": { requests: [CHAT], says: /oudere versie/ },
};

describe("a recorded event of Teams", () => {
  it("is one of these, one a file", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(files.toSorted()).toEqual(Object.keys(EVENTS).toSorted());
  });

  it.each(Object.entries(EVENTS))("is heard by everything behind the token: %s", async (name, { requests, says }) => {
    const heard = await replayed(name);
    expect(heard.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(requests);
    expect(heard.complaints).toEqual([]);
    expect(heard.log).toEqual([]);
    if (says !== undefined) expect(JSON.stringify([heard.answered, heard.requests])).toMatch(says);
  });

  it("shows what nobody said to the bot only where it reads along", async () => {
    expect((await replayed("channel-chatter")).turn).toBeUndefined();
    const heard = await replayed("channel-chatter", true);
    expect(heard.turn?.intent).toEqual({ kind: "ask", text: "ID: 100050 kwam hier ook voorbij" });
    expect(heard.requests.length).toBe(1);
  });

  it.each([
    [
      "personal-chat-nl",
      /^Teams, decoded:[\s\S]*The answer:[\s\S]*What would be sent, with POST to v3\/conversations\/a:1personal-Ans[\s\S]*"summary"/,
    ],
    ["message-extension-query", /^\nThe event is answered with:[\s\S]*"composeExtension"/],
    ["unknown-payload", /The event is answered with:[\s\S]*What would be sent, with POST[\s\S]*"attachments"/],
    ["installation-update", /^\nThe answer:\nHallo, ik ben Vangnet/],
    ["channel-chatter", /^Teams: not said to the bot/],
  ])("is replayed from the shell: %s", async (name, says) => {
    const { stdout, stderr, code } = await run(["adapters/replay.ts", `test/fixtures/teams/${name}.json`]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(says);
    expect(stdout).not.toContain("Not valid");
  });
});
