import { beforeAll, describe, expect, it } from "vitest";
import type { LayerWorth } from "./bench/ablation.ts";
import { measureLayers, pointsLost } from "./bench/ablation.ts";

/** What leaving a layer out must cost at least, in points of the right article first: nobody ships a dead layer. */
const FLOORS = [
  { name: "code index", in: "asked", least: 1 },
  { name: "spelling repair", in: "cut", least: 5 },
  { name: "word fragments (fuse.js)", in: "cut", least: 1 },
  { name: "near ties (fuse.js)", in: "cut", least: 0.5 },
  { name: "all of fuse.js", in: "cut", least: 2 },
  { name: "all of fuse.js", in: "asked", least: 1 },
] as const;

describe("the layers of the search", () => {
  let worth: readonly LayerWorth[];
  beforeAll(async () => {
    ({ worth } = await measureLayers(
      () => {},
      FLOORS.map(({ name }) => name),
    ));
  }, 120_000);

  it.each(FLOORS)("lose at least $least points without $name ($in)", ({ name, in: suite, least }) => {
    const { whole, part } = worth.find((one) => one.name === name) as LayerWorth;
    expect(pointsLost(whole[suite], part[suite])).toBeGreaterThanOrEqual(least);
  });
});
