import type { Learned } from "./associations.ts";

/** A document with what the index holds of it. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/** A document in its place, by the index and by what was learned together. */
export interface Placed extends Scored {
  /** 0 to 1: its share among all documents, given that one of them is right. */
  readonly fit: number;
  /** How far it is ahead of "none of them", in natural logarithms of the odds. */
  readonly lead: number;
}

/** Documents in their order, and how far all of them together are ahead of "none of them". */
export interface Placing {
  /** Best first. */
  readonly placed: readonly Placed[];
  readonly fieldLead: number;
}

/** Puts the best of the index and everything that was learned in one order. A document that was never learned stands by its score alone. */
export function place(scored: readonly Scored[], { documents, none }: Learned, scoreWeight: number, most: number): Placing {
  const scores = new Map(scored.map(({ document, score }) => [document, score]));
  const considered = [...new Set([...scores.keys(), ...documents.keys()])].map((document) => {
    const score = scores.get(document) ?? 0;
    return { document, score, sum: scoreWeight * score + (documents.get(document) ?? 0) };
  });
  if (considered.length === 0) return { placed: [], fieldLead: 0 };
  const highest = Math.max(...considered.map(({ sum }) => sum));
  const all = highest + Math.log(considered.reduce((total, { sum }) => total + Math.exp(sum - highest), 0));
  return {
    placed: considered
      .sort((a, b) => b.sum - a.sum || a.document - b.document)
      .slice(0, most)
      .map(({ document, score, sum }) => ({ document, score, fit: Math.exp(sum - all), lead: sum - none })),
    fieldLead: all - none,
  };
}
