import Fuse from "fuse.js";
import { foldText } from "../text/normalize.ts";

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

/** One article as the word search sees it: folded words, each once. */
export interface WordDocument {
  readonly id: string;
  readonly title: string;
  readonly messages: string;
  readonly asked: string;
  readonly body: string;
}

/** Ranks documents by words, best first; mistyped words count a little less. */
export type WordSearch = (words: readonly string[], most: number) => readonly { readonly id: string; readonly score: number }[];

/** Builds the word search. Token search, not whole-text search: it is the only setting of fuse.js that ranks questions well. */
export function createWordSearch(documents: readonly WordDocument[]): WordSearch {
  const fuse = new Fuse(documents, {
    keys: [
      { name: "title", weight: 1.5 },
      { name: "messages", weight: 1.2 },
      { name: "asked", weight: 1.2 },
      { name: "body", weight: 0.7 },
    ],
    useTokenSearch: true,
    threshold: 0.2,
    ignoreFieldNorm: true,
    ignoreLocation: true,
    includeScore: true,
    minMatchCharLength: 3,
  });
  return (words, most) => {
    const pattern = words.map((word) => word.slice(0, LONGEST_PATTERN)).join(" ");
    // A blank pattern returns every document.
    if (pattern === "") return [];
    return fuse.search(pattern, { limit: most }).map(({ item, score }) => ({ id: item.id, score: 1 - (score ?? 1) }));
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
