import Fuse from "fuse.js";
import { foldText } from "../text/normalize.ts";
import type { NearWord } from "./spelling.ts";

/**
 * The only file that knows fuse.js. It gets short patterns and short lists only: a whole message in one pattern stalls it for seconds.
 */

/** fuse.js cuts longer patterns in pieces and then matches any of them. */
const LONGEST_PATTERN = 32;
const SHORTLIST = 12;

/** A name that is near a written one; 1 is equal. */
export interface NearName {
  readonly name: string;
  readonly score: number;
}

/** Finds known names near a written one, also when it is mistyped or only half there. */
export function createNameFinder(names: readonly string[]): (written: string) => readonly NearName[] {
  const entries = names.map((name) => ({ name, folded: foldText(name), trigrams: trigramsOf(foldText(name)) }));
  return (written) => {
    const folded = foldText(written);
    const trigrams = trigramsOf(folded);
    return entries
      .map((entry) => ({ ...entry, likeness: likeness(trigrams, entry.trigrams) }))
      .filter((entry) => entry.likeness > 0.1)
      .sort((a, b) => b.likeness - a.likeness || compare(a.name, b.name))
      .slice(0, SHORTLIST)
      .map((entry) => ({ name: entry.name, score: Math.max(entry.likeness, matchNames(folded, entry.folded)) }))
      .sort((a, b) => b.score - a.score || compare(a.name, b.name));
  };
}

/** How well the shorter of two names stands in the longer one, in pieces that fuse.js takes whole. */
function matchNames(a: string, b: string): number {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const pieces = shorter.match(new RegExp(`.{1,${LONGEST_PATTERN}}`, "gu")) ?? [];
  let errors = 0;
  for (const piece of pieces) {
    const result = Fuse.match(piece, longer, { ignoreLocation: true, threshold: 0.4 });
    if (!result.isMatch) return 0;
    errors += (result.score ?? 0) * piece.length;
  }
  return (1 - errors / shorter.length) * (0.75 + (0.25 * shorter.length) / longer.length);
}

function trigramsOf(text: string): ReadonlySet<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, index) => padded.slice(index, index + 3)));
}

/** Dice's coefficient. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const trigram of a) if (b.has(trigram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

const SHORTEST_FRAGMENT = 4;
const MOST_FRAGMENTS = 3;

/** Finds the known words that a fragment begins, also when it has a typo: "consisten" and "consitsen" begin "consistentiecontrole". */
export function createFragmentFinder(words: readonly string[]): (fragment: string) => readonly NearWord[] {
  const byStart = Map.groupBy(words, (word) => word.slice(0, 2));
  return (fragment) => {
    if (fragment.length < SHORTEST_FRAGMENT || fragment.length > LONGEST_PATTERN) return [];
    const trigrams = trigramsOf(fragment);
    return (byStart.get(fragment.slice(0, 2)) ?? [])
      .filter((word) => word.length > fragment.length)
      .map((word) => ({ word, likeness: likeness(trigrams, trigramsOf(word.slice(0, fragment.length + 1))) }))
      .sort((a, b) => b.likeness - a.likeness || compare(a.word, b.word))
      .slice(0, SHORTLIST)
      .flatMap(({ word }) => {
        const { isMatch, score } = Fuse.match(fragment, word, { location: 0, distance: 30, threshold: 0.25 });
        return isMatch ? [{ word, sureness: (1 - (score ?? 0)) * (0.7 + (0.25 * fragment.length) / word.length) }] : [];
      })
      .sort((a, b) => b.sureness - a.sureness || compare(a.word, b.word))
      .slice(0, MOST_FRAGMENTS);
  };
}

/** How well short words stand in a text, 0 to 1: breaks a near tie between two articles. */
export function closeness(words: readonly string[], text: string): number {
  const scores = words.map((word) => {
    const { isMatch, score } = Fuse.match(word.slice(0, LONGEST_PATTERN), text, { ignoreLocation: true, threshold: 0.3 });
    return isMatch ? 1 - (score ?? 0) : 0;
  });
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
