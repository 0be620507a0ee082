import type { Associations } from "./associations.ts";
import { vectorOf } from "./associations.ts";
import type { QuestionTerms } from "./question-terms.ts";

/** A question or a phrase of an article, with the articles that it means; none: it is of another field. */
export interface Lesson {
  readonly terms: QuestionTerms;
  /** What the index alone holds of each article. */
  readonly scores: ReadonlyMap<string, number>;
  readonly articles: readonly string[];
  /** An article's own phrase counts less than a question that somebody asked. */
  readonly weight: number;
}

const SCORE_WEIGHT = 4;
const ROUNDS = 40;
const RATE = 0.5;
/** After so many rounds the steps are half as long. */
const SLOWER_AFTER = 15;
const SHRINK = 0.004;
const NONE_RATE = 0.1;
/** A term that was seen once is a slip or a name, and teaches nothing. */
const LEAST_SEEN = 2;
/** Weaker ties are not worth their place in the file. */
const LEAST_TIE = 0.2;

/**
 * Learns which terms speak for which article: multinomial logistic regression by plain descent, on top of the index score.
 *
 * No chance in it: the lessons come in the order given.
 */
export function learnAssociations(articles: readonly string[], lessons: readonly Lesson[]): Associations {
  const known = termsSeenOften(lessons);
  const count = articles.length + 1;
  const numberOf = new Map(articles.map((article, number) => [article, number]));
  const ties = new Float64Array(known.size * count);
  const rows = lessons.map(({ terms, scores, articles: wanted, weight }) => ({
    vector: vectorOf(terms, (term) => known.has(term)).map(([term, value]) => ({ at: (known.get(term) as number) * count, value })),
    base: articles.map((article) => SCORE_WEIGHT * (scores.get(article) ?? 0)),
    wanted: wanted.length === 0 ? [articles.length] : wanted.map((article) => numberOf.get(article) as number),
    weight,
  }));
  let none = 0;
  const sums = new Float64Array(count);
  for (let round = 0; round < ROUNDS; round += 1) {
    const rate = RATE / (1 + round / SLOWER_AFTER);
    for (const { vector, base, wanted, weight } of rows) {
      sums.set(base);
      sums[articles.length] = none;
      for (const { at, value } of vector)
        for (let k = 0; k < count; k += 1) sums[k] = (sums[k] as number) + value * (ties[at + k] as number);
      toShares(sums);
      for (const number of wanted) sums[number] = (sums[number] as number) - 1 / wanted.length;
      none -= rate * NONE_RATE * weight * (sums[articles.length] as number);
      for (const { at, value } of vector) {
        for (let k = 0; k < count; k += 1) {
          const tie = ties[at + k] as number;
          ties[at + k] = tie - rate * (weight * value * (sums[k] as number) + SHRINK * tie);
        }
      }
    }
  }
  return { articles, scoreWeight: SCORE_WEIGHT, none: rounded(none), terms: worthKeeping(known, ties, count) };
}

function termsSeenOften(lessons: readonly Lesson[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { terms } of lessons) for (const term of terms.said) seen.set(term, (seen.get(term) ?? 0) + 1);
  return new Map(
    [...seen]
      .filter(([, times]) => times >= LEAST_SEEN)
      .map(([term]) => term)
      .sort()
      .map((term, number) => [term, number]),
  );
}

/** Turns sums into shares of 1, in place. */
function toShares(sums: Float64Array): void {
  const most = Math.max(...sums);
  let total = 0;
  for (let k = 0; k < sums.length; k += 1) {
    sums[k] = Math.exp((sums[k] as number) - most);
    total += sums[k] as number;
  }
  for (let k = 0; k < sums.length; k += 1) sums[k] = (sums[k] as number) / total;
}

function worthKeeping(known: ReadonlyMap<string, number>, ties: Float64Array, count: number): Associations["terms"] {
  return Object.fromEntries(
    [...known].flatMap(([term, row]) => {
      const pairs = [...ties.subarray(row * count, (row + 1) * count)].flatMap((tie, number) =>
        Math.abs(tie) < LEAST_TIE ? [] : [number, rounded(tie)],
      );
      return pairs.length === 0 ? [] : [[term, pairs] as const];
    }),
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
