import { join } from "node:path";
import type { Bot, BotParts, SearchIndex } from "#core";
import { createBot, createMemoryStore, createSearchIndex, loadArticles, loadSearchData } from "#core";

/** Where the articles of this project are. */
export const KNOWLEDGE_FOLDER = join(import.meta.dirname, "../../knowledge");

/** The bot over the project's own knowledge; without a store it remembers nothing beyond this process. */
export async function buildBot(parts: Partial<Omit<BotParts, "articles" | "search">> = {}): Promise<Bot> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  return createBot({ store: createMemoryStore(), ...parts, articles, search });
}

/** The search over the project's own knowledge, to ask it for its reasons. */
export async function buildSearch(): Promise<SearchIndex> {
  return createSearchIndex(...(await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)])));
}
