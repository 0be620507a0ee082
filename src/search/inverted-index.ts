/**
 * The word index: which term stands in which document, and how heavily. Documents and terms are numbers; who they are is not known here.
 */

import { createFractionList, createNumberList } from "./number-list.ts";

/** Where terms stand, in one block for all of them: those of a term go from its start to the start of the next. */
export interface InvertedIndex {
  readonly size: number;
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  /** 0 to 1: saturated, so that a word said often is not worth a second word. */
  readonly values: Float32Array;
  /** By term: the rarer, the more it says. */
  readonly rarities: Float64Array;
  /** What a term is worth in a document; 0 where it does not stand in it. */
  valueIn(term: number, document: number): number;
}

/** Takes documents one by one. */
export interface IndexWriter {
  /** Adds a part of the document at hand: each of its terms weighs this much, however often the part says it. */
  addPart(weight: number, texts: readonly (readonly number[])[]): void;
  endDocument(): void;
  finish(terms: number): InvertedIndex;
}

/** How soon a term stops gaining by being said again. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.25;

/** Begins an index. */
export function createIndexWriter(): IndexWriter {
  const terms = createNumberList();
  const weights = createFractionList();
  const ends: number[] = [];
  const lengths: number[] = [];
  // The weights of the document at hand, by term, and the terms that have any.
  const current: number[] = [];
  const lastPart: number[] = [];
  let touched: number[] = [];
  let part = 0;
  return {
    addPart: (weight, texts) => {
      part += 1;
      for (const text of texts) {
        for (const term of text) {
          while (current.length <= term) {
            current.push(0);
            lastPart.push(0);
          }
          if (lastPart[term] === part) continue;
          lastPart[term] = part;
          if (current[term] === 0) touched.push(term);
          current[term] = (current[term] as number) + weight;
        }
      }
    },
    endDocument: () => {
      let length = 0;
      for (const term of touched) {
        const weight = current[term] as number;
        terms.push(term);
        weights.push(weight);
        length += weight;
        current[term] = 0;
      }
      ends.push(terms.length());
      lengths.push(length);
      touched = [];
    },
    finish: (count) => openIndex(invert({ terms: terms.block(), weights: weights.block(), ends, lengths }, count)),
  };
}

interface Written {
  readonly terms: Uint32Array;
  readonly weights: Float64Array;
  /** By document: where its terms end. */
  readonly ends: readonly number[];
  readonly lengths: readonly number[];
}

type Blocks = Omit<InvertedIndex, "valueIn">;

/** From what stands in each document to where each term stands. */
function invert({ terms, weights, ends, lengths }: Written, count: number): Blocks {
  const size = ends.length;
  const average = lengths.reduce((sum, length) => sum + length, 0) / (size || 1);
  const starts = new Uint32Array(count + 1);
  for (const term of terms) starts[term + 1] = (starts[term + 1] as number) + 1;
  const rarities = new Float64Array(count);
  for (let term = 0; term < count; term += 1) {
    const owners = starts[term + 1] as number;
    rarities[term] = Math.log(1 + (size - owners + 0.5) / (owners + 0.5));
    starts[term + 1] = owners + (starts[term] as number);
  }
  const documents = new Uint32Array(terms.length);
  const values = new Float32Array(terms.length);
  const next = starts.slice();
  let at = 0;
  for (let document = 0; document < size; document += 1) {
    const norm = 1 - LENGTH_SHARE + (LENGTH_SHARE * (lengths[document] as number)) / average;
    for (; at < (ends[document] as number); at += 1) {
      const term = terms[at] as number;
      const place = next[term] as number;
      const weight = weights[at] as number;
      documents[place] = document;
      values[place] = weight / (weight + SATURATION * norm);
      next[term] = place + 1;
    }
  }
  return { size, starts, documents, values, rarities };
}

function openIndex(blocks: Blocks): InvertedIndex {
  const { starts, documents, values } = blocks;
  const valueIn = (term: number, document: number): number => {
    let [low, high] = [starts[term] as number, (starts[term + 1] as number) - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = documents[middle] as number;
      if (found === document) return values[middle] as number;
      if (found < document) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  };
  return { ...blocks, valueIn };
}
