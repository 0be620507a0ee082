import Fuse from "fuse.js";
import { foldText } from "../text/normalize.ts";
import { nearestPlace } from "./edits.ts";
import { shortlist } from "./shortlist.ts";
import type { NearWord } from "./spelling.ts";
import { createTrigramIndex, trigramKeys } from "./trigram-index.ts";

/**
 * The only file that knows fuse.js. It gets short patterns and short lists only, and nothing of which it is plain beforehand what it
 * would say: a whole message in one pattern stalls it for seconds.
 */

/** fuse.js cuts longer patterns in pieces and then matches any of them. */
const LONGEST_PATTERN = 32;
const SHORTLIST = 12;
/** What fuse.js says of a pattern that stands in a longer text as it is. */
const STANDS_THERE = 0.001;

/** A name that is near a written one; 1 is equal. */
export interface NearName {
  readonly name: string;
  readonly score: number;
}

const LEAST_LIKENESS = 0.1;

/** Finds known names near a written one, also when it is mistyped or only half there; those that score less than `least` may be missing. */
export function createNameFinder(names: readonly string[]): (written: string, least: number) => readonly NearName[] {
  const sorted = [...names].sort();
  const folded = sorted.map(foldText);
  const trigrams = createTrigramIndex(folded, "  ", " ");
  return (name, least) => {
    const written = foldText(name);
    const { texts, counts, groups } = trigrams.look(written);
    const likenessOf = (number: number) => (2 * (counts[number] as number)) / (groups + trigrams.groupsOf(number));
    return shortlist(texts, likenessOf, SHORTLIST)
      .filter((number) => likenessOf(number) > LEAST_LIKENESS)
      .map((number) => ({
        name: sorted[number] as string,
        score: Math.max(likenessOf(number), matchNames(written, folded[number] as string, least)),
      }))
      .sort((a, b) => b.score - a.score || compare(a.name, b.name));
  };
}

/** How well the shorter of two names stands in the longer one, in pieces that fuse.js takes whole; 0 where it cannot reach `least`. */
function matchNames(a: string, b: string, least: number): number {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const share = 0.75 + (0.25 * shorter.length) / longer.length;
  if (!mayStandIn(longer, shorter, (1 - least / share) * shorter.length)) return 0;
  const pieces = shorter.match(new RegExp(`.{1,${LONGEST_PATTERN}}`, "gu")) ?? [];
  let errors = 0;
  for (const piece of pieces) {
    const result = Fuse.match(piece, longer, { ignoreLocation: true, threshold: 0.4 });
    if (!result.isMatch) return 0;
    errors += (result.score ?? 0) * piece.length;
  }
  return (1 - errors / shorter.length) * share;
}

/** Whether a pattern can stand in a text with so many errors at most: one of its parts, one more than errors, must then be without any. */
function mayStandIn(text: string, pattern: string, errors: number): boolean {
  // A hair more, so that rounding never takes away an error.
  const parts = Math.floor(errors + 1e-6) + 1;
  if (parts <= 0) return false;
  const length = Math.floor(pattern.length / parts);
  if (length < 2) return true;
  for (let part = 0; part < parts; part += 1) if (text.includes(pattern.slice(part * length, (part + 1) * length))) return true;
  return false;
}

const SHORTEST_FRAGMENT = 4;
const MOST_FRAGMENTS = 3;
const START = 2;
const FRAGMENT_THRESHOLD = 0.25;

/** Finds the known words (sorted) that a fragment begins, also when it has a typo: "consisten" and "consitsen" begin "consistentiecontrole". */
export function createFragmentFinder(words: readonly string[]): (fragment: string) => readonly NearWord[] {
  return (fragment) => {
    if (fragment.length < SHORTEST_FRAGMENT || fragment.length > LONGEST_PATTERN) return [];
    const start = fragment.slice(0, START);
    const first = firstFrom(words, start);
    const longer: number[] = [];
    const likenesses: number[] = [];
    const likenessTo = createLikeness(fragment);
    let [prefix, likeness] = ["", 0];
    for (let at = first; at < words.length && (words[at] as string).startsWith(start); at += 1) {
      const word = words[at] as string;
      if (word.length <= fragment.length) continue;
      // Neighbours in the order mostly begin alike.
      if (prefix === "" || !word.startsWith(prefix)) {
        prefix = word.slice(0, fragment.length + 1);
        likeness = likenessTo(prefix);
      }
      longer.push(at);
      likenesses[at - first] = likeness;
    }
    return shortlist(longer, (at) => likenesses[at - first] as number, SHORTLIST)
      .flatMap((at) => {
        const word = words[at] as string;
        const error = fragmentError(fragment, word);
        return error === undefined ? [] : [{ word, sureness: (1 - error) * (0.7 + (0.25 * fragment.length) / word.length) }];
      })
      .sort((a, b) => b.sureness - a.sureness || compare(a.word, b.word))
      .slice(0, MOST_FRAGMENTS);
  };
}

function fragmentError(fragment: string, word: string): number | undefined {
  if (word.startsWith(fragment)) return STANDS_THERE;
  if (!mayStandIn(word, fragment, FRAGMENT_THRESHOLD * fragment.length)) return undefined;
  const { isMatch, score } = Fuse.match(fragment, word, { location: 0, distance: 30, threshold: FRAGMENT_THRESHOLD });
  return isMatch ? (score ?? 0) : undefined;
}

/** The place of the first word that is not before another, in a sorted list. */
function firstFrom(words: readonly string[], wanted: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as string) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Dice's coefficient of the groups of three letters of two texts. */
function createLikeness(text: string): (other: string) => number {
  const own = new Set(trigramKeys(`  ${text} `));
  return (other) => {
    const keys = trigramKeys(`  ${other} `);
    let [shared, size] = [0, 0];
    keys.forEach((key, at) => {
      if (keys.indexOf(key) !== at) return;
      size += 1;
      if (own.has(key)) shared += 1;
    });
    return (2 * shared) / (own.size + size);
  };
}

const TIE_THRESHOLD = 0.3;

/** How well short words stand in a text, 0 to 1: breaks a near tie between two articles. */
export function closeness(words: readonly string[], text: string): number {
  const scores = words.map((word) => standsIn(text, word.slice(0, LONGEST_PATTERN)));
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** fuse.js is shown the one place that is nearest to the word; what it says of it, it would say of the whole text. */
function standsIn(text: string, word: string): number {
  if (text.includes(word) && text !== word) return 1 - STANDS_THERE;
  const errors = TIE_THRESHOLD * word.length;
  if (!mayStandIn(text, word, errors)) return 0;
  const place = nearestPlace(text, word, errors + 1e-6);
  if (place === undefined) return 0;
  const around = text === word ? text : text.slice(Math.max(0, place.end - word.length - place.edits), place.end);
  const { isMatch, score } = Fuse.match(word, around, { ignoreLocation: true, threshold: TIE_THRESHOLD });
  return isMatch ? 1 - (score ?? 0) : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
