import type { Article } from "#core";
import { BotError, loadSearchData, searchHash } from "#core";

/** What is wrong with knowledge/search, and whether its calibration was learned from these articles; empty when all is right. */
export async function checkSearchData(folder: string, articles: readonly Article[]): Promise<readonly string[]> {
  try {
    const { vocabulary, glossary, calibration } = await loadSearchData(folder);
    if (calibration.hash === searchHash(articles, vocabulary, glossary)) return [];
    return [
      'search/calibration.json: stale, since articles, glossary or vocabulary changed: run "npm run calibrate", look at the diff and commit the file',
    ];
  } catch (error) {
    if (error instanceof BotError) return [error.message];
    throw error;
  }
}
