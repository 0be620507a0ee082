import { beforeAll, describe, expect, it } from "vitest";
import type { Article } from "#core";
import { loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../adapters/terminal/build-bot.ts";
import type { Layer } from "../src/search/layers.ts";
import { LAYERS } from "../src/search/layers.ts";
import type { SearchData } from "../src/search/search-data.ts";
import { FUSE, firstRight, pointsLost } from "./bench/ablation.ts";
import type { SuiteName } from "./bench/layer-suites.ts";
import { suitesOf } from "./bench/layer-suites.ts";
import type { Question } from "./bench/questions.ts";
import { readBlind, readTuning } from "./bench/questions.ts";

/**
 * What leaving a layer out must cost at least, in points of the right article first: nobody ships a dead layer.
 *
 * Each floor stands where the layer has its work, a bit under what it is worth there. Where nothing learned takes part, the tuning half
 * serves: it has seven times the questions, so half a point is a dozen of them and no chance.
 */
const FLOORS: readonly {
  readonly layer: Layer | "fuse.js";
  readonly suite: SuiteName;
  readonly half: "blind" | "tuning";
  readonly least: number;
}[] = [
  { layer: "codes", suite: "guises", half: "blind", least: 90 },
  { layer: "names", suite: "identifiers", half: "blind", least: 10 },
  { layer: "messages", suite: "texts", half: "blind", least: 8 },
  { layer: "concepts", suite: "untranslated", half: "tuning", least: 7 },
  { layer: "stems", suite: "glued", half: "blind", least: 3 },
  { layer: "compounds", suite: "glued", half: "blind", least: 1.5 },
  { layer: "spelling", suite: "cut", half: "blind", least: 5 },
  { layer: "fragments", suite: "identifiers", half: "blind", least: 4 },
  { layer: "ties", suite: "unlearned", half: "tuning", least: 0.3 },
  { layer: "phrases", suite: "untranslated", half: "tuning", least: 0.4 },
  { layer: "titles", suite: "unlearned", half: "tuning", least: 0.3 },
  { layer: "common", suite: "untranslated", half: "tuning", least: 0.5 },
  { layer: "anchors", suite: "untranslated", half: "tuning", least: 0.4 },
  { layer: "associations", suite: "asked", half: "blind", least: 3 },
  { layer: "fuse.js", suite: "identifiers", half: "blind", least: 30 },
  { layer: "fuse.js", suite: "cut", half: "blind", least: 1.5 },
];

describe("the layers of the search", () => {
  let articles: readonly Article[];
  let data: SearchData;
  let halves: Readonly<Record<"blind" | "tuning", readonly Question[]>>;
  const wholes = new Map<string, readonly boolean[]>();
  beforeAll(async () => {
    const [blind, tuning] = await Promise.all([readBlind(), readTuning()]);
    [articles, data] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
    halves = { blind, tuning };
  });

  it("each have a floor", () => {
    expect(LAYERS.filter((layer) => FLOORS.every((floor) => floor.layer !== layer))).toEqual([]);
  });

  it.each(FLOORS)(
    "lose at least $least points without $layer ($suite, $half half)",
    ({ layer, suite, half, least }) => {
      const measured = suitesOf(articles, halves[half])[suite];
      const whole = wholes.get(`${suite} ${half}`) ?? firstRight(measured, data, []);
      wholes.set(`${suite} ${half}`, whole);
      const part = firstRight(measured, data, layer === "fuse.js" ? FUSE : [layer]);
      expect(pointsLost(whole, part)).toBeGreaterThanOrEqual(least);
    },
    120_000,
  );
});
