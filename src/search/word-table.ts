import { wordsOf } from "../text/normalize.ts";

/** Words that were described once, found again without cutting them out of the text they stand in. */
export interface WordTable<Entry> {
  /** The words of a text, in its order. */
  read(text: string): readonly Entry[];
  /** All words met, in the order of meeting. */
  readonly entries: readonly Entry[];
}

const FIRST_SIZE = 1024;

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

  /** The words of a text that says all as it is compared, but for capitals; undefined where it does not. */
  function readPlain(text: string): Entry[] | undefined {
    const found: Entry[] = [];
    let [start, hash] = [0, 0];
    for (let at = 0; at <= text.length; at += 1) {
      const code = at < text.length ? lowerCase(text.charCodeAt(at)) : 0;
      if (isWordCode(code)) {
        hash = addToHash(hash, code);
        continue;
      }
      if (
        code > LAST_ASCII ||
        code === APOSTROPHE ||
        (hash === BACK && lowerCase(text.charCodeAt(at + 1)) === U) ||
        (hash === E && code === HYPHEN)
      )
        return undefined;
      if (at > start) found.push(find(text, start, at, hash));
      start = at + 1;
      hash = 0;
    }
    return found;
  }

  return {
    entries,
    read: (text) => readPlain(text) ?? wordsOf(text).map((word) => find(word, 0, word.length, hashOf(word))),
  };
}

const [LAST_ASCII, APOSTROPHE, HYPHEN, U] = [127, 39, 45, 117];
/** Words whose spelling depends on what follows: "back-up", "e-mail". */
const [BACK, E] = [hashOf("back"), hashOf("e")];

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
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
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== lowerCase(text.charCodeAt(start + at))) return false;
  return true;
}

/** The letters as a text of their own: a piece cut out would keep the whole text it stands in. */
function copyOf(text: string, start: number, end: number): string {
  const codes: number[] = [];
  for (let at = start; at < end; at += 1) codes.push(lowerCase(text.charCodeAt(at)));
  return String.fromCharCode(...codes);
}
