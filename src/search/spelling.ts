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
  const byTrigram = new Map<string, number[]>();
  const bySkeleton = new Map<string, number[]>();
  known.forEach((word, number) => {
    for (const trigram of new Set(trigramsOf(word))) push(byTrigram, trigram, number);
    push(bySkeleton, skeletonOf(word), number);
  });
  const counts = new Uint16Array(known.length);

  return (written) => {
    if (written.length < 4) return [];
    const touched: number[] = [];
    for (const trigram of new Set(trigramsOf(written))) {
      for (const number of byTrigram.get(trigram) ?? []) {
        if (counts[number] === 0) touched.push(number);
        counts[number] = (counts[number] as number) + 1;
      }
    }
    const shortlist = touched
      .map((number) => ({ number, shared: (2 * (counts[number] as number)) / (written.length + (known[number] as string).length) }))
      .sort((a, b) => b.shared - a.shared || a.number - b.number)
      .slice(0, SHORTLIST);
    for (const number of touched) counts[number] = 0;

    const near = new Map<string, number>();
    for (const { number } of shortlist) {
      const word = known[number] as string;
      const longer = Math.max(word.length, written.length);
      const allowed = longer <= SHORT ? 1 : Math.floor((1 - LEAST_LIKENESS) * longer);
      const edits = editsBetween(written, word, allowed);
      if (edits !== undefined) near.set(word, 1 - edits / Math.max(word.length, written.length));
    }
    const skeleton = skeletonOf(written);
    if (skeleton.length >= SHORTEST_SKELETON) {
      for (const number of bySkeleton.get(skeleton) ?? []) {
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

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function trigramsOf(word: string): string[] {
  const padded = ` ${word} `;
  return Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3));
}

function skeletonOf(word: string): string {
  return word.replace(/[aeiouy]/g, "").replace(/(.)\1+/g, "$1");
}

/** Damerau-Levenshtein distance (neighbours swapped count as one edit); undefined past what is allowed. */
function editsBetween(a: string, b: string, allowed: number): number | undefined {
  if (Math.abs(a.length - b.length) > allowed) return undefined;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (previous[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforePrevious[j - 2] as number) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > allowed) return undefined;
    [beforePrevious, previous] = [previous, row];
  }
  const edits = previous[b.length] as number;
  return edits <= allowed ? edits : undefined;
}
