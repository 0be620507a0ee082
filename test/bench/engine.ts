import type { Article } from "#core";
import { fieldsOf } from "../../src/search/article-fields.ts";

/** An article found, and how good the engine holds it; more is better. */
export interface Found {
  readonly id: string;
  readonly score: number;
}

/** A search engine over all articles, ready to be asked. */
export interface Engine {
  /** Best first, at most ten. */
  rank(text: string): readonly Found[];
}

/** How many questions an engine is asked where all of them would take too long; none of the tuning half: it keeps its threshold. */
export interface Most {
  readonly blind: number;
  readonly tuning: number;
}

/** A library a user might take instead, with how to build an engine of it. */
export interface Peer {
  readonly name: string;
  /** The options taken, in a few words. */
  readonly options: string;
  build(documents: readonly Document[]): Engine;
  /** How much it can be asked at a size. */
  readonly most: (articles: number) => Most;
}

/** An article as every peer gets it: the same texts the core searches, codes and names included. */
export interface Document {
  readonly id: string;
  readonly title: string;
  readonly messages: string;
  readonly asked: string;
  readonly body: string;
  readonly steps: string;
  readonly codes: string;
}

/** The searched fields, and what each is worth where a library takes weights. */
export const BOOSTS = { title: 3, messages: 2.4, asked: 2.4, body: 1, steps: 0.5, codes: 3 } as const;
/** The names of the searched fields. */
export const FIELDS = Object.keys(BOOSTS) as readonly (keyof typeof BOOSTS)[];
/** More hits than this are not looked at. */
export const MOST_FOUND = 10;

/** The texts of an article for a peer. */
export function documentOf(article: Article): Document {
  return { id: article.id, ...fieldsOf(article), codes: (article.codes ?? []).join(" ") };
}
