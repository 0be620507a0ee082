import { describe, expect, it } from "vitest";
import type { Associations } from "../../../src/search/associations.ts";
import { associationsSchema, createAssociationReader, learnedOf, NO_ASSOCIATIONS, vectorOf } from "../../../src/search/associations.ts";
import type { Lesson } from "../../../src/search/learn-associations.ts";
import { learnAssociations } from "../../../src/search/learn-associations.ts";
import type { QuestionTerms } from "../../../src/search/question-terms.ts";

const ARTICLES = ["firewall", "passphrase"];
const DOCUMENTS = new Map([
  ["firewall", 7],
  ["passphrase", 3],
]);
const OBJECT_WORDS = ["__proto__", "constructor", "toString", "hasOwnProperty"];

const says = (...said: string[]): QuestionTerms => ({ said: new Set(said), read: new Map() });
const lesson = (said: readonly string[], ...articles: string[]): Lesson => ({
  terms: says(...said),
  scores: new Map(),
  articles,
  weight: 1,
});
const lessons: readonly Lesson[] = [
  lesson(["squid", "proxy"], "firewall"),
  lesson(["squid", "port"], "firewall"),
  lesson(["secret", "phrase"], "passphrase"),
  lesson(["secret", "key"], "passphrase"),
  lesson(["coffee", "machine"]),
  lesson(["coffee", "cup"]),
];
const learned = learnAssociations(ARTICLES, lessons);
const read = (associations: Associations, ...said: string[]) =>
  createAssociationReader(associations, (id) => DOCUMENTS.get(id))(says(...said));

describe("what is learned from questions", () => {
  it("lets a term speak for its article, under whatever number the article has", () => {
    const { documents } = read(learned, "squid");
    expect([...documents.keys()].sort()).toEqual([3, 7]);
    expect(documents.get(7)).toBeGreaterThan(documents.get(3) as number);
    expect(learnedOf(learned, "firewall", says("squid"))).toEqual([{ term: "squid", worth: documents.get(7) }]);
  });

  it('lets a term speak for "none of them"', () => {
    const { documents, none } = read(learned, "coffee");
    expect(none).toBeGreaterThan(Math.max(...documents.values()));
    expect(read(learned, "squid").none).toBeLessThan(none);
  });

  it("passes an article over that is no longer there", () => {
    const reader = createAssociationReader(learned, (id) => (id === "firewall" ? undefined : DOCUMENTS.get(id)));
    expect([...reader(says("squid", "secret")).documents.keys()]).toEqual([3]);
  });

  it("says nothing of a term that was seen once or never", () => {
    for (const term of ["port", "unheard"]) {
      const { documents, none } = read(learned, term);
      expect([...documents.values(), none - learned.none], term).toEqual([0, 0, 0]);
    }
  });

  it("says nothing where nothing was learned", () => {
    expect(read(NO_ASSOCIATIONS, "squid")).toEqual({ documents: new Map(), none: 0 });
  });

  it("counts a reading less than the word itself, and a word once", () => {
    const terms: QuestionTerms = {
      said: new Set(["squid"]),
      read: new Map([
        ["squid", 1],
        ["secret", 1],
      ]),
    };
    const [[, first], [, second]] = vectorOf(terms, () => true) as [[string, number], [string, number]];
    expect(second).toBeLessThan(first);
    expect(first ** 2 + second ** 2).toBeCloseTo(1);
  });

  it("is not led astray by words that every object has", () => {
    for (const word of OBJECT_WORDS) {
      expect(read(learned, word, "squid"), word).toEqual(read(learned, "squid"));
      expect(learnedOf(learned, "firewall", says(word)), word).toEqual([]);
    }
  });

  it("learns such words like any other, and keeps them in the file", () => {
    const odd = learnAssociations(ARTICLES, [
      ...lessons,
      ...OBJECT_WORDS.flatMap((word) => [lesson([word], "firewall"), lesson([word], "firewall")]),
    ]);
    const kept = associationsSchema.parse(JSON.parse(JSON.stringify(odd)));
    // "__proto__" is dropped from the file as it is read; no folded word has such marks in it anyhow.
    for (const word of OBJECT_WORDS.filter((one) => one !== "__proto__")) {
      const { documents } = read(kept, word);
      expect(documents.get(7), word).toBeGreaterThan(documents.get(3) as number);
    }
    expect(Object.getPrototypeOf(kept.terms)).toBe(Object.prototype);
  });
});
