/**
 * Every title, message and way of asking by itself, as terms: a question that fits one as a whole is worth more than words from several.
 */

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
  const written: number[] = [];
  const phraseEnds: number[] = [0];
  const articleEnds: number[] = [0];
  return {
    addArticle: (phrases) => {
      for (const terms of phrases) {
        if (terms.length === 0) continue;
        for (const term of terms) written.push(term);
        phraseEnds.push(written.length);
      }
      articleEnds.push(phraseEnds.length - 1);
    },
    finish: () => createPhrases(Uint32Array.from(written), Uint32Array.from(phraseEnds), Uint32Array.from(articleEnds)),
  };
}

function createPhrases(terms: Uint32Array, phraseEnds: Uint32Array, articleEnds: Uint32Array): Phrases {
  const isSaid = new Uint8Array(terms.reduce((most, term) => Math.max(most, term), 0) + 1);
  return {
    best: (article, groups, total) => {
      let best = 0;
      for (let phrase = articleEnds[article] as number; phrase < (articleEnds[article + 1] as number); phrase += 1) {
        const [start, end] = [phraseEnds[phrase] as number, phraseEnds[phrase + 1] as number];
        for (let at = start; at < end; at += 1) isSaid[terms[at] as number] = 1;
        let explained = 0;
        let said = 0;
        for (const { readings, rarity } of groups) {
          const found = readings.find((reading) => reading.terms.every((term) => isSaid[term] === 1));
          if (found === undefined) continue;
          explained += found.weight * rarity;
          said += 1;
        }
        for (let at = start; at < end; at += 1) isSaid[terms[at] as number] = 0;
        best = Math.max(best, (explained / total) * (LEAST_SAID + (1 - LEAST_SAID) * Math.min(1, said / (end - start))));
      }
      return best;
    },
  };
}
