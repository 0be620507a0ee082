/**
 * Every title, message and way of asking by itself, as terms: a question that fits one as a whole is worth more than words from several.
 */

import { createNumberList } from "./number-list.ts";

/** What a group of a question may stand for, as terms by number, best first. */
export interface PhraseReading {
  readonly terms: readonly number[];
  readonly weight: number;
}

/** A group of a question with its weight among the others. */
export interface PhraseGroup {
  readonly readings: readonly PhraseReading[];
  readonly rarity: number;
}

/** The phrases of all articles, kept in one block. */
export interface Phrases {
  /** How well the one phrase of an article fits that fits best: the share of the question it explains, and how much of it the question says. */
  best(article: number, groups: readonly PhraseGroup[], total: number): number;
}

/** Takes the phrases of articles one by one. */
export interface PhraseWriter {
  /** Adds the phrases of the next article, each of different terms. */
  addArticle(phrases: readonly (readonly number[])[]): void;
  finish(): Phrases;
}

/** Saying half of a phrase is worth this much of it. */
const LEAST_SAID = 0.4;

/** Begins a block of phrases. */
export function createPhraseWriter(): PhraseWriter {
  const [written, phraseEnds, articleEnds] = [createNumberList(), createNumberList(), createNumberList()];
  phraseEnds.push(0);
  articleEnds.push(0);
  return {
    addArticle: (phrases) => {
      for (const terms of phrases) {
        if (terms.length === 0) continue;
        for (const term of terms) written.push(term);
        phraseEnds.push(written.length());
      }
      articleEnds.push(phraseEnds.length() - 1);
    },
    finish: () => createPhrases(written.block(), phraseEnds.block(), articleEnds.block()),
  };
}

function createPhrases(terms: Uint32Array, phraseEnds: Uint32Array, articleEnds: Uint32Array): Phrases {
  const isSaid = new Uint8Array(terms.reduce((most, term) => Math.max(most, term), 0) + 1);
  /** The weight of the first reading that the phrase at hand says. */
  const weightOf = (readings: readonly PhraseReading[]): number => {
    for (const { terms: wanted, weight } of readings) {
      let found = 0;
      while (found < wanted.length && isSaid[wanted[found] as number] === 1) found += 1;
      if (found === wanted.length) return weight;
    }
    return 0;
  };
  return {
    best: (article, groups, total) => {
      let best = 0;
      for (let phrase = articleEnds[article] as number; phrase < (articleEnds[article + 1] as number); phrase += 1) {
        const [start, end] = [phraseEnds[phrase] as number, phraseEnds[phrase + 1] as number];
        for (let at = start; at < end; at += 1) isSaid[terms[at] as number] = 1;
        let explained = 0;
        let said = 0;
        for (const { readings, rarity } of groups) {
          const weight = weightOf(readings);
          if (weight === 0) continue;
          explained += weight * rarity;
          said += 1;
        }
        for (let at = start; at < end; at += 1) isSaid[terms[at] as number] = 0;
        best = Math.max(best, (explained / total) * (LEAST_SAID + (1 - LEAST_SAID) * Math.min(1, said / (end - start))));
      }
      return best;
    },
  };
}
