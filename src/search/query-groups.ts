import type { ConceptSeen } from "./glossary.ts";
import type { NearWord } from "./spelling.ts";

/** How a word of the question can be read. */
export type Reading = "stem" | "concept" | "joined" | "compound" | "spelling" | "fragment";

/** One reading of a word: the terms of the index it stands for, and how surely. */
export interface Alternative {
  readonly terms: readonly string[];
  readonly weight: number;
  readonly reading: Reading;
}

/** A word or phrase of the question with all its readings. It counts once, by its best reading: never by their sum. */
export interface Group {
  readonly written: string;
  /** Best first; empty for a word that nothing is near to. */
  readonly alternatives: readonly Alternative[];
}

/** What reading a question needs to know. */
export interface Readers {
  readonly isTerm: (term: string) => boolean;
  readonly stem: (word: string) => string;
  readonly isStopWord: (word: string) => boolean;
  readonly findConcepts: (words: readonly string[]) => readonly ConceptSeen[];
  readonly splitCompound: (word: string) => readonly string[] | undefined;
  readonly nearWords: (word: string) => readonly NearWord[];
  readonly longerWords: (word: string) => readonly NearWord[];
  /** The terms of a known word: its stem, and the concept it is a form of. */
  readonly termsOf: (word: string) => readonly string[];
}

const WEIGHT = { concept: 0.92, joined: 0.95, parts: 0.8, compound: 0.9, spelling: 0.92, fragment: 0.8 } as const;
const MOST_GROUPS = 120;
/** So many unknown words of one text are looked for among the known ones, the first of it; a question has a few, and more are no question. */
const MOST_REPAIRED = 40;
/** No word of any language; something pasted by accident. */
const LONGEST_WORD = 60;

/** The term under which a concept stands in the index. */
export function conceptTerm(concept: string): string {
  return `~${concept}`;
}

/** Reads folded words as groups, in their order. */
export function readGroups(words: readonly string[], unlimited: Readers): readonly Group[] {
  const readers = withFewRepairs(unlimited);
  const concepts = new Map(readers.findConcepts(words).map((seen) => [seen.start, seen]));
  const groups: Group[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < words.length && groups.length < MOST_GROUPS; ) {
    const concept = concepts.get(at);
    const isUsable = concept !== undefined && readers.isTerm(conceptTerm(concept.concept));
    const length = isUsable ? concept.length : joinsNext(words, at, readers) ? 2 : 1;
    const written = words.slice(at, at + length).join(" ");
    at += length;
    if (
      seen.has(written) ||
      (!isUsable && length === 1 && readers.isStopWord(written)) ||
      /^\d+$/.test(written) ||
      written.length < 2 ||
      written.length > LONGEST_WORD
    )
      continue;
    seen.add(written);
    if (!isUsable && length === 1 && isMistypedStopWord(written, readers)) continue;
    groups.push({ written, alternatives: isUsable ? conceptReadings(concept, written, readers) : wordReadings(written, length, readers) });
  }
  return groups;
}

function withFewRepairs(readers: Readers): Readers {
  const repaired = new Set<string>();
  const mayRepair = (word: string) => {
    if (repaired.size < MOST_REPAIRED) repaired.add(word);
    return repaired.has(word);
  };
  return {
    ...readers,
    nearWords: (word) => (mayRepair(word) ? readers.nearWords(word) : []),
    longerWords: (word) => (mayRepair(word) ? readers.longerWords(word) : []),
  };
}

/** "teh" and "evry" are stop words with a slip, not rare words. */
function isMistypedStopWord(word: string, { termsOf, isTerm, nearWords, isStopWord }: Readers): boolean {
  if (/\d/.test(word) || termsOf(word).some(isTerm)) return false;
  const [near] = nearWords(word);
  return near !== undefined && isStopWord(near.word);
}

function joinsNext(words: readonly string[], at: number, { isTerm, isStopWord, stem }: Readers): boolean {
  const [word, next] = [words[at] as string, words[at + 1]];
  return (
    next !== undefined && word.length > 2 && !isStopWord(word) && isTerm(stem(word + next)) && !(isTerm(stem(word)) && isTerm(stem(next)))
  );
}

function conceptReadings({ concept, length }: ConceptSeen, written: string, { isTerm, stem }: Readers): readonly Alternative[] {
  const readings: Alternative[] = [{ terms: [conceptTerm(concept)], weight: WEIGHT.concept, reading: "concept" }];
  const parts = written.split(" ").map(stem).filter(isTerm);
  if (length === 1 && parts.length === 1) readings.unshift({ terms: parts, weight: 1, reading: "stem" });
  if (length > 1 && parts.length > 1) readings.push({ terms: parts, weight: WEIGHT.parts, reading: "compound" });
  return readings;
}

function wordReadings(written: string, length: number, readers: Readers): readonly Alternative[] {
  const word = written.replace(" ", "");
  const readings: Alternative[] = [];
  for (const term of readers.termsOf(word).filter(readers.isTerm)) {
    readings.push(
      length > 1
        ? { terms: [term], weight: WEIGHT.joined, reading: "joined" }
        : { terms: [term], weight: term.startsWith("~") ? WEIGHT.concept : 1, reading: term.startsWith("~") ? "concept" : "stem" },
    );
  }
  const parts = readers.splitCompound(word);
  if (parts !== undefined) {
    const terms = parts.map((part) => readers.termsOf(part).filter(readers.isTerm).at(-1)).filter((term) => term !== undefined);
    if (terms.length > 0) readings.push({ terms, weight: WEIGHT.compound * (terms.length / parts.length), reading: "compound" });
  }
  // A word that is known is never taken for a misspelling of another, and the name of a machine is no word.
  if (readings.length > 0 || /\d/.test(word)) return readings;
  for (const { word: near, sureness } of readers.nearWords(word)) {
    for (const term of readers.termsOf(near).filter(readers.isTerm))
      readings.push({ terms: [term], weight: WEIGHT.spelling * sureness, reading: "spelling" });
  }
  for (const { word: longer, sureness } of readers.longerWords(word)) {
    for (const term of readers.termsOf(longer).filter(readers.isTerm))
      readings.push({ terms: [term], weight: WEIGHT.fragment * sureness, reading: "fragment" });
  }
  return readings.sort((a, b) => b.weight - a.weight);
}
