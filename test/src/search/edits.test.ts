import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEditCounter, nearestPlace } from "../../../src/search/edits.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "é"), minLength: 1, maxLength: 40 });

describe("edits between words", () => {
  it("are those of the table in the textbook, for words of any length", () => {
    fc.assert(
      fc.property(word, word, fc.nat(12), (one, other, allowed) => {
        const edits = tableOf(one, other, true).at(-1)?.at(-1) as number;
        expect(createEditCounter(one)(other, allowed)).toBe(edits <= allowed ? edits : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it("count two neighbours swapped once", () => {
    expect(createEditCounter("inconsistnet")("inconsistent", 2)).toBe(1);
    expect(createEditCounter("replika")("replica", 2)).toBe(1);
    expect(createEditCounter("vault")("replica", 2)).toBeUndefined();
  });

  it("find the nearest place of a text, wherever it begins", () => {
    expect(nearestPlace("de replika is weg", "replica", 2)).toEqual({ end: 10, edits: 1 });
    expect(nearestPlace("de kluis is weg", "replica", 2)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 60 }), word, (text, pattern) => {
        const short = pattern.slice(0, 32);
        const least = Math.min(...(tableOf(short, text, false).at(-1) as readonly number[]));
        expect(nearestPlace(text, short, short.length)?.edits).toBe(least);
      }),
      { numRuns: 300 },
    );
  });
});

/** The whole table of edits; from the start of the other word with swaps, or from anywhere in it without. */
function tableOf(one: string, other: string, isWhole: boolean): readonly (readonly number[])[] {
  const table = [Array.from({ length: other.length + 1 }, (_, at) => (isWhole ? at : 0))];
  const cell = (row: number, column: number) => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    table.push([row]);
    for (let column = 1; column <= other.length; column += 1) {
      const isSwapped = isWhole && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      table[row]?.push(
        Math.min(
          cell(row - 1, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1),
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          isSwapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return table;
}
