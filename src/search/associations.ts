import * as z from "zod";
import type { QuestionTerms } from "./question-terms.ts";

/**
 * What the words of labelled questions have to do with each article: a linear model over terms, learned by `npm run calibrate`.
 *
 * The index knows what an article says; people say it otherwise. "Key file" for credentials and "kopie loopt achter" for a replica are
 * learned from questions whose article is known, and so is what people ask who need another product altogether.
 */
export const associationsSchema = z
  .strictObject({
    /** The articles that were learned, in the order of their numbers; the number after the last is "none of them". */
    articles: z.array(z.string()).readonly(),
    /** What one point of the index score is worth beside what was learned. */
    scoreWeight: z.number().positive(),
    /** How far "none of them" is ahead before a word is read. */
    none: z.number(),
    /** A term as pairs of an article's number and what the term says for it. */
    terms: z.record(z.string(), z.array(z.number()).readonly()),
  })
  .readonly();

/** What was learned from labelled questions. */
export type Associations = z.infer<typeof associationsSchema>;

/** Nothing learned: the index decides alone. */
export const NO_ASSOCIATIONS: Associations = { articles: [], scoreWeight: 4, none: 0, terms: {} };

/** How far the terms of a question speak for each document, and for none. */
export interface Learned {
  /** By document; documents that were never learned are missing. */
  readonly documents: ReadonlyMap<number, number>;
  readonly none: number;
}

/** A reading that is not the word itself counts less. */
const READING_SHARE = 0.7;

/** The terms that a model knows, as a vector of length 1. */
export function vectorOf({ said, read }: QuestionTerms, isKnown: (term: string) => boolean): readonly (readonly [string, number])[] {
  const vector = new Map<string, number>();
  for (const term of said) if (isKnown(term)) vector.set(term, 1);
  for (const [term, weight] of read) if (!vector.has(term) && isKnown(term)) vector.set(term, READING_SHARE * weight);
  const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value ** 2, 0)) || 1;
  return [...vector].map(([term, value]) => [term, value / length]);
}

/** Reads what was learned for documents that are numbered otherwise; articles that are no longer there are passed over. */
export function createAssociationReader(
  { articles, none, terms }: Associations,
  documentOf: (article: string) => number | undefined,
): (question: QuestionTerms) => Learned {
  const documents = articles.map(documentOf);
  const learned = new Map(Object.entries(terms));
  return (question) => {
    const sums = new Float64Array(articles.length + 1);
    sums[articles.length] = none;
    for (const [term, value] of vectorOf(question, (known) => learned.has(known))) {
      const pairs = learned.get(term) ?? [];
      for (let at = 0; at < pairs.length; at += 2) {
        const number = pairs[at] as number;
        sums[number] = (sums[number] as number) + value * (pairs[at + 1] as number);
      }
    }
    return {
      documents: new Map(documents.flatMap((document, at) => (document === undefined ? [] : [[document, sums[at] as number] as const]))),
      none: sums[articles.length] as number,
    };
  };
}

/** What each term of a question says for one article, strongest first; for a person who asks why. */
export function learnedOf(
  { articles, terms }: Associations,
  article: string,
  question: QuestionTerms,
): readonly { readonly term: string; readonly worth: number }[] {
  const number = articles.indexOf(article);
  return vectorOf(question, (term) => Object.hasOwn(terms, term))
    .flatMap(([term, value]) => {
      const pairs = terms[term] ?? [];
      const at = pairs.findIndex((one, place) => place % 2 === 0 && one === number);
      return at < 0 ? [] : [{ term, worth: value * (pairs[at + 1] as number) }];
    })
    .sort((a, b) => Math.abs(b.worth) - Math.abs(a.worth));
}
