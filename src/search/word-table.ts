import { foldText, unifySpellings, wordsOf } from "../text/normalize.ts";

/** Words that were described once, found again without cutting them out of the text they stand in. */
export interface WordTable<Entry> {
  /** The words of a text, in its order. */
  read(text: string): readonly Entry[];
  /** All words met, in the order of meeting. */
  readonly entries: readonly Entry[];
}

const FIRST_SIZE = 1024;
const NOT_ASCII = /[^\u0000-\u007F]/;

/** A table of words; `describe` is asked once for each. Millions of words stand in ten thousand articles, and a few ten thousand different ones. */
export function createWordTable<Entry extends { readonly text: string }>(describe: (word: string) => Entry): WordTable<Entry> {
  const entries: Entry[] = [];
  const hashes: number[] = [];
  /** By hash: the number of an entry and one more; 0 is free. */
  let slots = new Uint32Array(FIRST_SIZE);

  function find(text: string, start: number, end: number, hash: number): Entry {
    let slot = hash & (slots.length - 1);
    for (let number = slots[slot] as number; number !== 0; number = slots[slot] as number) {
      const entry = entries[number - 1] as Entry;
      if (hashes[number - 1] === hash && stands(entry.text, text, start, end)) return entry;
      slot = (slot + 1) & (slots.length - 1);
    }
    const entry = describe(copyOf(text, start, end));
    entries.push(entry);
    hashes.push(hash);
    slots[slot] = entries.length;
    if (2 * entries.length > slots.length) grow();
    return entry;
  }

  function grow(): void {
    slots = new Uint32Array(4 * slots.length);
    hashes.forEach((hash, number) => {
      let slot = hash & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    });
  }

  return {
    entries,
    read: (text) => {
      const unified = unifySpellings(foldText(text));
      const found: Entry[] = [];
      if (NOT_ASCII.test(unified)) {
        for (const word of wordsOf(text)) found.push(find(word, 0, word.length, hashOf(word)));
        return found;
      }
      let [start, hash] = [0, 0];
      for (let at = 0; at <= unified.length; at += 1) {
        const code = at < unified.length ? unified.charCodeAt(at) : 0;
        if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
          hash = addToHash(hash, code);
          continue;
        }
        if (at > start) found.push(find(unified, start, at, hash));
        start = at + 1;
        hash = 0;
      }
      return found;
    },
  };
}

function addToHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = addToHash(hash, word.charCodeAt(at));
  return hash;
}

function stands(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}

/** The letters as a text of their own: a piece cut out would keep the whole text it stands in. */
function copyOf(text: string, start: number, end: number): string {
  const codes: number[] = [];
  for (let at = start; at < end; at += 1) codes.push(text.charCodeAt(at));
  return String.fromCharCode(...codes);
}
