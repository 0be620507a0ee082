import { join } from "node:path";
import type { Bot } from "#core";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";

/** Where the articles of this project are. */
export const KNOWLEDGE_FOLDER = join(import.meta.dirname, "../../knowledge");

/** The bot over the project's own knowledge, remembering nothing beyond this process. */
export async function buildBot(): Promise<Bot> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  return createBot({ articles, search, store: createMemoryStore() });
}
