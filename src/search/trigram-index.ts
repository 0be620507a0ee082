/**
 * Which of many texts share groups of three letters with a written one. Texts are numbers; what they are is not known here.
 */

import { createNumberList } from "./number-list.ts";

/** The texts that share a group with what was written. Valid until the next look. */
export interface SharedGroups {
  /** How many groups of the written text are different from each other. */
  readonly groups: number;
  /** The texts that share any, in no order. */
  readonly texts: readonly number[];
  /** By text: how many different groups it shares. */
  readonly counts: Uint16Array;
}

/** An index by groups of three letters. */
export interface TrigramIndex {
  look(written: string): SharedGroups;
  /** How many different groups a text has. */
  groupsOf(text: number): number;
}

/** Builds the index; `before` and `after` are the spaces that stand for the edges of a text. */
export function createTrigramIndex(texts: readonly string[], before: string, after: string): TrigramIndex {
  const numbers = new Map<number, number>();
  const last: number[] = [];
  const written = createNumberList();
  const groups = new Uint16Array(texts.length);
  texts.forEach((text, number) => {
    for (const key of trigramKeys(before + text + after)) {
      const group = numbers.get(key) ?? last.length;
      if (group === last.length) {
        numbers.set(key, group);
        last.push(-1);
      }
      if (last[group] === number) continue;
      last[group] = number;
      written.push(group);
      groups[number] = (groups[number] as number) + 1;
    }
  });
  const { starts, owners } = ownersOf(written.block(), groups, last.length);

  const counts = new Uint16Array(texts.length);
  let touched: number[] = [];
  return {
    groupsOf: (text) => groups[text] as number,
    look: (written) => {
      for (const text of touched) counts[text] = 0;
      touched = [];
      const keys = new Set(trigramKeys(before + written + after));
      for (const key of keys) {
        const group = numbers.get(key);
        if (group === undefined) continue;
        for (let at = starts[group] as number; at < (starts[group + 1] as number); at += 1) {
          const text = owners[at] as number;
          if (counts[text] === 0) touched.push(text);
          counts[text] = (counts[text] as number) + 1;
        }
      }
      return { groups: keys.size, texts: touched, counts };
    },
  };
}

/** From the groups of each text to the texts of each group. */
function ownersOf(written: Uint32Array, sizes: Uint16Array, count: number): { readonly starts: Uint32Array; readonly owners: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const group of written) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 0; group < count; group += 1) starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const owners = new Uint32Array(written.length);
  const next = starts.slice();
  let at = 0;
  sizes.forEach((size, text) => {
    for (const end = at + size; at < end; at += 1) {
      const group = written[at] as number;
      const place = next[group] as number;
      owners[place] = text;
      next[group] = place + 1;
    }
  });
  return { starts, owners };
}

const ASCII = 128;

/** The groups of three letters of a text as numbers, in its order; equal groups have equal numbers. */
export function trigramKeys(text: string): number[] {
  const keys: number[] = [];
  for (let at = 0; at + 2 < text.length; at += 1) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    keys.push((a | b | c) < ASCII ? (a * ASCII + b) * ASCII + c : ASCII ** 3 + (a * 0x10000 + b) * 0x10000 + c);
  }
  return keys;
}
