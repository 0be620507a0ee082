import { foldText } from "../text/normalize.ts";
import type { Locale, Localized } from "./locale.ts";

/** What the detector learns from. */
export interface LanguageSamples {
  /** Sentences as people write them, without code. */
  readonly sentences: () => Localized<readonly string[]>;
  /** Words that only hold sentences together: "the", "het". */
  readonly functionWords: Localized<ReadonlySet<string>>;
  /** Words of somebody who talks: a product's own text has none of them. */
  readonly personal: Localized<ReadonlySet<string>>;
  /** Words beside a code, such as "fout": a hint, no more. */
  readonly hints: Localized<ReadonlySet<string>>;
  /** Names that are the same in every language. */
  readonly neutral: ReadonlySet<string>;
  /** Product texts in any language: who pastes one has not written it. */
  readonly productTexts: readonly string[];
}

/** The language of a text. Only a certain one may move a conversation to that language. */
export interface DetectedLocale {
  readonly locale: Locale;
  readonly certain: boolean;
}

/** Guesses the language of a question; undefined where nothing in it speaks for one. */
export type DetectLocale = (text: string) => DetectedLocale | undefined;

/** Runs of this many words out of a product text are pasted, not written. */
const PASTED_RUN = 4;
/** A function word counts as much as this many letters of evidence. */
const FUNCTION_WORD = 3;
const CERTAIN = 2;
const PLAIN_CASE = 2;
/** Less than this is no hint at all. */
const FAINT = 0.6;
const HINT = 1;

/** Learns both languages from sentences and function words. */
export function createLocaleDetector({ sentences, functionWords, personal, hints, neutral, productTexts }: LanguageSamples): DetectLocale {
  const only = { nl: functionWords.nl.difference(functionWords.en), en: functionWords.en.difference(functionWords.nl) };
  // Learning takes longer than answering a bare code, so it waits for the first word that needs it.
  let learned: ((word: string) => number) | undefined;
  const leanOf = (word: string) => {
    learned ??= learnTrigrams(sentences());
    return learned(word);
  };
  const pasted = new Set(productTexts.flatMap((text) => runsOf(plainWords(text))));

  return (text) => {
    const words = plainWords(text);
    const isPasted = markPasted(words, pasted);
    const own = words.filter((_, index) => !isPasted[index]);
    const lean = score(own);
    const locale = lean > 0 ? "nl" : "en";
    if (Math.abs(lean) >= CERTAIN && (!looksPasted(text) || own.some((word) => personal[locale].has(word))))
      return { locale, certain: true };
    const guess = Math.abs(lean) >= FAINT ? lean : score(words);
    return Math.abs(guess) < FAINT ? undefined : { locale: guess > 0 ? "nl" : "en", certain: false };
  };

  /** Above 0 is Dutch, below 0 English. */
  function score(words: readonly string[]): number {
    // Two function words of one language and none of the other decide alone, whatever names and jargon stand between them.
    const [nl, en] = [words.filter((word) => only.nl.has(word)).length, words.filter((word) => only.en.has(word)).length];
    if (Math.max(nl, en) >= PLAIN_CASE && Math.min(nl, en) === 0) return FUNCTION_WORD * (nl - en);
    return words.reduce((sum, word) => {
      if (only.nl.has(word)) return sum + FUNCTION_WORD;
      // English is in every product text, so one Dutch function word says more than one English one.
      if (only.en.has(word)) return sum - FUNCTION_WORD * 0.8;
      if (hints.nl.has(word)) return sum + HINT;
      if (hints.en.has(word)) return sum - HINT;
      return neutral.has(word) ? sum : sum + leanOf(word);
    }, 0);
  }
}

/** An alert, a log or a product text that the knowledge does not hold: an id in brackets, fields, several lines. */
function looksPasted(text: string): boolean {
  return (
    /\(ID:? ?\d+\)|\b(?:severity|status|source|computer|server|alert|event id|details?|ernst|bron)\s?:\s|^[A-Z][^?]{20,}\.$/im.test(text) ||
    text.trim().includes("\n")
  );
}

/** Words as a person writes them: no codes, names with digits, CamelCase, paths or capitals. */
function plainWords(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((chunk) => !/\d|[\\/@_<>]|[a-z][A-Z]|\.[a-z]/.test(chunk))
    .flatMap((chunk) => chunk.match(/[\p{L}']+/gu) ?? [])
    .filter((word) => !/^\p{Lu}{2,}$/u.test(word))
    .map(foldText);
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(0, Math.max(0, words.length - PASTED_RUN + 1)).map((_, index) => words.slice(index, index + PASTED_RUN).join(" "));
}

function markPasted(words: readonly string[], pasted: ReadonlySet<string>): readonly boolean[] {
  const marks = words.map(() => false);
  runsOf(words).forEach((run, index) => {
    if (pasted.has(run)) marks.fill(true, index, index + PASTED_RUN);
  });
  return marks;
}

/** How much a word leans to Dutch (above 0) or English (below 0), by its letter groups. */
function learnTrigrams(sentences: Localized<readonly string[]>): (word: string) => number {
  const [nl, en] = [countTrigrams(sentences.nl), countTrigrams(sentences.en)];
  const vocabularySize = new Set([...nl.counts.keys(), ...en.counts.keys()]).size || 1;
  const share = ({ counts, total }: TrigramCounts, trigram: string) => ((counts.get(trigram) ?? 0) + 0.5) / (total + 0.5 * vocabularySize);
  const known = new Map<string, number>();
  return (word) => {
    const cached = known.get(word);
    if (cached !== undefined) return cached;
    const trigrams = trigramsOf(word);
    const sum = trigrams.reduce((total, trigram) => total + Math.log(share(nl, trigram) / share(en, trigram)), 0);
    const lean = Math.max(-1.5, Math.min(1.5, (sum / Math.sqrt(trigrams.length || 1)) * 0.35));
    if (known.size > 5000) known.clear();
    known.set(word, lean);
    return lean;
  };
}

interface TrigramCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function countTrigrams(sentences: readonly string[]): TrigramCounts {
  const counts = new Map<string, number>();
  const trigrams = sentences.flatMap(plainWords).flatMap(trigramsOf);
  for (const trigram of trigrams) counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  return { counts, total: trigrams.length };
}

function trigramsOf(word: string): string[] {
  const padded = `^${word}$`;
  return Array.from({ length: Math.max(0, padded.length - 2) }, (_, index) => padded.slice(index, index + 3));
}
