import type { Article, Bot, BotParts, Delivery, Intent, Locale, Reply, Turn } from "#core";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";

/** A bot over the real knowledge, with what a test needs to talk to it. */
export interface TestBot {
  readonly bot: Bot;
  readonly articles: readonly Article[];
  /** Another bot over the same knowledge. */
  over(parts: Partial<BotParts>): Bot;
  /** Says or presses something in a fresh conversation, in that language. */
  reply(intent: Intent, locale: Locale): Promise<Reply>;
  /** A conversation that goes on, with no language settled. */
  conversation(localeHint?: string): (intent: Intent) => Promise<Reply>;
}

let conversations = 0;

/** Builds the bot once for a test file. */
export async function testBot(): Promise<TestBot> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  // Each conversation is an organisation of its own, so that none meets the runs of another.
  const bot = createBot({ articles, search, store: createMemoryStore(), organisationOf: (_platform, tenant) => tenant });
  const conversation: TestBot["conversation"] = (localeHint) => {
    conversations += 1;
    const name = `test-${conversations}`;
    return async (intent) =>
      replyOf(
        await bot.handle(
          testTurn(intent, {
            tenant: name,
            conversation: name,
            user: { id: name, name: "Ans" },
            ...(localeHint === undefined ? {} : { localeHint }),
          }),
        ),
      );
  };
  return {
    bot,
    articles,
    conversation,
    over: (parts) => createBot({ articles, search, store: createMemoryStore(), ...parts }),
    reply: async (intent, locale) => {
      const say = conversation();
      await say({ kind: "language", locale });
      return say(intent);
    },
  };
}

let events = 0;

/** A turn with everything a platform would have filled in. */
export function testTurn(intent: Intent, parts: Partial<Turn> = {}): Turn {
  events += 1;
  return {
    platform: "test",
    tenant: "T1",
    conversation: "C1",
    user: { id: "U1", name: "Ans" },
    eventId: `E${events}`,
    at: new Date("2026-11-22T03:12:00Z"),
    surface: "direct",
    ...parts,
    intent,
  };
}

function replyOf(deliveries: readonly Delivery[]): Reply {
  const [delivery] = deliveries;
  if (delivery === undefined) throw new Error("the bot gave no answer");
  return delivery.reply;
}
