import type { TermReader } from "./article-fields.ts";
import type { Group } from "./query-groups.ts";

/** The terms of a question, for what is learned from questions. */
export interface QuestionTerms {
  /** Those it says for sure. */
  readonly said: ReadonlySet<string>;
  /** Further readings of its words, and how surely they are meant. */
  readonly read: ReadonlyMap<string, number>;
}

/** Reads words and their groups as terms. Numbers and product names are none: they say nothing about the problem. */
export function createQuestionTermReader(
  readSaid: TermReader,
  weightless: ReadonlySet<string>,
): (words: readonly string[], groups: readonly Group[]) => QuestionTerms {
  return (words, groups) => {
    const read = new Map<string, number>();
    for (const { written, alternatives } of groups) {
      if (weightless.has(written)) continue;
      for (const { terms, weight } of alternatives) for (const term of terms) read.set(term, Math.max(read.get(term) ?? 0, weight));
    }
    return { said: new Set([...readSaid(words)].filter((term) => !/^\d+$/.test(term))), read };
  };
}
