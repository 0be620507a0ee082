import { describe, expect, it } from "vitest";
import { LOCALES, loadArticles, loadGlossary } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { createConceptFinder } from "../../../src/search/glossary.ts";
import { wordsOf } from "../../../src/text/normalize.ts";

describe("the glossary", () => {
  it("has 115 concepts or more, each with forms in both languages", async () => {
    const { concepts } = await loadGlossary(KNOWLEDGE_FOLDER);
    expect(concepts.length).toBeGreaterThanOrEqual(115);
    for (const concept of concepts) for (const locale of LOCALES) expect(concept[locale].length, concept.id).toBeGreaterThan(0);
  });

  it("finds each of its forms as its own concept", async () => {
    const glossary = await loadGlossary(KNOWLEDGE_FOLDER);
    const find = createConceptFinder(glossary);
    for (const { id, nl, en } of glossary.concepts) {
      for (const form of [...nl, ...en])
        expect(
          find(wordsOf(form)).map(({ concept }) => concept),
          form,
        ).toContain(id);
    }
  });

  it("is used: at least half of its concepts stand in the articles", async () => {
    const [articles, glossary] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadGlossary(KNOWLEDGE_FOLDER)]);
    const find = createConceptFinder(glossary);
    const seen = new Set(articles.flatMap((article) => find(wordsOf(JSON.stringify(article))).map(({ concept }) => concept)));
    expect(seen.size / glossary.concepts.length).toBeGreaterThan(0.5);
  });
});
