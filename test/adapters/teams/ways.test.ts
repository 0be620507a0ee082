import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot, Delivery, Intent, Reply, StepsReply } from "#core";
import { createMemoryStore, decodeIntent, encodeIntent } from "#core";
import { handleActivity } from "../../../adapters/teams/handle-activity.ts";
import { INVOKE_TIME } from "../../../adapters/teams/host.ts";
import { validateCard } from "../../../adapters/teams/validate.ts";
import type { Mood, SentRequest } from "../../support/teams/fake-teams.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture as recorded, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID, TENANT } from "../../support/teams/tokens.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";
import { pressables, visibleText } from "./card-reader.ts";

const ARTICLE = "agent-cannot-connect-to-azure";
/** An article with several commands to copy. */
const COPIED = "setup-refs-trimming";
const CHANNEL = "19:backup0000000000000000000000000000@thread.tacv2";

type Card = Readonly<Record<string, unknown>>;

let test: TestBot;
let whole: TeamsBot;
beforeAll(async () => {
  test = await testBot();
  whole = await startTeamsBot(freshBot());
});
afterAll(() => whole.close());

const freshBot = (): Bot => test.over({});

/** Who speaks in the tests that run in both languages; each has a person of its own. */
let speaker: object | undefined;
const fixture = (name: string, more: object = {}) => recorded(name, { ...speaker, ...more });

/** The cards of a message that was sent. */
function cardsOf({ body }: Pick<SentRequest, "body">): readonly Card[] {
  const attachments = body["attachments"] as readonly { content: Card }[] | undefined;
  return (attachments ?? []).map(({ content }) => content);
}

function textOf(request: SentRequest | undefined): string {
  return request === undefined
    ? ""
    : cardsOf(request)
        .map((card) => visibleText(card))
        .join("\n");
}

/** A conversation of its own, so that no language of another test counts. */
let conversations = 0;
function alone(kind: "personal" | "groupChat" | "channel"): { readonly conversation: object; readonly id: string } {
  conversations += 1;
  const id = kind === "channel" ? `19:c${conversations}@thread.tacv2;messageid=176377${conversations}` : `a:test-${conversations}`;
  return { id, conversation: { id, conversationType: kind, tenantId: TENANT } };
}

const from = (name: string) => ({ id: `29:${name}`, name, aadObjectId: `aad-${name}-${conversations}` });

async function press(intent: Intent, more: object = {}, extra: object = {}, on: TeamsBot = whole) {
  return on.say(
    await fixture("action-execute", {
      value: { action: { type: "Action.Execute", verb: "intent", data: { intent: encodeIntent(intent), ...extra } }, trigger: "manual" },
      ...more,
    }),
  );
}

/** The button of a run's card that does this. */
function moveOn(request: SentRequest | undefined, ...moves: readonly string[]): Intent {
  const intents = cardsOf(request as SentRequest)
    .flatMap((card) => pressables(card))
    .map(({ data }) => decodeIntent((data as { intent?: unknown }).intent));
  const found = intents.find((intent) => intent?.kind === "move" && moves.includes(intent.do));
  if (found === undefined) throw new Error(`no button for ${moves}: ${JSON.stringify(intents)}`);
  return found;
}

