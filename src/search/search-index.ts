import type { Locale } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { cleanText, foldText } from "../text/normalize.ts";
import type { KnownWords, SecretRule } from "../text/secrets.ts";
import { hasSecret } from "../text/secrets.ts";
import { learnedOf } from "./associations.ts";
import type { Calibration } from "./calibration.ts";
import { probability } from "./calibration.ts";
import { createCodeIndex, printedCode } from "./code-index.ts";
import type { Verdict } from "./confidence.ts";
import { decide } from "./confidence.ts";
import type { CodeSeen } from "./error-codes.ts";
import { findCodes, isWindowsResult, nearCodes } from "./error-codes.ts";
import { featuresOf } from "./features.ts";
import type { Layer } from "./layers.ts";
import { NONE_LEFT_OUT } from "./layers.ts";
import { createMessageReader } from "./messages.ts";
import { createNameReader } from "./names.ts";
import type { SearchData } from "./search-data.ts";
import type { Suggest } from "./suggest.ts";
import { createSuggest } from "./suggest.ts";
import type { WordEngine, WordMatch, WordResult } from "./words.ts";
import { createWordEngine } from "./words.ts";

/** An article near an unknown question: never the answer, only another code or another problem. */
export interface NearArticle {
  readonly article: Article;
  /** The code that is one slip away, where that is why it is near. */
  readonly code?: string;
  /** It names the code that was asked for as a neighbour. */
  readonly isNeighbour?: boolean;
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

/** The reasons behind a verdict, for a person who asks why. */
export interface Explanation {
  readonly verdict: Verdict;
  readonly codes: readonly { readonly written: string; readonly strength: string; readonly articles: readonly string[] }[];
  readonly names: readonly { readonly written: string; readonly names: readonly string[] }[];
  readonly messages: readonly { readonly articles: readonly string[]; readonly length: number }[];
  readonly hits: readonly {
    readonly article: string;
    readonly score: number;
    /** Its share among all articles, with what was learned from questions; 0 to 1. */
    readonly fit: number;
    readonly coverage: number;
    readonly matches: readonly WordMatch[];
    /** What was learned of the question's terms, strongest first: above zero it speaks for this article. */
    readonly learned: readonly { readonly term: string; readonly worth: number }[];
  }[];
  /** How probable it is that this is our field, and that the first hit is right; 0 to 1. */
  readonly field: number;
  readonly right: number;
  readonly thresholds: Calibration["thresholds"];
}

/** Finds the article that a text means. Pure: no clock, no chance, no input or output. */
export interface SearchIndex {
  search(text: string, locale: Locale): SearchResult;
  /** What led to the verdict: per word which reading matched and what it added, and the two probabilities. */
  explain(text: string, locale: Locale): Explanation;
  /** The codes of a text that mean one article each beyond doubt, each article once. */
  exactCodes(text: string): readonly { readonly code: string; readonly article: Article }[];
  /** Completes what is being typed in a picker. */
  readonly suggest: Suggest;
  /** Whether the text seems to hold a PIN, a password, a passphrase or credentials; judged as a question unless `rule` says it is kept for others. */
  hasSecret(text: string, rule?: SecretRule): boolean;
  /** The text with every word that is not of the knowledge made unreadable; it is searched like the text itself. */
  repeatable(text: string): string;
}

const MOST_NEAR = 2;
const MOST_CANDIDATES = 4;
/** More unknown codes than this in one text are no slips. */
const MOST_SLIPS = 20;
const LEAST_COVERAGE = 0.2;
const MOST_UNDERSTOOD = 5;
const MOST_EXPLAINED = 3;
const MOST_LEARNED = 6;
const NEAR_COVERAGE = 0.4;
/** Stands for a word that may be anything; no article has it. */
const UNREADABLE = "xqzx";

/** Another problem is worth naming only beside a question of our field. */
function isWorthNaming({ anchors, hits: [first] }: WordResult): boolean {
  return anchors.length > 0 || (first?.coverage ?? 0) >= NEAR_COVERAGE;
}

/** Builds the index over all articles; both languages at once, since questions mix them. */
export function createSearchIndex(
  articles: readonly Article[],
  { vocabulary, glossary, calibration }: SearchData,
  without: ReadonlySet<Layer> = NONE_LEFT_OUT,
): SearchIndex {
  const codes = createCodeIndex(articles);
  const byName = new Map<string, Article[]>();
  for (const article of articles) {
    for (const name of article.names ?? []) byName.set(name, [...(byName.get(name) ?? []), article]);
  }
  const readNames = createNameReader(without.has("names") ? [] : [...byName.keys()]);
  const readMessages = createMessageReader(without.has("messages") ? [] : articles);
  // A bare code needs no words, and their index takes longer to build than to answer it.
  let built: WordEngine | undefined;
  const wordEngine = () => {
    built ??= createWordEngine(articles, vocabulary, glossary, calibration.associations, without);
    return built;
  };
  const neighbours = new Map<number, Article[]>();
  for (const article of articles) {
    for (const code of article.relatedCodes ?? []) neighbours.set(Number(code), [...(neighbours.get(Number(code)) ?? []), article]);
  }
  const known: KnownWords = {
    isKnownCode: (value) => codes.values.has(value) || neighbours.has(value),
    knows: (word) => wordEngine().knows(word),
  };

  let suggest: Suggest | undefined;

  const search = (given: string): SearchResult => {
    const text = cleanText(given);
    const seen = without.has("codes") ? [] : findCodes(text);
    const found = seen.flatMap((code) => codes.look(code, text));
    const unknownCodes = seen.filter((code) => code.strength !== "weak" && !isWindowsResult(code) && !codes.values.has(code.value));
    const names = readNames(text).map((name) => ({
      seen: name,
      articles: [...new Set(name.names.flatMap((one) => byName.get(one) ?? []))],
    }));
    let result: WordResult | undefined;
    const words = () => {
      result ??= wordEngine().search(text);
      return result;
    };
    const verdict = decide({ codes: found, unknownCodes, names, messages: readMessages(text), words }, calibration);

    const shown = verdict.kind === "answer" ? [verdict.article] : verdict.kind === "ask" ? verdict.articles : [];
    const lookAlikes = shown.flatMap(({ related }) => related.filter(({ as }) => as === "look-alike").map(({ id }) => id));
    // A certain code leaves only its look-alikes as other candidates.
    const isCertain = verdict.kind === "answer" && verdict.reason.kind === "code" && verdict.reason.words.length === 0;
    const hits = isCertain ? [] : words().hits;
    const byWords = hits.filter(({ coverage }) => coverage >= LEAST_COVERAGE).map(({ article }) => article);
    const candidates = [
      ...new Set([...byWords, ...(lookAlikes.length === 0 ? [] : articles.filter(({ id }) => lookAlikes.includes(id)))]),
    ].filter((article) => !shown.includes(article));
    const slips = [...new Set(unknownCodes.map(({ value }) => value))]
      .slice(0, MOST_SLIPS)
      .flatMap((value) => nearCodes(value, codes.values, MOST_NEAR));
    const near: readonly NearArticle[] = [
      ...unknownCodes.flatMap(({ value }) => neighbours.get(value) ?? []).map((article) => ({ article, isNeighbour: true })),
      ...slips.flatMap((value) => codes.articlesOf(value).map((article) => ({ article, code: printedCode(article, value) }))),
      ...(verdict.kind !== "unknown" || words().isForeign || !isWorthNaming(words()) ? [] : byWords.map((article) => ({ article }))),
    ];
    return {
      verdict,
      candidates: candidates.slice(0, MOST_CANDIDATES),
      near: near.filter(({ article }, index) => near.findIndex((other) => other.article === article) === index).slice(0, MOST_NEAR),
      understood: verdict.kind === "unknown" ? words().anchors.slice(0, MOST_UNDERSTOOD) : [],
    };
  };

  return {
    search,
    explain: (given) => {
      const text = cleanText(given);
      const seen = findCodes(text);
      const words = wordEngine().search(text);
      const features = featuresOf(
        words,
        seen.some((code) => code.strength !== "weak" && !isWindowsResult(code) && !codes.values.has(code.value)),
      );
      return {
        verdict: search(given).verdict,
        codes: seen.map(({ value, written, strength }) => ({ written, strength, articles: codes.articlesOf(value).map(({ id }) => id) })),
        names: readNames(text).map(({ written, names }) => ({ written, names })),
        messages: readMessages(text).map(({ articles: owners, length }) => ({ articles: owners.map(({ id }) => id), length })),
        hits: words.hits.slice(0, MOST_EXPLAINED).map(({ article, score, fit, coverage, matches }) => ({
          article: article.id,
          score,
          fit,
          coverage,
          matches,
          learned: learnedOf(calibration.associations, article.id, wordEngine().termsOf(text)).slice(0, MOST_LEARNED),
        })),
        field: probability(calibration.domain, features.domain),
        right: probability(calibration.right, features.right),
        thresholds: calibration.thresholds,
      };
    },
    exactCodes: (given) => {
      const text = cleanText(given);
      const hits = findCodes(text)
        .filter(({ strength }) => strength !== "weak")
        .flatMap((code) => codes.look(code, text))
        .filter(({ grade }) => grade === "specific");
      return hits.filter(({ article }, at) => hits.findIndex((other) => other.article === article) === at);
    },
    suggest: (...typed) => {
      suggest ??= createSuggest(articles);
      return suggest(...typed);
    },
    hasSecret: (text, rule = "question") => hasSecret(text, known, rule),
    repeatable: (text) => {
      const shown = findCodes(text).filter(({ value, strength }) => strength !== "weak" || codes.values.has(value));
      return repeatable(text, shown, wordEngine().knows);
    },
  };
}

/** Words that only the writer knows become one that no article has; numbers stay only where they are a code. */
function repeatable(text: string, seen: readonly CodeSeen[], knows: (word: string) => boolean): string {
  const codes = new Set(seen.map(({ written }) => written.toLowerCase()));
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    if (codes.has(word.toLowerCase()) || knows(foldText(word))) return word;
    return /\d/.test(word) ? "" : UNREADABLE;
  });
}
