import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "#core";
import { createMemoryStore, decodeIntent } from "#core";
import type { SentRequest } from "../../support/teams/fake-teams.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID, TENANT } from "../../support/teams/tokens.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";
import { pressables, visibleText } from "./card-reader.ts";

const ANS = { id: "29:Ans", name: "Ans", aadObjectId: "aad-ans" };
const DUTY = "19:duty@thread.tacv2";

let test: TestBot;
let store: Store;
let on: TeamsBot;
const start = () => startTeamsBot(test.over({ store, onCall: { addressOn: () => DUTY, onDuty: () => "Bea" } }));
beforeAll(async () => {
  test = await testBot();
  store = createMemoryStore();
  on = await start();
});
afterAll(() => on.close());

let channels = 0;
const newChannel = () => {
  channels += 1;
  return { id: `19:private${channels}@thread.tacv2`, conversationType: "channel", tenantId: TENANT };
};

const cardsIn = (content: unknown): readonly object[] =>
  ((content as { attachments?: readonly { content: object }[] }).attachments ?? []).map((one) => one.content);
const textIn = ({ body }: SentRequest) =>
  cardsIn(body["activity"] ?? body)
    .map((card) => visibleText(card))
    .join("\n");
/** What a press of the button with that intent brings back, as the card carries it. */
function button(card: object | undefined, isWanted: (intent: NonNullable<ReturnType<typeof decodeIntent>>) => boolean): object {
  const data = pressables(card ?? {}).map((one) => one.data as { readonly intent: unknown });
  const found = data.find(({ intent }) => {
    const read = decodeIntent(intent);
    return read !== undefined && isWanted(read);
  });
  if (found === undefined) throw new Error(`no such button in ${JSON.stringify(data)}`);
  return found;
}
const move =
  (...moves: readonly string[]) =>
  (intent: { readonly kind: string; readonly do?: string }) =>
    intent.kind === "move" && moves.includes(intent.do ?? "");

