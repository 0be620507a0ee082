import type { Group, Readers } from "./query-groups.ts";
import { conceptTerm } from "./query-groups.ts";

/** The terms of a question, for what is learned from questions. */
export interface QuestionTerms {
  /** Those it says for sure. */
  readonly said: ReadonlySet<string>;
  /** Further readings of its words, and how surely they are meant. */
  readonly read: ReadonlyMap<string, number>;
}

/** Reads words and their groups as terms. Numbers and product names are none: they say nothing about the problem. */
export function createQuestionTermReader(
  { stem, isStopWord, findConcepts }: Readers,
  weightless: ReadonlySet<string>,
): (words: readonly string[], groups: readonly Group[]) => QuestionTerms {
  const saysMuch = (word: string) => word.length > 1 && !isStopWord(word) && !weightless.has(word);
  return (words, groups) => {
    const read = new Map<string, number>();
    for (const { written, alternatives } of groups) {
      if (weightless.has(written)) continue;
      for (const { terms, weight } of alternatives) for (const term of terms) read.set(term, Math.max(read.get(term) ?? 0, weight));
    }
    const concepts = findConcepts(words).map(({ concept }) => conceptTerm(concept));
    return { said: new Set([...words.filter(saysMuch).map(stem), ...concepts].filter((term) => !/^\d+$/.test(term))), read };
  };
}
