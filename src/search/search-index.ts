import type { Locale } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { cleanText } from "../text/normalize.ts";
import { createCodeIndex, printedCode } from "./code-index.ts";
import type { Verdict } from "./confidence.ts";
import { decide } from "./confidence.ts";
import { findCodes, isWindowsResult, nearCodes } from "./error-codes.ts";
import { createMessageReader } from "./messages.ts";
import { createNameReader } from "./names.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { WordResult } from "./words.ts";
import { createWordEngine } from "./words.ts";

/** An article near an unknown question: never the answer, only another code or another problem. */
export interface NearArticle {
  readonly article: Article;
  /** The code that is one slip away, where that is why it is near. */
  readonly code?: string;
}

/** What a search found and what to do with it. */
export interface SearchResult {
  readonly verdict: Verdict;
  /** Further articles, best first, for "not this error". */
  readonly candidates: readonly Article[];
  /** At most two, for "not known". */
  readonly near: readonly NearArticle[];
  /** Words of our field that were recognised; never other words of the text. */
  readonly understood: readonly string[];
}

/** Finds the article that a text means. Pure: no clock, no chance, no input or output. */
export interface SearchIndex {
  search(text: string, locale: Locale): SearchResult;
}

const MOST_NEAR = 2;
const MOST_CANDIDATES = 4;
const LEAST_COVERAGE = 0.2;
const MOST_UNDERSTOOD = 5;
const NEAR_COVERAGE = 0.4;

/** Another problem is worth naming only beside a question of our field. */
function isWorthNaming({ anchors, hits: [first] }: WordResult): boolean {
  return anchors.length > 0 || (first?.coverage ?? 0) >= NEAR_COVERAGE;
}

/** Builds the index over all articles; both languages at once, since questions mix them. */
export function createSearchIndex(articles: readonly Article[], vocabulary: Vocabulary): SearchIndex {
  const codes = createCodeIndex(articles);
  const byName = new Map<string, Article[]>();
  for (const article of articles) {
    for (const name of article.names ?? []) byName.set(name, [...(byName.get(name) ?? []), article]);
  }
  const readNames = createNameReader([...byName.keys()]);
  const readMessages = createMessageReader(articles);
  const readWords = createWordEngine(articles, vocabulary);

  return {
    search: (given) => {
      const text = cleanText(given);
      const seen = findCodes(text);
      const found = seen.flatMap((code) => codes.look(code, text));
      const unknownCodes = seen.filter((code) => code.strength !== "weak" && !isWindowsResult(code) && !codes.values.has(code.value));
      const names = readNames(text).map((name) => ({
        seen: name,
        articles: [...new Set(name.names.flatMap((one) => byName.get(one) ?? []))],
      }));
      const words = readWords(text);
      const verdict = decide({ codes: found, unknownCodes, names, messages: readMessages(text), words });

      const shown = verdict.kind === "answer" ? [verdict.article] : verdict.kind === "ask" ? verdict.articles : [];
      const lookAlikes = shown.flatMap(({ related }) => related.filter(({ as }) => as === "look-alike").map(({ id }) => id));
      const byWords = words.hits.filter(({ coverage }) => coverage >= LEAST_COVERAGE).map(({ article }) => article);
      const candidates = [...new Set([...byWords, ...articles.filter(({ id }) => lookAlikes.includes(id))])].filter(
        (article) => !shown.includes(article),
      );
      const slips = unknownCodes.flatMap(({ value }) => nearCodes(value, codes.values, MOST_NEAR));
      const near: readonly NearArticle[] = [
        ...slips.flatMap((value) => codes.articlesOf(value).map((article) => ({ article, code: printedCode(article, value) }))),
        ...(words.isForeign || !isWorthNaming(words) ? [] : byWords.map((article) => ({ article }))),
      ];
      return {
        verdict,
        candidates: candidates.slice(0, MOST_CANDIDATES),
        near: near.filter(({ article }, index) => near.findIndex((other) => other.article === article) === index).slice(0, MOST_NEAR),
        understood: words.anchors.slice(0, MOST_UNDERSTOOD),
      };
    },
  };
}
