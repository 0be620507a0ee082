import { describe, expect, it } from "vitest";
import type { Readers } from "../../../src/search/query-groups.ts";
import { readGroups } from "../../../src/search/query-groups.ts";

/** Readers that know nothing and count what they are asked. */
function countingReaders() {
  const calls = { cheap: 0, repairs: 0 };
  const asked = new Set<string>();
  const cheap = <Result>(result: Result) => {
    calls.cheap += 1;
    return result;
  };
  const repair = (word: string) => {
    calls.repairs += 1;
    asked.add(word);
    return [];
  };
  const readers: Readers = {
    isTerm: () => cheap(false),
    stem: cheap,
    isStopWord: () => cheap(false),
    findConcepts: () => [],
    splitCompound: () => cheap(undefined),
    nearWords: repair,
    longerWords: repair,
    termsOf: (word) => cheap([word]),
  };
  return { readers, calls, asked };
}

const wordsOf = (count: number) =>
  Array.from({ length: count }, (_, number) => `w${number.toString(36).replaceAll(/\d/g, "x")}${"q".repeat(number % 7)}`);

describe("the work of reading a text", () => {
  it("grows no faster than the text", () => {
    const [short, long] = [80, 800].map((count) => {
      const { readers, calls } = countingReaders();
      readGroups(wordsOf(count), readers);
      return calls;
    });
    expect(long?.cheap).toBeLessThanOrEqual(12 * (short?.cheap ?? 0));
    expect(long?.repairs).toBeLessThanOrEqual(12 * (short?.repairs ?? 0));
  });

  it("repairs a bounded number of words, the first of the text", () => {
    const { readers, asked } = countingReaders();
    const words = wordsOf(500);
    readGroups(words, readers);
    expect(asked.size).toBe(40);
    expect(words.slice(0, 60)).toEqual(expect.arrayContaining([...asked]));
  });
});
