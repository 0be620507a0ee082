import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createWordTable } from "../../../src/search/word-table.ts";
import { wordsOf } from "../../../src/text/normalize.ts";

const piece = fc.constantFrom(
  "back",
  "Back",
  "up",
  "UP",
  "-",
  " ",
  "e-mail",
  "E",
  "mail",
  "'",
  "s",
  "t",
  "_",
  "é",
  "ß",
  "1",
  ".",
  "|",
  "\n",
  "誰",
  "Server",
  "r2",
);

it("a table reads the same words as a text's own reading, and describes each once", () => {
  const described: string[] = [];
  const table = createWordTable((text) => {
    described.push(text);
    return { text };
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
      const text = pieces.join("");
      expect(table.read(text).map((entry) => entry.text)).toEqual(wordsOf(text));
    }),
    { numRuns: 2000 },
  );
  expect(new Set(described).size).toBe(described.length);
  expect(table.entries.map(({ text }) => text)).toEqual(described);
});

it("a table joins what is written apart, in capitals too", () => {
  const table = createWordTable((text) => ({ text }));
  expect(table.read("Back-UP of BACK up, E-MAIL").map(({ text }) => text)).toEqual(["backup", "of", "backup", "email"]);
});

it("a table of thousands of words still finds each", () => {
  const table = createWordTable((text) => ({ text }));
  const words = Array.from({ length: 5000 }, (_, number) => `word${number}`);
  const first = words.map((word) => table.read(word)[0]);
  expect(words.map((word) => table.read(word.toUpperCase())[0])).toEqual(first);
  expect(table.entries.length).toBe(words.length);
});
