import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import type { Replayed } from "../../../adapters/slack/replay-event.ts";
import { replayEvent } from "../../../adapters/slack/replay-event.ts";
import { validateMessage } from "../../../adapters/slack/validate.ts";
import { validateView } from "../../../adapters/slack/validate-view.ts";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { ROOT, run } from "../../support/run.ts";

const FOLDER = join(ROOT, "test/fixtures/slack");
const recorded = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
const knowledge = Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);

/** Each in a night of its own, where the mail bot is a sender of alerts. */
async function replayed(name: string): Promise<Replayed> {
  const [articles, search] = await knowledge;
  return replayEvent(recorded(name), createBot({ articles, search, store: createMemoryStore() }), { SLACK_ALERTS: "C0ALERTS1=U0MAIL001" });
}

/** What each recorded event comes to: the calls to Slack in their order, and words that stand in the first of them, or in the log. */
const EVENTS: Readonly<Record<string, { readonly calls: readonly string[]; readonly says?: RegExp }>> = {
  "app-mention-channel": { calls: ["chat.postMessage"], says: /"thread_ts":"1795316520\.000100".*100050/ },
  "app-mention-thread": { calls: ["chat.postMessage"], says: /"thread_ts":"1795316520\.000100".*3106/ },
  "app-uninstalled": { calls: [], says: /T0NACHT01 is lost \(app_uninstalled\): install the app again/ },
  "block-suggestion": { calls: [], says: /"value":"agent-cannot-connect-to-azure"/ },
  "button-press": { calls: ["chat.postMessage"], says: /3 ways/ },
  "direct-message": { calls: ["chat.postMessage"] },
  "global-shortcut": { calls: ["views.open"], says: /"callback_id":"find"/ },
  "home-opened": { calls: ["views.publish"], says: /"user_id":"U0ANS0001".*Your open runs/ },
  "message-changed": { calls: [] },
  "message-email": { calls: ["chat.postMessage"], says: /"thread_ts":"1795316700\.000800".*3106/ },
  "message-shortcut": { calls: ["response_url"], says: /"response_type":"ephemeral".*3106/ },
  "message-shortcut-mail": { calls: ["response_url"], says: /100052/ },
  "own-message": { calls: [] },
  "shared-channel": { calls: ["chat.postEphemeral"], says: /shared with another organisation/ },
  "slash-command-en": { calls: ["response_url"], says: /"response_type":"ephemeral"/ },
  "slash-command-nl": { calls: ["response_url"], says: /Gevonden op code/ },
  "thread-reply": { calls: ["chat.postMessage"], says: /"thread_ts":"1795316521\.000600".*Gevonden op code/ },
  "tokens-revoked": { calls: [], says: /T0NACHT01 is lost \(token_revoked\)/ },
  "unknown-button": { calls: ["chat.postMessage"] },
  "view-submission": { calls: ["chat.postMessage"], says: /"channel":"U0ANS0001".*100050/ },
};

describe("a recorded event of Slack", () => {
  it("is one of these, one a file", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(files.toSorted()).toEqual(Object.keys(EVENTS).toSorted());
  });

  it.each(Object.entries(EVENTS))("is heard by the whole adapter: %s", async (name, { calls, says }) => {
    const heard = await replayed(name);
    expect(heard.calls.map(({ method }) => method)).toEqual(calls);
    for (const { args } of heard.calls) {
      const { view, blocks, text } = args;
      if (view !== undefined) expect(validateView(view)).toEqual([]);
      else if (blocks !== undefined) expect(validateMessage({ blocks, text })).toEqual([]);
    }
    if (says !== undefined) expect(JSON.stringify([heard.calls, heard.acknowledged, heard.log])).toMatch(says);
  });

  it.each([
    ["slash-command-en", /Slack, decoded:[\s\S]*The answer:[\s\S]*What would be sent, to response_url:/],
    ["home-opened", /What would be sent, to views\.publish:/],
    ["block-suggestion", /The event is answered with:[\s\S]*agent-cannot-connect-to-azure/],
    ["tokens-revoked", /The log says: Slack: T0NACHT01 is lost/],
    ["message-changed", /^Slack: not said to the bot/],
  ])("is replayed from the shell: %s", async (name, says) => {
    const { stdout, stderr, code } = await run(["adapters/replay.ts", `test/fixtures/slack/${name}.json`]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(says);
    expect(stdout).not.toContain("Not valid");
  });
});
