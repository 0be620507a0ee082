import { LOCALES } from "../i18n/locale.ts";
import type { ArticleWords } from "./article-words.ts";
import type { PhraseGroup } from "./phrases.ts";
import { shortlist } from "./shortlist.ts";

/** An article by number with what its words and its title are worth. */
export interface Ranked {
  readonly document: number;
  score: number;
}

/** The best articles for a question, best first. */
export interface Ranking {
  readonly ranked: Ranked[];
  /** 0 to 1: the share of an article's title that the question says, also of one that is not ranked. Valid until the next question. */
  saidOf(document: number): number;
}

/** A question as numbers. */
export interface ScoredQuestion {
  readonly groups: readonly PhraseGroup[];
  /** The rarities of the groups together. */
  readonly total: number;
  /** Terms that the question surely says, for the titles. */
  readonly saidTerms: ReadonlySet<number>;
  /** What a title that is said in full adds. */
  readonly titleShare: number;
}

/** Scores all articles by the words of a question and keeps the best. */
export type Scorer = (question: ScoredQuestion, most: number) => Ranking;

/** Prepares the tables in which scores are added up; they are made once, not for each question. */
export function createScorer({ index, titles, titleSizes }: ArticleWords): Scorer {
  const { starts, documents, values, size } = index;
  const scores = new Float64Array(size);
  const best = new Float64Array(size);
  const sums = new Float64Array(size);
  const touched = new Uint32Array(size);
  const summed = new Uint32Array(size);
  const titleCounts = new Uint16Array(titleSizes.length);
  const numbers = Uint32Array.from(scores.keys());

  /** A group counts by its best reading, never by their sum. */
  function addGroup({ readings, rarity }: PhraseGroup): void {
    let count = 0;
    for (const { terms, weight } of readings) {
      if (terms.length > 1) {
        count = addSums(terms, weight, count);
        continue;
      }
      const term = terms[0] as number;
      for (let at = starts[term] as number; at < (starts[term + 1] as number); at += 1) {
        const document = documents[at] as number;
        const value = weight * (values[at] as number);
        const before = best[document] as number;
        if (before === 0) touched[count++] = document;
        if (value > before) best[document] = value;
      }
    }
    for (let at = 0; at < count; at += 1) {
      const document = touched[at] as number;
      scores[document] = (scores[document] as number) + rarity * (best[document] as number);
      best[document] = 0;
    }
  }

  /** A compound is worth the mean of its parts. */
  function addSums(terms: readonly number[], weight: number, touchedBefore: number): number {
    let count = 0;
    for (const term of terms) {
      for (let at = starts[term] as number; at < (starts[term + 1] as number); at += 1) {
        const document = documents[at] as number;
        if (sums[document] === 0) summed[count++] = document;
        sums[document] = (sums[document] as number) + (values[at] as number);
      }
    }
    let touchedNow = touchedBefore;
    for (let at = 0; at < count; at += 1) {
      const document = summed[at] as number;
      const value = (weight * (sums[document] as number)) / terms.length;
      sums[document] = 0;
      const before = best[document] as number;
      if (before === 0) touched[touchedNow++] = document;
      if (value > before) best[document] = value;
    }
    return touchedNow;
  }

  function countTitles(saidTerms: ReadonlySet<number>): void {
    titleCounts.fill(0);
    for (const term of saidTerms) {
      for (let at = titles.starts[term] as number; at < (titles.starts[term + 1] as number); at += 1) {
        const title = titles.documents[at] as number;
        titleCounts[title] = (titleCounts[title] as number) + 1;
      }
    }
  }

  function saidOf(document: number): number {
    let said = 0;
    for (let title = LOCALES.length * document; title < LOCALES.length * (document + 1); title += 1) {
      const count = titleCounts[title] as number;
      if (count > 0) said = Math.max(said, count / (titleSizes[title] as number));
    }
    return said;
  }

  return ({ groups, total, saidTerms, titleShare }, most) => {
    scores.fill(0);
    for (const group of groups) addGroup(group);
    countTitles(saidTerms);
    const scoreOf = (document: number) => (scores[document] as number) / total + titleShare * saidOf(document) ** 2;
    const isFound = (document: number) => (scores[document] as number) > 0;
    const ranked = shortlist(numbers, (document) => (isFound(document) ? scoreOf(document) : 0), most)
      .filter(isFound)
      .map((document) => ({ document, score: scoreOf(document) }));
    return { ranked, saidOf };
  };
}
