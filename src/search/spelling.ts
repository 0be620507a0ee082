import { createEditCounter } from "./edits.ts";
import { shortlist } from "./shortlist.ts";
import { createTrigramIndex } from "./trigram-index.ts";

/** A known word near a mistyped one; 1 is equal. */
export interface NearWord {
  readonly word: string;
  readonly sureness: number;
}

const SHORTLIST = 40;
const MOST = 3;
const LEAST_LIKENESS = 0.62;
/** In a word this short a second edit makes another word. */
const SHORT = 5;
/** A word without its vowels, as thumbs type it, is a weaker sign than one with a letter wrong. */
const SKELETON_SURENESS = 0.72;
const SHORTEST_SKELETON = 4;

/** Finds known words near a mistyped one: same consonants, or few edits among those that share most letter groups. */
export function createSpeller(known: readonly string[]): (written: string) => readonly NearWord[] {
  const trigrams = createTrigramIndex(known, " ", " ");
  const bySkeleton = createSkeletons(known);

  return (written) => {
    if (written.length < 4) return [];
    const { texts, counts } = trigrams.look(written);
    const lengthOf = (number: number) => (known[number] as string).length;
    const near = new Map<string, number>();
    const editsTo = createEditCounter(written);
    for (const number of shortlist(texts, (text) => (2 * (counts[text] as number)) / (written.length + lengthOf(text)), SHORTLIST)) {
      const word = known[number] as string;
      const longer = Math.max(word.length, written.length);
      const allowed = longer <= SHORT ? 1 : Math.floor((1 - LEAST_LIKENESS) * longer);
      const edits = editsTo(word, allowed);
      if (edits !== undefined) near.set(word, 1 - edits / longer);
    }
    const skeleton = skeletonOf(written);
    if (skeleton.length >= SHORTEST_SKELETON) {
      for (const number of bySkeleton(skeleton)) {
        const word = known[number] as string;
        near.set(word, Math.max(near.get(word) ?? 0, SKELETON_SURENESS));
      }
    }
    return [...near]
      .map(([word, sureness]) => ({ word, sureness }))
      .sort((a, b) => b.sureness - a.sureness || (a.word < b.word ? -1 : 1))
      .slice(0, MOST);
  };
}

/** The words with a skeleton, by number; kept as numbers sorted by a hash, since nearly every word has its own skeleton. */
function createSkeletons(known: readonly string[]): (skeleton: string) => readonly number[] {
  const hashes = Uint32Array.from(known, (word) => hashOf(skeletonOf(word)));
  const order = Uint32Array.from(hashes.keys()).sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b);
  return (skeleton) => {
    const wanted = hashOf(skeleton);
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((hashes[order[middle] as number] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; hashes[order[low] as number] === wanted; low += 1) {
      const number = order[low] as number;
      if (skeletonOf(known[number] as string) === skeleton) found.push(number);
    }
    return found;
  };
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash;
}

/** The consonants of a word, each run of one once. */
function skeletonOf(word: string): string {
  return word.replace(/[aeiouy]/g, "").replace(/(.)\1+/g, "$1");
}
