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

/** A text is looked for only where this many letters of its longest piece stand. */
const KEY = 6;

interface Message {
  readonly pieces: readonly string[];
  readonly articles: Article[];
}

/** Finds the product's own texts in a paste, whatever its spaces, hyphens, case and accents. A <placeholder> in a text stands for anything. */
export function createMessageReader(articles: readonly Article[]): (text: string) => readonly MessageSeen[] {
  const messages = messagesOf(articles);
  const byKey = new Map<string, number[]>();
  messages.forEach(({ pieces }, number) => {
    const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a), "");
    // A text of short pieces only stands under the empty key: it is looked for everywhere.
    const key = longest.length < KEY ? "" : longest.slice(0, KEY);
    const numbers = byKey.get(key);
    if (numbers === undefined) byKey.set(key, [number]);
    else numbers.push(number);
  });
  return (text) => {
    const squashed = squash(text);
    const numbers = new Set(byKey.get(""));
    for (let at = 0; at + KEY <= squashed.length; at += 1) {
      for (const number of byKey.get(squashed.slice(at, at + KEY)) ?? []) numbers.add(number);
    }
    const found = [...numbers]
      .sort((a, b) => a - b)
      .flatMap((number) => {
        const { pieces, articles: owners } = messages[number] as Message;
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

function messagesOf(articles: readonly Article[]): readonly Message[] {
  const messages = new Map<string, Message>();
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
  return [...messages.values()];
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