describe.each([
  ["nl", "nl-NL", "Agent krijgt geen verbinding met Azure Backup"],
  ["en", "en-US", "Agent cannot connect to Azure Backup"],
] as const)("ways into the bot in Teams, in %s", (_language, locale, title) => {
  const entities = [{ type: "clientInfo", locale }];
  const mention = { type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" };

  it("answers a question in a personal chat, without a mention", async () => {
    const { id, conversation } = alone("personal");
    const { status, sent } = await whole.say(
      await fixture("personal-chat-en", { conversation, locale, entities, from: from("Ans"), text: "ID: 100050" }),
    );
    expect(status).toBe(200);
    expect(sent.map(({ method, path }) => [method, path])).toEqual([["POST", `/emea/v3/conversations/${id}/activities`]]);
    expect(textOf(sent[0])).toContain(title);
    expect(sent[0]?.body).toMatchObject({ type: "message", summary: expect.stringContaining(title), from: { id: `28:${APP_ID}` } });
    expect(sent[0]?.body["channelData"]).toEqual({ feedbackLoop: { type: "default" } });
    expect(sent[0]?.body["suggestedActions"]).toBeUndefined();
  });

  it("answers a mention in a channel in its thread", async () => {
    const { id, conversation } = alone("channel");
    const { sent } = await whole.say(
      await fixture("channel-mention", {
        conversation,
        locale,
        entities: [...entities, mention],
        from: from("Bea"),
        text: "<at>Vangnet</at>&nbsp;ID: 100050\n",
      }),
    );
    expect(sent.map(({ path }) => path)).toEqual([`/emea/v3/conversations/${id}/activities`]);
    expect(textOf(sent[0])).toContain(title);
  });

  it("answers a mention in a group chat", async () => {
    const { conversation } = alone("groupChat");
    const { sent } = await whole.say(
      await fixture("group-chat-mention", {
        conversation,
        locale,
        entities: [...entities, mention],
        from: from("Cor"),
        text: "<at>Vangnet</at> 100050",
      }),
    );
    expect(textOf(sent[0])).toContain(title);
  });

  it("answers a slash command to its sender alone, and in the personal chat where Teams refuses that", async () => {
    const event = {
      locale,
      entities,
      from: from("Dirk"),
      conversation: { id: `${CHANNEL}${locale}`, conversationType: "channel", tenantId: TENANT },
    };
    const { sent } = await whole.say(await fixture("slash-command", event));
    expect(sent[0]?.path).toBe(`/emea/v3/conversations/${CHANNEL}${locale}/activities?isTargetedActivity=true`);
    expect(sent[0]?.body["recipient"]).toEqual({ id: "29:Dirk", name: "Dirk" });
    expect(textOf(sent[0])).toContain(title);

    whole.teams.mood({ status: 400, code: "BadSyntax" });
    const again = await whole.say(await fixture("slash-command", { ...event, from: from(`Dirk-${locale}`) }));
    expect(again.sent.map(({ path }) => path)).toEqual([
      expect.stringContaining("isTargetedActivity=true"),
      "/emea/v3/conversations",
      expect.stringMatching(/^\/emea\/v3\/conversations\/a:chat-\d+\/activities$/),
    ]);
    expect(again.sent[1]?.body).toMatchObject({ isGroup: false, members: [{ id: `29:Dirk-${locale}` }], tenantId: TENANT });
  });

  it("finds articles while somebody types in the message extension, and inserts a card that works anywhere", async () => {
    const { body, sent } = await whole.say(
      await fixture("action-execute", {
        name: "composeExtension/query",
        locale,
        entities,
        value: { commandId: "search", parameters: [{ name: "text", value: "10005" }] },
      }),
    );
    const { type, attachments } = (
      body as { composeExtension: { type: string; attachments: { content: Card; preview: { content: { title: string } } }[] } }
    ).composeExtension;
    expect(sent).toEqual([]);
    expect(type).toBe("result");
    expect(attachments.map(({ preview }) => preview.content.title)).toContain(title);
    for (const { content } of attachments) {
      expect(validateCard(content)).toEqual([]);
      expect(JSON.stringify(content)).toContain('"via":"extension"');
    }
    // A press on it where the bot is no member changes the card, and nothing is posted.
    const pressed = await press({ kind: "steps", article: ARTICLE }, { locale, entities, from: from("Eva") }, { via: "extension" });
    expect(pressed.sent).toEqual([]);
    expect(pressed.body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
  });

  it("shows something to choose before anything is typed in the message extension", async () => {
    const { body } = await whole.say(
      await fixture("action-execute", {
        name: "composeExtension/query",
        locale,
        entities,
        value: { commandId: "search", parameters: [{ name: "initialRun", value: "true" }] },
      }),
    );
    expect((body as { composeExtension: { attachments: unknown[] } }).composeExtension.attachments.length).toBe(10);
  });

  it("explains a message that somebody chose, such as an alert mail, and puts the card in the conversation", async () => {
    const messagePayload = {
      subject: "DPM alert",
      body: { contentType: "html", content: "<div><p>Online recovery point creation failed</p><p>ID:&nbsp;100050</p></div>" },
      attachments: [
        { contentType: "application/vnd.microsoft.card.thumbnail", content: JSON.stringify({ title: "Alert mail", text: "MABS01" }) },
      ],
    };
    const value = { commandId: "explain", commandContext: "message", messagePayload };
    const { body, sent } = await whole.say(
      await fixture("action-execute", { name: "composeExtension/fetchTask", locale, entities, value }),
    );
    expect(sent).toEqual([]);
    const { card } = (body as { task: { value: { card: { content: Card } } } }).task.value;
    expect(visibleText(card.content)).toMatch(/Azure Backup/);
    const insert = pressables(card.content).find(({ data }) => (data as { insert?: unknown }).insert === true)?.data;
    const inserted = await whole.say(
      await fixture("action-execute", {
        name: "composeExtension/submitAction",
        locale,
        entities,
        value: { commandId: "explain", data: insert },
      }),
    );
    expect(JSON.stringify(inserted.body)).toContain(ARTICLE);
  });

  it("says so where a chosen message has no text", async () => {
    const { body } = await whole.say(
      await fixture("action-execute", {
        name: "composeExtension/fetchTask",
        locale,
        entities,
        value: { messagePayload: { body: { content: "<img src=x>" } } },
      }),
    );
    expect(JSON.stringify(body)).toContain(locale === "nl-NL" ? "In dit bericht staat geen tekst." : "There is no text in this message.");
  });

  it("keeps what is pressed in the footer of an answer, and answers the press", async () => {
    const over = test.over({});
    const verdicts: Intent[] = [];
    const heard = await startTeamsBot({
      ...over,
      handle: (turn) => {
        if (turn.intent.kind === "feedback") verdicts.push(turn.intent);
        return over.handle(turn);
      },
    });
    try {
      const { conversation } = alone("personal");
      await heard.say(await fixture("personal-chat-en", { conversation, locale, entities, text: "ID: 100050" }));
      const value = { actionName: "feedback", actionValue: { reaction: "dislike", feedback: '{"feedbackText":"PIN 123456"}' } };
      const { status, body, sent } = await heard.say(
        await fixture("action-execute", { name: "message/submitAction", conversation, locale, entities, replyToId: "sent-1", value }),
      );
      expect({ status, body, sent }).toEqual({ status: 200, body: {}, sent: [] });
      expect(verdicts).toEqual([{ kind: "feedback", article: ARTICLE, verdict: "notSolved" }]);
    } finally {
      await heard.close();
    }
  });
});

describe("thumbs under an answer", () => {
  it("are kept with the article after a restart, and by a second process", async () => {
    const store = createMemoryStore();
    const { conversation } = alone("personal");
    const first = await startTeamsBot(test.over({ store }));
    const { sent } = await first.say(await fixture("personal-chat-en", { conversation, text: "ID: 100050" }));
    expect(sent.length).toBe(1);
    await first.close();

    const second = await startTeamsBot(test.over({ store }));
    try {
      const pressed = async (replyToId: string) => {
        const value = { actionName: "feedback", actionValue: { reaction: "like" } };
        return second.say(await fixture("action-execute", { name: "message/submitAction", conversation, replyToId, value }));
      };
      expect(await pressed("sent-1")).toEqual({ status: 200, body: {}, sent: [] });
      expect(await pressed("sent-99")).toEqual({ status: 200, body: {}, sent: [] });
      expect(await store.feedback("home")).toMatchObject([{ article: ARTICLE, verdict: "solved" }]);
    } finally {
      await second.close();
    }
  });
});

describe.each([
  { language: "nl", locale: "nl-NL", question: "personal-chat-nl" },
  { language: "en", locale: "en-US", question: "personal-chat-en" },
] as const)("what goes out to Teams, in $language", ({ language, locale, question }) => {
  const isDutch = language === "nl";
  beforeAll(() => {
    const entities = [{ type: "clientInfo", locale }];
    speaker = { locale, entities, from: { id: `29:speaks-${language}`, name: "Ans", aadObjectId: `aad-speaks-${language}` } };
  });
  afterAll(() => {
    speaker = undefined;
  });

  it("shows a run as one card that changes in place for everybody, and for the one who pressed at once", async () => {
    const { conversation, id } = alone("channel");
    const start = await press({ kind: "start", article: ARTICLE }, { conversation });
    expect(start.sent.map(({ method, path }) => [method, path])).toEqual([["POST", `/emea/v3/conversations/${id}/activities`]]);
    expect(cardsOf(start.sent[0] as SentRequest)[0]).toMatchObject({ lang: language });
    const next = await press(moveOn(start.sent[0], "failed", "worked"), { conversation, replyToId: "card-1" });
    expect(next.body).toMatchObject({ statusCode: 200, value: { type: "AdaptiveCard", lang: language } });
    expect(next.sent.map(({ method, path }) => [method, path])).toEqual([["PUT", `/emea/v3/conversations/${id}/activities/card-1`]]);
    expect(JSON.stringify((next.body as { value: unknown }).value)).toBe(JSON.stringify(cardsOf(next.sent[0] as SentRequest)[0]));
  });

  it("brings the card below when its words are typed, and takes the buttons off the one above", async () => {
    const { conversation, id } = alone("channel");
    const mention = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
    const type = async (text: string) =>
      whole.say(await fixture("channel-mention", { conversation, entities: mention, text: `<at>Vangnet</at> ${text}` }));
    await type("ID: 100050");
    const start = await press({ kind: "start", article: ARTICLE }, { conversation });
    const card = `sent-${whole.teams.sent.filter(({ isTaken, method }) => isTaken && method !== "GET").length}`;
    const { sent } = await type(isDutch ? "hielp niet" : "did not help");
    expect(start.sent.length).toBe(1);
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /emea/v3/conversations/${id}/activities`,
      `PUT /emea/v3/conversations/${id}/activities/${card}`,
    ]);
    expect(moveOn(sent[0], "failed", "worked")).toBeDefined();
    expect(textOf(sent[1])).toContain(isDutch ? "gaat hieronder verder" : "goes on below");
    expect(cardsOf(sent[1] as SentRequest).flatMap((one) => pressables(one))).toEqual([]);
  });

  it("posts a card anew where the old one is gone", async () => {
    const { conversation, id } = alone("channel");
    const start = await press({ kind: "start", article: ARTICLE }, { conversation });
    whole.teams.mood({ status: 404, code: "ActivityNotFoundInConversation" });
    const { sent } = await press(moveOn(start.sent[0], "failed", "worked"), { conversation, replyToId: "card-gone" });
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PUT /emea/v3/conversations/${id}/activities/card-gone`,
      `POST /emea/v3/conversations/${id}/activities`,
    ]);
  });

  it("sends commands as text to copy, with the name of what they are for, when the row for it is pressed", async () => {
    const { conversation, id } = alone("personal");
    const shown = await press({ kind: "steps", article: COPIED }, { conversation });
    const row = pressables(cardsOf(shown.sent[0] as SentRequest)[0]).find(({ data }) => (data as { as?: unknown }).as === "text");
    expect(row).toMatchObject({ type: "Action.Submit", label: isDutch ? "Als tekst, om te kopi\u00EBren" : "As text, to copy" });
    const { sent, status, body } = await whole.say(
      await fixture("action-submit", { conversation, replyToId: "card-1", value: row?.data as object }),
    );
    expect([status, body]).toEqual([200, undefined]);
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /emea/v3/conversations/${id}/activities`]);
    expect(sent[0]?.body).toMatchObject({ textFormat: "markdown" });
    expect(sent[0]?.body).not.toHaveProperty("attachments");
    const text = String(sent[0]?.body["text"]);
    const { ways, heading } = (await test.reply({ kind: "steps", article: COPIED }, language)) as StepsReply;
    expect(text).toContain(heading.title);
    const copied = ways.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(copied.length).toBeGreaterThan(1);
    for (const { text: command } of copied) expect(text).toContain(`\`\`\`\n${command}\n\`\`\``);
  });

  it("says so where the article of a row is not there any more", async () => {
    const { conversation } = alone("personal");
    const value = { intent: encodeIntent({ kind: "steps", article: "no-such-article" }), as: "text" };
    const { sent } = await whole.say(await fixture("action-submit", { conversation, value }));
    expect(textOf(sent[0])).toContain(isDutch ? "staat niet meer" : "is no longer in the knowledge base");
  });

  it("hears each button of an answer as a desktop presses it and as a phone does", async () => {
    const { conversation } = alone("groupChat");
    const shown = await press({ kind: "open", article: ARTICLE }, { conversation });
    for (const client of ["desktop", "phone"] as const) {
      for (const { label, type, data } of pressables(cardsOf(shown.sent[0] as SentRequest)[0], client)) {
        const value = type === "Action.Execute" ? { action: { type, verb: "intent", data }, trigger: "manual" } : data;
        const event = await fixture(type === "Action.Execute" ? "action-execute" : "action-submit", {
          ...{ ...alone("groupChat"), replyToId: "card-1", value },
        });
        const { status, sent } = await whole.say(event);
        expect([status, sent.length], `${label} on a ${client}`).toEqual([200, 1]);
        const turned = decodeIntent((data as { intent?: unknown }).intent)?.kind === "language";
        expect(cardsOf(sent[0] as SentRequest)[0], label).toMatchObject({ lang: turned === isDutch ? "en" : "nl" });
      }
    }
  });

  it("passes a trail on as one text, and as few as can be where it is very long", async () => {
    const { conversation } = alone("personal");
    const start = await press({ kind: "start", article: ARTICLE }, { conversation });
    const number = /\d+/.exec(textOf(start.sent[0]).match(isDutch ? /Stappenplan \d+/ : /Run \d+/)?.[0] ?? "")?.[0];
    const note = async (text: string) =>
      whole.say(await fixture(question, { conversation, text: `${isDutch ? "notitie" : "note"}: ${text}` }));
    for (let index = 0; index < 12; index += 1) await note(`${index} ${"\\\\server\\share <x> ".repeat(15)}`);
    const trail = await whole.say(await fixture(question, { conversation, text: `${isDutch ? "overdracht" : "hand over"} ${number}` }));
    const row = trail.sent
      .flatMap((one) => cardsOf(one))
      .flatMap((card) => pressables(card))
      .find(({ data }) => (data as { as?: unknown }).as === "text");
    const { sent } = await whole.say(await fixture("action-submit", { conversation, replyToId: "trail", value: row?.data as object }));
    expect(sent.length).toBe(1);
    expect(String(sent[0]?.body["text"]).match(/^```/gm)?.length).toBe(2);
  });

  it("escalates into the channel of the settings, naming who is on duty, and to the thread where that cannot be reached", async () => {
    const bot = test.over({ onCall: { addressOn: () => "19:duty@thread.tacv2", onDuty: () => "Bea <b>" } });
    const own = await startTeamsBot(bot);
    try {
      const { conversation, id } = alone("channel");
      const start = await press({ kind: "start", article: ARTICLE }, { conversation }, {}, own);
      const second = await press(moveOn(start.sent[0], "failed", "worked"), { conversation, replyToId: "sent-1" }, {}, own);
      const { sent } = await press(moveOn(second.sent[0], "escalate"), { conversation, replyToId: "sent-1" }, {}, own);
      const thread = sent.find(({ path }) => path === "/emea/v3/conversations");
      expect(thread?.body).toMatchObject({
        isGroup: true,
        channelData: { channel: { id: "19:duty@thread.tacv2" }, tenant: { id: TENANT } },
      });
      expect(JSON.stringify(thread?.body)).toContain("Bea b");
      expect(sent.filter(({ path }) => path.includes(id)).length).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
  });

  it("is silent to what was not said to it, to other bots and to itself", async () => {
    for (const name of ["channel-chatter", "own-message"]) {
      const { status, sent } = await whole.say(await fixture(name));
      expect({ status, sent }).toEqual({ status: 200, sent: [] });
    }
  });

  it("hears an exact code in a channel only where that was switched on, and nothing less than that", async () => {
    const own = await startTeamsBot(freshBot(), { hearsChannels: true });
    try {
      const said = async (text: string) =>
        (await own.say(await fixture("channel-chatter", { ...alone("channel"), id: `o-${text}`, text }))).sent.length;
      expect(await said(isDutch ? "Kijk eens: ID: 100050 op MABS01" : "Look: ID: 100050 on MABS01")).toBe(1);
      expect(await said(isDutch ? "De back-up doet het niet" : "The backup does not run")).toBe(0);
      expect(await said("ID: 100051")).toBe(0);
      expect(await said(isDutch ? "in 3106 regels code" : "in 3106 lines of code")).toBe(0);
    } finally {
      await own.close();
    }
  });

  it("answers an event that Teams delivers again only once, at the same time or later", async () => {
    const { conversation } = alone("personal");
    const event = await fixture(question, { conversation });
    const before = whole.teams.sent.length;
    await Promise.all([whole.post(event), whole.post(event), whole.post(event)]);
    await whole.say(event);
    expect(whole.teams.sent.length - before).toBe(1);
  });

  it("answers events that it does not know with nothing, and unknown invokes as not implemented", async () => {
    expect(await whole.say(await fixture(question, { type: "messageReaction" }))).toMatchObject({ status: 200, sent: [] });
    expect(await whole.say(await fixture(question, { type: "typing" }))).toMatchObject({ status: 200, sent: [] });
    expect(await whole.say(await fixture("action-execute", { name: "task/unknown" }))).toMatchObject({ status: 501, sent: [] });
  });

  it("forgets a place that it was removed from, and one where nobody is any more", async () => {
    const places: (string | undefined)[] = [];
    const over = test.over({});
    const own = await startTeamsBot({
      ...over,
      reach: async (place, address, at) => {
        places.push(address);
        await over.reach(place, address, at);
      },
    });
    try {
      const { conversation } = alone("personal");
      await own.say(await fixture(question, { conversation }));
      await own.say(await fixture(question, { conversation }));
      expect(places.map((one) => one !== undefined)).toEqual([true]);
      own.teams.mood({ status: 403, code: "BotNotInConversationRoster" });
      await own.say(await fixture(question, { conversation }));
      expect(places.at(-1)).toBeUndefined();
      await own.say(await fixture(question, { conversation }));
      await own.say(await fixture("conversation-update", { conversation, type: "installationUpdate", action: "remove" }));
      expect(places.slice(2).map((one) => one !== undefined)).toEqual([true, false]);
    } finally {
      await own.close();
    }
  });

  it("delivers once over a real connection that is refused, and broken off before or behind the message", async () => {
    const moods: readonly Mood[] = [
      { status: 429, retryAfter: "0" },
      { status: 429 },
      { status: 412 },
      { status: 502, text: "<html>" },
      { status: 504 },
      "resetBefore",
    ];
    const messages = moods.map(async (mood) => {
      const own = await startTeamsBot(freshBot());
      own.teams.mood(mood);
      const { sent } = await own.say(await fixture(question, alone("personal")));
      await own.close();
      return sent.map(({ isTaken }) => isTaken);
    });
    expect(await Promise.all(messages)).toEqual(moods.map(() => [false, true]));

    const own = await startTeamsBot(freshBot());
    own.teams.mood("resetBefore", "resetBefore", "resetAfter");
    const { sent } = await own.say(await fixture(question, alone("personal")));
    await own.close();
    expect(sent.map(({ isTaken }) => isTaken)).toEqual([false, false, true]);
    expect(own.lines).toEqual([expect.stringContaining("whether it was taken is not known, and it is not sent again")]);
  });

  it("sends a reminder where the conversation was last, to the one who asked for it, and lets go of a place that is gone", async () => {
    const { conversation, id } = alone("channel");
    const start = await press({ kind: "start", article: ARTICLE }, { conversation, from: from("Ans") });
    expect(start.sent.length).toBe(1);
    const reply = (await test.bot.lookUp.answer("help", language)) as Reply;
    const place = { serviceUrl: whole.teams.serviceUrl, tenant: TENANT, conversation: id.split(";")[0], thread: id.split("=")[1] };
    const delivery: Delivery = {
      reply,
      to: { kind: "place", address: JSON.stringify(place) },
      mention: { key: `home/teams/${TENANT}/aad-1`, name: "Ans" },
    };
    const before = whole.teams.sent.length;
    expect(await whole.adapter.post("", delivery)).toBe(true);
    await whole.adapter.stop();
    expect(whole.teams.sent[before]).toMatchObject({
      path: `/emea/v3/conversations/${id}/activities`,
      body: { text: "<at>Ans</at>", entities: [{ type: "mention", text: "<at>Ans</at>", mentioned: { id: "aad-1", name: "Ans" } }] },
    });
    whole.teams.mood({ status: 404, code: "ConversationNotFound" });
    expect(await whole.adapter.post("", delivery)).toBe(true);
    whole.teams.mood({ status: 400 }, { status: 400 });
    expect(await whole.adapter.post("", delivery)).toBe(false);
  });

  it("brings a card of the same run up to date where it stands in another conversation, and leaves those of other platforms to them", async () => {
    const reply = test.bot.lookUp.answer("ID: 100050", language);
    const there = { serviceUrl: whole.teams.serviceUrl, tenant: TENANT, conversation: "19:other@thread.tacv2", thread: "17" };
    const here: Delivery = { reply, to: { kind: "here" } };
    const inTeams: Delivery = {
      reply,
      to: { kind: "update", message: "card-9", address: JSON.stringify(there) },
      about: { organisation: "home", conversation: `home/teams/${TENANT}/19%3Aother%40thread.tacv2/17` },
    };
    const inSlack: Delivery = { ...inTeams, about: { organisation: "home", conversation: "home/slack/T1/C1/" } };
    const bot = { ...test.bot, handle: async () => [here, inTeams, inSlack] };
    const event = await fixture(question, { serviceUrl: whole.teams.serviceUrl });
    const outcome = await handleActivity(event, { bot, self: { id: APP_ID }, hearsChannels: false, articleAt: async () => undefined });
    expect(outcome.operations.map(({ call }) => call.kind)).toEqual(["post", "update"]);
    expect(outcome.elsewhere?.map(({ delivery }) => delivery)).toEqual([inSlack]);

    const before = whole.teams.sent.length;
    whole.teams.mood({ status: 404, code: "ActivityNotFoundInConversation" });
    await whole.adapter.post("", inTeams);
    await whole.adapter.post("", inTeams);
    expect(whole.teams.sent.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill("PUT /emea/v3/conversations/19:other@thread.tacv2;messageid=17/activities/card-9"),
    );
  });

  it("tells who called for help when that did not arrive", async () => {
    const reply = test.bot.lookUp.answer("ID: 100050", language);
    const bot = { ...freshBot(), handle: async () => [{ reply, to: { kind: "place", address: "19:duty@thread.tacv2" } } as const] };
    const own = await startTeamsBot(bot);
    try {
      own.teams.mood({ status: 403, code: "NotEnoughPermissions" });
      const { sent } = await own.say(await fixture(question));
      expect(sent.map(({ path }) => path.split("/").at(-1))).toEqual(["conversations", "activities"]);
      expect(textOf(sent[1])).toContain(
        isDutch ? "Dit kon niet naar de mensen met dienst worden gestuurd." : "This could not be sent to the people on call.",
      );
    } finally {
      await own.close();
    }
  });

  it("answers a press within a second when the bot is slow, and the card follows", async () => {
    const over = test.over({});
    const gate = Promise.withResolvers<void>();
    const own = await startTeamsBot({ ...over, handle: async (turn) => gate.promise.then(() => over.handle(turn)) });
    try {
      const value = { action: { data: { intent: encodeIntent({ kind: "open", article: ARTICLE }) } } };
      const { status, text } = await own.post(await fixture("action-execute", { ...alone("channel"), value, replyToId: "card" }));
      expect(INVOKE_TIME).toBeLessThan(1000);
      expect([status, text]).toEqual([200, expect.stringContaining(isDutch ? "Dit duurt even" : "This takes a moment")]);
      expect(own.teams.sent).toEqual([]);
      gate.resolve();
      expect((await own.teams.made(1))[0]?.method).toBe("POST");
    } finally {
      await own.close();
    }
  });
});
