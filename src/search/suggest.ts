import type { Locale } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { foldText, wordsOf } from "../text/normalize.ts";
import { createFragmentFinder } from "./fuzzy.ts";
import type { NearWord } from "./spelling.ts";
import { createSpeller } from "./spelling.ts";

/** An article that a person may be typing. */
export interface Suggestion {
  readonly article: Article;
  /** 0 to 1, best first. */
  readonly score: number;
}

/** Completes what is being typed in a picker: a code, the beginning of a word, the middle of an identifier, with at most a slip. */
export type Suggest = (fragment: string, locale: Locale, most?: number) => readonly Suggestion[];

const MOST = 10;
const SHORTEST_MIDDLE = 3;
const LONGEST_FRAGMENT = 80;
/** What a way of matching is worth; a title's own word counts in full. */
const WORTH = { whole: 1, start: 0.9, middle: 0.7, slip: 0.6 } as const;
const ELSEWHERE = 0.75;

/** Builds the picker's index: titles, codes and names first, ways of asking behind them. */
export function createSuggest(articles: readonly Article[]): Suggest {
  const titles = new Map(
    LOCALES.map((locale) => [locale, articles.map((article) => new Set(wordsOf(textOf(parseRichText(article.title[locale])))))]),
  );
  const names = articles.map((article) => new Set([...(article.codes ?? []), ...(article.names ?? [])].map(foldText)));
  const asked = articles.map(
    (article) => new Set(LOCALES.flatMap((locale) => [...article.asked[locale], article.title[locale]]).flatMap(wordsOf)),
  );
  const words = [...new Set([...names, ...asked].flatMap((set) => [...set]))].sort();
  const [findLonger, findNear] = [createFragmentFinder(words), createSpeller(words)];
  const findSlips = (typed: string) => [...findLonger(typed), ...findNear(typed)];

  return (fragment, locale, most = MOST) => {
    const typed = [...new Set(wordsOf(fragment.slice(0, LONGEST_FRAGMENT)))];
    if (typed.length === 0) return [];
    const readings = typed.map((word) => readFragment(word, words, findSlips));
    return articles
      .map((article, at): Suggestion => {
        const own = titles.get(locale)?.[at] ?? new Set();
        const scores = readings.map((reading) =>
          bestOf(reading, (word) => (own.has(word) || names[at]?.has(word) ? 1 : asked[at]?.has(word) ? ELSEWHERE : 0)),
        );
        // Every word that is typed must stand for something: the list narrows with each letter.
        const isComplete = scores.every((score) => score > 0);
        return { article, score: isComplete ? scores.reduce((sum, score) => sum + score, 0) / scores.length : 0 };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.article.id < b.article.id ? -1 : 1))
      .slice(0, most);
  };
}

/** The known words a typed one may become, with how surely. */
function readFragment(
  typed: string,
  words: readonly string[],
  findSlips: (typed: string) => readonly NearWord[],
): ReadonlyMap<string, number> {
  const readings = new Map<string, number>();
  for (const word of words) {
    if (word === typed) readings.set(word, WORTH.whole);
    else if (word.startsWith(typed)) readings.set(word, WORTH.start);
    else if (typed.length >= SHORTEST_MIDDLE && word.includes(typed)) readings.set(word, WORTH.middle);
  }
  // A code is exact: a slip in a number is another code.
  if (readings.size > 0 || /\d/.test(typed)) return readings;
  for (const { word, sureness } of findSlips(typed)) readings.set(word, WORTH.slip * sureness);
  return readings;
}

function bestOf(readings: ReadonlyMap<string, number>, worth: (word: string) => number): number {
  let best = 0;
  for (const [word, sureness] of readings) best = Math.max(best, sureness * worth(word));
  return best;
}
