import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { squash } from "../text/normalize.ts";

/** A product text of one or more articles that stands in full in what was pasted. */
export interface MessageSeen {
  readonly articles: readonly Article[];
  /** How many letters and digits of the paste it explains; the longest says most. */
  readonly length: number;
  /** The same as a share of the whole text, 0 to 1. */
  readonly share: number;
}

/** Shorter texts stand by chance in longer ones. */
const SHORTEST = 12;

/** Finds the product's own texts in a paste, whatever its spaces, hyphens, case and accents. A <placeholder> in a text stands for anything. */
export function createMessageReader(articles: readonly Article[]): (text: string) => readonly MessageSeen[] {
  const messages = new Map<string, { pieces: readonly string[]; articles: Article[] }>();
  for (const article of articles) {
    for (const message of LOCALES.flatMap((locale) => article.messages?.[locale] ?? [])) {
      const pieces = message
        .split(/<[^<>]*>|…|\.{3}/)
        .map(squash)
        .filter((piece) => piece !== "");
      const key = pieces.join("*");
      if (key.length < SHORTEST) continue;
      const known = messages.get(key);
      if (known === undefined) messages.set(key, { pieces, articles: [article] });
      else if (!known.articles.includes(article)) known.articles.push(article);
    }
  }
  return (text) => {
    const squashed = squash(text);
    const found = [...messages.values()].flatMap(({ pieces, articles: owners }) => {
      const span = findPieces(squashed, pieces);
      return span === undefined ? [] : [{ articles: owners, ...span }];
    });
    // A text inside a longer found text is part of it, not a second problem.
    return found
      .filter((one) => !found.some((other) => other.length > one.length && other.start <= one.start && one.end <= other.end))
      .sort((a, b) => b.length - a.length)
      .map(({ articles: owners, length }) => ({ articles: owners, length, share: length / squashed.length }));
  };
}

function findPieces(text: string, pieces: readonly string[]): { start: number; end: number; length: number } | undefined {
  let start = -1;
  let end = 0;
  let length = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, end);
    if (at < 0) return undefined;
    if (start < 0) start = at;
    end = at + piece.length;
    length += piece.length;
  }
  return { start, end, length };
}
