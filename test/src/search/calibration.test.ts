import { describe, expect, it } from "vitest";
import { loadArticles, loadSearchData, searchHash } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";

describe("the calibration", () => {
  it("is of the knowledge as it is now", async () => {
    const [articles, { vocabulary, glossary, calibration }] = await Promise.all([
      loadArticles(KNOWLEDGE_FOLDER),
      loadSearchData(KNOWLEDGE_FOLDER),
    ]);
    expect(calibration.hash, 'knowledge/search/calibration.json is stale: run "npm run calibrate" and look at the diff').toBe(
      searchHash(articles, vocabulary, glossary),
    );
  });

  it("asks before it answers", async () => {
    const { ask, field, answer } = (await loadSearchData(KNOWLEDGE_FOLDER)).calibration.thresholds;
    expect(ask).toBeLessThan(field);
    expect(answer).toBeGreaterThan(0.5);
  });
});