/** Presses a button as Teams tells it, which need not say that the card went to one person. */
async function press(conversation: object, data: object, replyToId: string, more: object = {}) {
  const value = { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" };
  return on.say(await fixture("action-execute", { conversation, from: ANS, value, replyToId, ...more }));
}

/** Asks with a slash command and starts the run of what was found; gives the card of the run. */
async function startRun(conversation: object): Promise<object | undefined> {
  const asked = await on.say(await fixture("slash-command", { conversation, from: ANS, text: "ID: 100050" }));
  const [card] = cardsIn(asked.sent[0]?.body);
  const started = await press(
    conversation,
    button(card, ({ kind }) => kind === "start"),
    "private-1",
  );
  expect(publicIn([...asked.sent, ...started.sent], conversation)).toEqual([]);
  const shown = started.sent.at(-1)?.body;
  return cardsIn(shown)[0];
}

/** Requests that everybody in the conversation sees. */
const publicIn = (sent: readonly SentRequest[], conversation: object) =>
  sent
    .filter(({ path }) => path.includes((conversation as { id: string }).id) && !path.endsWith("?isTargetedActivity=true"))
    .map(({ method, path }) => `${method} ${path}`);

describe("what one person asked for alone in a channel of Teams", () => {
  it("is pressed on without anybody else seeing it, whether Teams marks the press or not, and changed in its place", async () => {
    for (const more of [{}, { recipient: { id: `28:${APP_ID}`, isTargeted: true } }]) {
      const conversation = newChannel();
      const card = await startRun(conversation);
      const { sent, body } = await press(conversation, button(card, move("failed", "worked")), "run-1", more);
      expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
        `PUT /emea/v3/conversations/${conversation.id}/activities/run-1?isTargetedActivity=true`,
      ]);
      // Teams refuses to be told again whom it is for.
      expect(sent[0]?.body).not.toHaveProperty("recipient");
      expect(body).toMatchObject({ type: "application/vnd.microsoft.card.adaptive", value: cardsIn(sent[0]?.body)[0] });
    }
  });

  it("stays so where Teams refuses to change or to show it: anew for that person, then in the personal chat", async () => {
    const conversation = newChannel();
    const card = await startRun(conversation);
    on.teams.mood({ status: 404, code: "ActivityNotFoundInConversation" });
    const anew = await press(conversation, button(card, move("failed", "worked")), "run-1");
    expect(anew.sent.map(({ method, path }) => `${method} ${path.split("/").at(-1)}`)).toEqual([
      "PUT run-1?isTargetedActivity=true",
      "POST activities?isTargetedActivity=true",
    ]);
    expect(anew.sent[1]?.body["recipient"]).toEqual({ id: ANS.id, name: ANS.name });

    on.teams.mood({ status: 404, code: "ActivityNotFoundInConversation" }, { status: 400, code: "BadSyntax" });
    const [next] = cardsIn(anew.sent[1]?.body);
    const chat = await press(conversation, button(next, move("failed", "worked", "skip")), "run-2");
    expect(chat.sent.map(({ path }) => path.split("/").at(-1))).toEqual([
      "run-2?isTargetedActivity=true",
      "activities?isTargetedActivity=true",
      "conversations",
      "activities",
    ]);
    expect(chat.sent[2]?.body).toMatchObject({ isGroup: false, members: [{ id: ANS.id }] });
    expect(publicIn(chat.sent, conversation)).toEqual([]);
  });

  it("is not said twice where Teams is only busy", async () => {
    const conversation = newChannel();
    const card = await startRun(conversation);
    on.teams.mood({ status: 429, retryAfter: "60" });
    const { sent } = await press(conversation, button(card, move("failed", "worked")), "run-1");
    expect(sent.map(({ method }) => method)).toEqual(["PUT"]);
  });

  it("calls for help where help is, and tells the rest to that person only, with the words to copy too", async () => {
    const conversation = newChannel();
    const card = await startRun(conversation);
    const second = await press(conversation, button(card, move("failed", "worked")), "run-1");
    const [shown] = cardsIn(second.sent[0]?.body);
    const called = await press(conversation, button(shown, move("escalate")), "run-1");
    expect(called.sent.some(({ path, body }) => path === "/emea/v3/conversations" && JSON.stringify(body).includes(DUTY))).toBe(true);
    expect(called.sent.length).toBeGreaterThan(1);
    expect(publicIn(called.sent, conversation)).toEqual([]);

    const asText = { ...button(shown, ({ kind }) => kind === "move"), as: "text" };
    const copied = await press(conversation, asText, "run-1");
    expect(copied.sent.length).toBeGreaterThan(0);
    expect(publicIn(copied.sent, conversation)).toEqual([]);
  });

  it("stays private after a restart, in what follows later, and when a colleague moves the same run elsewhere", async () => {
    const conversation = newChannel();
    const card = await startRun(conversation);
    await on.close();
    on = await start();
    const again = await press(conversation, button(card, move("failed", "worked")), "run-1");
    expect(again.sent.length).toBe(1);
    expect(publicIn(again.sent, conversation)).toEqual([]);

    const key = `home/teams/${TENANT}/${encodeURIComponent(conversation.id)}/${encodeURIComponent(`@${ANS.id}`)}`;
    const address = (await store.address(key)) ?? "";
    expect(JSON.parse(address)).toMatchObject({ conversation: conversation.id, only: { id: ANS.id } });
    const reply = test.bot.lookUp.answer("ID: 100050", "nl");
    for (const to of [
      { kind: "place", address },
      { kind: "place", address: key },
      { kind: "update", message: "run-1", address },
    ] as const) {
      const before = on.teams.sent.length;
      await on.adapter.post("", { reply, to, about: { organisation: "home", conversation: key } });
      const sent = on.teams.sent.slice(before);
      expect(sent.length).toBe(1);
      expect(publicIn(sent, conversation)).toEqual([]);
    }
  });

  it("is not what the channel talks about: words said aloud there do not move it", async () => {
    const conversation = newChannel();
    await startRun(conversation);
    const entities = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
    const { sent } = await on.say(await fixture("channel-mention", { conversation, entities, text: "<at>Vangnet</at> hielp niet" }));
    expect(sent.length).toBe(1);
    expect(textIn(sent[0] as SentRequest)).not.toMatch(/Stap \d van/);
  });
});
