import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot, Delivery, Reply } from "#core";
import { createMemoryStore, decodeIntent, encodeIntent } from "#core";
import { createTeamsAdapter } from "../../../adapters/teams/adapter.ts";
import { INVOKE_TIME } from "../../../adapters/teams/host.ts";
import { createTeamsRoute } from "../../../adapters/teams/route.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import type { Mood } from "../../support/teams/fake-teams.ts";
import { startFakeTeams } from "../../support/teams/fake-teams.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { endpointsOf, fixedCredentials, fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { APP_ID, bearer, TENANT } from "../../support/teams/tokens.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";
import { pressables, visibleText } from "./card-reader.ts";

const ARTICLE = "agent-cannot-connect-to-azure";

let test: TestBot;
let on: TeamsBot;
beforeAll(async () => {
  test = await testBot();
  on = await startTeamsBot(test.over({}));
});
afterAll(() => on.close());

let conversations = 0;
function alone(kind: "personal" | "channel" = "personal") {
  conversations += 1;
  const id = kind === "channel" ? `19:t${conversations}@thread.tacv2;messageid=17${conversations}` : `a:trouble-${conversations}`;
  return { conversation: { id, conversationType: kind, tenantId: TENANT } };
}

const pressOf = (data: object = { intent: encodeIntent({ kind: "open", article: ARTICLE }) }) => ({
  value: { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" },
  replyToId: "card",
});
const typing = { name: "composeExtension/query", value: { commandId: "search", parameters: [{ name: "text", value: "100050" }] } };

/** Teams on its own over that bot, for as long as it takes. */
async function over<Result>(bot: Bot | Promise<Bot>, use: (own: TeamsBot) => Promise<Result>): Promise<Result> {
  const own = await startTeamsBot(bot);
  try {
    return await use(own);
  } finally {
    await own.close();
  }
}

describe("a message that Teams took in", () => {
  it.each<readonly [string, Mood]>([
    ["the connection breaks behind it", "resetAfter"],
    ["the answer breaks off in its middle", "resetInAnswer"],
    ["nothing stands in the answer", { status: 202, text: "", isTaken: true }],
    ["the server failed behind it", { status: 500, isTaken: true }],
  ])("is not sent again where %s", async (_what, mood) => {
    on.teams.mood(mood);
    const { sent } = await on.say(await fixture("personal-chat-en", alone()));
    expect(sent.map(({ isTaken }) => isTaken)).toEqual([true]);
  });

  it.each([502, 504])("is sent again after %i, which Teams documents as not taken in: here nobody can tell", async (status) => {
    on.teams.mood({ status, isTaken: true });
    const { sent } = await on.say(await fixture("personal-chat-en", alone()));
    expect(sent.map(({ isTaken }) => isTaken)).toEqual([true, true]);
  });

  it("is asked for with a new token where Teams does not take the old one", async () => {
    await over(test.over({}), async (own) => {
      own.teams.mood({ status: 401 });
      const { sent } = await own.say(await fixture("personal-chat-en", alone()));
      expect(sent.map(({ authorization }) => authorization)).toEqual(["Bearer of-the-bot", "Bearer new"]);
    });
  });
});

describe("a run whose card cannot be changed just now", () => {
  it.each<readonly [string, Mood]>([
    ["Teams asks to wait longer than there is time", { status: 429, retryAfter: "60" }],
    ["a proxy answers instead of Teams", { status: 404, text: "<html>not found</html>" }],
    ["Teams does not want the card", { status: 413, code: "MessageSizeTooBig" }],
  ])("keeps its one card, where %s", async (_what, mood) => {
    const { conversation } = alone("channel");
    const start = pressOf({ intent: encodeIntent({ kind: "start", article: ARTICLE }) });
    const started = await on.say(await fixture("action-execute", { conversation, ...start }));
    const attachments = started.sent[0]?.body["attachments"] as readonly { readonly content: object }[] | undefined;
    const next = pressables(attachments?.[0]?.content ?? {})
      .map(({ data }) => data as { readonly intent: unknown })
      .find(({ intent }) => decodeIntent(intent)?.kind === "move");
    on.teams.mood(mood);
    const { sent } = await on.say(await fixture("action-execute", { conversation, ...pressOf(next) }));
    expect(sent.map(({ method }) => method)).toEqual(["PUT"]);
    expect(on.lines.at(-1)).toMatch(/^Teams: PUT v3\/conversations\/\.\.\.\/activities\/.+ was not taken: /);
  });
});

describe.each([
  ["nl", "nl-NL", "Dit is me niet gelukt.", "Dit duurt nu te lang."],
  ["en", "en-US", "I failed on this one.", "This takes too long just now."],
] as const)("a bot that fails or is slow, in %s", (_language, locale, failed, tooLong) => {
  const reader = { locale, entities: [] };
  const failing = (): Bot => ({ ...test.over({}), handle: async () => Promise.reject(new Error("secret words")) });

  it("says so to who pressed, with the id under which the log has it, and promises nothing", async () => {
    await over(failing(), async (own) => {
      const { status, body, sent } = await own.say(await fixture("action-execute", { ...alone("channel"), ...reader, ...pressOf() }));
      expect([status, sent]).toEqual([200, []]);
      const { value } = body as { value: string };
      expect(value).toContain(failed);
      expect(value).not.toContain("secret");
      const [id = "none"] = /[0-9a-f]{8}/.exec(value) ?? [];
      expect(own.lines.filter((line) => line.startsWith(`${id} Teams: Error: secret words`)).length).toBe(1);
    });
  });

  it("says so in the language that was chosen there, also where Teams knows another", async () => {
    const bot = test.over({});
    let isBroken = false;
    await over({ ...bot, handle: async (turn) => (isBroken ? Promise.reject(new Error("broken")) : bot.handle(turn)) }, async (own) => {
      const where = { ...alone(), locale: locale === "nl-NL" ? "en-US" : "nl-NL", entities: [] };
      await own.say(await fixture("personal-chat-en", { ...where, text: locale === "nl-NL" ? "Nederlands" : "English" }));
      isBroken = true;
      const { sent } = await own.say(await fixture("personal-chat-en", where));
      expect(JSON.stringify(sent[0]?.body)).toContain(failed);
    });
  });

  it("says so to who wrote a message, once: Teams is not to deliver it again", async () => {
    await over(failing(), async (own) => {
      const { status, sent } = await own.say(await fixture("personal-chat-en", { ...alone(), ...reader }));
      expect([status, sent.length]).toEqual([200, 1]);
      expect(JSON.stringify(sent[0]?.body)).toContain(failed);
      const targeted = await own.say(await fixture("slash-command", { ...alone("channel"), ...reader }));
      expect(targeted.sent.map(({ path }) => path.endsWith("?isTargetedActivity=true"))).toEqual([true]);
    });
  });

  it("says so below where it fails after a press was answered with a promise", async () => {
    const gate = Promise.withResolvers<never>();
    gate.promise.catch(() => {});
    await over({ ...test.over({}), handle: () => gate.promise }, async (own) => {
      await own.post(await fixture("action-execute", { ...alone("channel"), ...reader, ...pressOf() }));
      expect(own.teams.sent).toEqual([]);
      gate.reject(new Error("late"));
      expect(JSON.stringify((await own.teams.made(1))[0]?.body)).toContain(failed);
    });
  });

  it("promises nothing where nothing can follow: a search, a dialog, a card where the bot may not be", async () => {
    const never = Promise.withResolvers<never>().promise;
    await over({ ...test.over({}), handle: () => never }, async (own) => {
      const inMessage = pressOf({ intent: encodeIntent({ kind: "help" }), via: "extension" });
      const { text } = await own.post(await fixture("action-execute", { ...alone("channel"), ...reader, ...inMessage }));
      expect(text).toContain(tooLong);
    });
    const own = await startTeamsBot(never as Promise<Bot>);
    const typed = await own.post(await fixture("action-execute", { ...reader, ...typing }));
    expect(JSON.parse(typed.text)).toMatchObject({ composeExtension: { type: "message", text: expect.stringContaining(tooLong) } });
    const explained = await own.post(await fixture("action-execute", { ...reader, name: "composeExtension/fetchTask", value: {} }));
    expect(JSON.parse(explained.text)).toMatchObject({ task: { type: "message", value: expect.stringContaining(tooLong) } });
    own.close();
  });
});

describe("a press while the bot is not there yet", () => {
  it("is answered while the bot is being built, and what it asked for follows", async () => {
    const built = Promise.withResolvers<Bot>();
    await over(built.promise, async (own) => {
      const { status, text } = await own.post(
        await fixture("action-execute", { ...alone("channel"), ...pressOf(), locale: "nl-NL", entities: [] }),
      );
      expect([status, text]).toEqual([200, expect.stringContaining("Dit duurt even")]);
      expect(own.teams.sent).toEqual([]);
      built.resolve(test.over({}));
      expect((await own.teams.made(1)).length).toBe(1);
    });
  });

  it("is turned away, not kept waiting, while the keys that tell whether it is from Teams do not come", async () => {
    const teams = await startFakeTeams();
    const clock = createFakeClock();
    const login = { kind: "secret", tenant: TENANT, secret: "only-for-the-test" } as const;
    const adapter = createTeamsAdapter({
      ...{
        bot: Promise.resolve(test.over({})),
        clock,
        log: () => {},
        endpoints: endpointsOf(teams.origin),
        credentials: fixedCredentials(),
      },
      settings: { appId: APP_ID, login, tenants: [TENANT], serviceOrigins: [teams.origin], hearsChannels: false },
    });
    teams.holdKeys(Promise.withResolvers<never>().promise);
    const pressed = { ...(await fixture("action-execute", pressOf())), serviceUrl: teams.serviceUrl };
    const answers: unknown[] = [];
    adapter.receive(pressed, bearer(teams.serviceUrl)).then((answer) => answers.push(answer));
    await clock.forward(INVOKE_TIME);
    await new Promise((resolve) => setImmediate(resolve));
    expect([answers, teams.sent]).toEqual([[{ status: 503 }], []]);
    await teams.close();
  });

  it("is turned away while the adapter itself is being loaded", async () => {
    const route = createTeamsRoute(Promise.withResolvers<never>().promise, { serviceOrigins: ["https://x"], tenants: [], asksToken: true });
    const event = { ...(await fixture("action-execute")), serviceUrl: "https://x/" };
    const answer = await route.handle({ request: { headers: {} }, body: Buffer.from(JSON.stringify(event)) } as never);
    expect(answer).toEqual({ status: 503 });
  });
});

describe("what Teams tells of a conversation", () => {
  it("is refused without a word where half a character stands in an id", async () => {
    const half = { conversation: { id: "a:\ud800", conversationType: "personal", tenantId: TENANT } };
    for (const event of [half, { from: { id: "29:\udc00" } }, { id: "\ud800" }, { replyToId: "\ud800" }]) {
      const { status, text } = await on.post({ ...(await fixture("personal-chat-en", alone())), ...event });
      expect({ status, text }).toEqual({ status: 400, text: "" });
    }
    expect(on.lines.join()).not.toContain("URIError");
  });

  it("lets go of all its threads where the bot is removed from it, and of no other's", async () => {
    const store = createMemoryStore();
    await over(test.over({ store }), async (own) => {
      const address = (channel: string, thread: string) =>
        store.address(`home/teams/${TENANT}/${encodeURIComponent(channel)}/${encodeURIComponent(thread)}`);
      const say = async (channel: string, thread: string) => {
        const entities = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
        const conversation = { id: `${channel};messageid=${thread}`, conversationType: "channel", tenantId: TENANT };
        await own.say(await fixture("channel-mention", { conversation, entities, text: "<at>Vangnet</at> ID: 100050" }));
      };
      await say("19:a@thread.tacv2", "1");
      await say("19:a@thread.tacv2", "2");
      await say("19:b@thread.tacv2", "1");
      const conversation = { id: "19:a@thread.tacv2", conversationType: "channel", tenantId: TENANT };
      const removed = { conversation, membersAdded: undefined, membersRemoved: [{ id: `28:${APP_ID}` }] };
      await own.say(await fixture("conversation-update", removed));
      expect([await address("19:a@thread.tacv2", "1"), await address("19:a@thread.tacv2", "2")]).toEqual([undefined, undefined]);
      expect(await address("19:b@thread.tacv2", "1")).toBeDefined();
      await say("19:a@thread.tacv2", "1");
      expect(await address("19:a@thread.tacv2", "1")).toBeDefined();
    });
  });
});

describe("a card that the linter refuses", () => {
  const unsound: Reply = {
    ...{ kind: "notice", locale: "nl", furtherPrompts: [] },
    text: [{ kind: "text", text: "Geef dit door: stap 3 van *MABS01*." }],
    prompts: [{ label: "", intent: { kind: "help" } }],
  };
  const answering = (reply: Reply, to: "here" | "update") => ({
    ...test.over({}),
    handle: async (): Promise<readonly Delivery[]> => [
      {
        reply,
        to: to === "here" ? { kind: "here" } : { kind: "update", message: "card" },
        mention: { key: "home/teams/T/29%3Abob", name: "Bob *_B" },
      },
    ],
  });

  it("goes as its words, behind the name that it is for, and as its words alone where Teams does not know the name", async () => {
    await over(answering(unsound, "here"), async (own) => {
      own.teams.mood({ status: 400, code: "BadSyntax" });
      const { sent } = await own.say(await fixture("personal-chat-en", alone()));
      expect(sent.map(({ body }) => [body["text"], body["textFormat"], body["attachments"]])).toEqual([
        ["<at>Bob B</at>\n\nGeef dit door: stap 3 van \\*MABS01\\*.", "markdown", undefined],
        ["Geef dit door: stap 3 van \\*MABS01\\*.", "markdown", undefined],
      ]);
      expect(sent[0]?.body["entities"]).toEqual([{ type: "mention", text: "<at>Bob B</at>", mentioned: { id: "29:bob", name: "Bob B" } }]);
    });
  });

  it("answers a press with its words too", async () => {
    await over(answering(unsound, "update"), async (own) => {
      const { body, sent } = await own.say(await fixture("action-execute", { ...alone("channel"), ...pressOf() }));
      expect(body).toMatchObject({ type: "application/vnd.microsoft.activity.message", value: "Geef dit door: stap 3 van *MABS01*." });
      expect(sent[0]?.body["attachments"]).toBeUndefined();
    });
  });

  it("is sent as a card where there is nothing wrong with it, with the name above", async () => {
    await over(answering({ ...unsound, prompts: [] }, "here"), async (own) => {
      const { sent } = await own.say(await fixture("personal-chat-en", alone()));
      const attachments = sent[0]?.body["attachments"] as readonly { content: object }[];
      expect(visibleText(attachments[0]?.content ?? {})).toContain("stap 3 van *MABS01*");
      expect(sent[0]?.body["text"]).toBe("<at>Bob *_B</at>");
    });
  });
});
