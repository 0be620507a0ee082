/**
 * The word index: which term stands in which document, and how heavily. Documents are numbers; who they are is not known here.
 */

/** A document as weighted terms: a term that stands in the title weighs more than one in a step. */
export type TermWeights = ReadonlyMap<string, number>;

/** Where a term stands, as parallel lists. */
export interface Postings {
  readonly documents: Uint32Array;
  /** 0 to 1: saturated, so that a word said often is not worth a second word. */
  readonly values: Float32Array;
}

/** The words of all documents. */
export interface InvertedIndex {
  readonly size: number;
  /** The rarer a term, the more it says; 0 for a term nobody has. */
  rarity(term: string): number;
  postings(term: string): Postings | undefined;
  readonly terms: readonly string[];
}

/** How soon a term stops gaining by being said again. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.25;

/** Builds the index once. */
export function createInvertedIndex(documents: readonly TermWeights[]): InvertedIndex {
  const lists = new Map<string, { documents: number[]; weights: number[] }>();
  const lengths = documents.map((terms) => [...terms.values()].reduce((sum, weight) => sum + weight, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / (documents.length || 1);
  documents.forEach((terms, document) => {
    for (const [term, weight] of terms) {
      const list = lists.get(term) ?? { documents: [], weights: [] };
      lists.set(term, list);
      list.documents.push(document);
      const norm = 1 - LENGTH_SHARE + (LENGTH_SHARE * (lengths[document] as number)) / average;
      list.weights.push(weight / (weight + SATURATION * norm));
    }
  });
  const index = new Map<string, Postings & { readonly rarity: number }>();
  for (const [term, { documents: numbers, weights }] of lists) {
    const rarity = Math.log(1 + (documents.length - numbers.length + 0.5) / (numbers.length + 0.5));
    index.set(term, { documents: Uint32Array.from(numbers), values: Float32Array.from(weights), rarity });
  }
  return {
    size: documents.length,
    rarity: (term) => index.get(term)?.rarity ?? 0,
    postings: (term) => index.get(term),
    terms: [...index.keys()],
  };
}
