import { describe, expect, it } from "vitest";
import { place } from "../../../src/search/ranking.ts";

const WEIGHT = 4;
const NOTHING = { documents: new Map<number, number>(), none: 0 };
const order = (...[scored, learned, most = 12]: [Parameters<typeof place>[0], Parameters<typeof place>[1], number?]) =>
  place(scored, learned, WEIGHT, most).placed.map(({ document }) => document);

describe("the order of the articles", () => {
  it("is that of the scores where nothing was learned", () => {
    const scored = [
      { document: 4, score: 0.2 },
      { document: 1, score: 0.9 },
      { document: 9, score: 0.5 },
    ];
    expect(order(scored, NOTHING)).toEqual([1, 9, 4]);
  });

  it("is that of the numbers where two are equal, however they come in", () => {
    const scored = [5, 2, 8].map((document) => ({ document, score: 0.5 }));
    expect(order(scored, NOTHING)).toEqual([2, 5, 8]);
    expect(order(scored.toReversed(), NOTHING)).toEqual([2, 5, 8]);
  });

  it("puts an article in front that the index did not find and the questions did", () => {
    expect(order([{ document: 1, score: 0.5 }], { documents: new Map([[6, 3]]), none: 0 })).toEqual([6, 1]);
  });

  it("lets an article without questions stand by its score, beside one that the questions speak against", () => {
    const scored = [
      { document: 0, score: 0.6 },
      { document: 1, score: 0.5 },
    ];
    expect(order(scored, { documents: new Map([[0, -1]]), none: 0 })).toEqual([1, 0]);
  });

  it("shares 1 among all, the hidden ones too, and tells how far each is ahead of none", () => {
    const scored = Array.from({ length: 5 }, (_, document) => ({ document, score: document / 10 }));
    const { placed, fieldLead } = place(scored, { documents: new Map(), none: 0.7 }, WEIGHT, 5);
    expect(placed.reduce((sum, { fit }) => sum + fit, 0)).toBeCloseTo(1);
    expect(placed[0]?.lead).toBeCloseTo(WEIGHT * 0.4 - 0.7);
    expect(fieldLead).toBeGreaterThan(placed[0]?.lead as number);
    const fewer = place(scored, { documents: new Map(), none: 0.7 }, WEIGHT, 2);
    expect(fewer).toEqual({ placed: placed.slice(0, 2), fieldLead });
  });

  it("is empty where nothing was found or learned", () => {
    expect(place([], NOTHING, WEIGHT, 12)).toEqual({ placed: [], fieldLead: 0 });
  });
});
