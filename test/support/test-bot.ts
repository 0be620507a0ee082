import type { Article, Bot, Delivery, Intent, Locale, Reply, Turn } from "#core";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";

/** A bot over the real knowledge, with what a test needs to talk to it. */
export interface TestBot {
  readonly bot: Bot;
  readonly articles: readonly Article[];
  /** Says or presses something in a fresh conversation, in that language. */
  reply(intent: Intent, locale: Locale): Promise<Reply>;
  /** A conversation that goes on, with no language settled. */
  conversation(localeHint?: string): (intent: Intent) => Promise<Reply>;
}

let conversations = 0;

/** Builds the bot once for a test file. */
export async function testBot(): Promise<TestBot> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  const bot = createBot({ articles, search, store: createMemoryStore() });
  const conversation: TestBot["conversation"] = (localeHint) => {
    conversations += 1;
    const name = `test-${conversations}`;
    return async (intent) =>
      replyOf(
        await bot.handle(testTurn(intent, { conversation: name, user: { id: name }, ...(localeHint === undefined ? {} : { localeHint }) })),
      );
  };
  return {
    bot,
    articles,
    conversation,
    reply: async (intent, locale) => {
      const say = conversation();
      await say({ kind: "language", locale });
      return say(intent);
    },
  };
}

/** A turn with everything a platform would have filled in. */
export function testTurn(intent: Intent, parts: Partial<Turn> = {}): Turn {
  return {
    platform: "test",
    tenant: "T1",
    conversation: "C1",
    user: { id: "U1", name: "Ans" },
    eventId: "E1",
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
