import type { WordResult } from "./words.ts";

/** What the domain model looks at: is this our field at all? In the order of its coefficients. */
export const DOMAIN_FEATURES = [
  "anchors",
  "anchorShare",
  "coverage",
  "titleCoverage",
  "unknownShare",
  "oneWord",
  "evidence",
  "foreign",
  "unknownCode",
] as const;

/** What the rightness model looks at: is the first hit the right one? In the order of its coefficients. */
export const RIGHT_FEATURES = [
  "coverage",
  "margin",
  "marginCoverage",
  "titleCoverage",
  "explainsField",
  "matches",
  "evidence",
  "unknownShare",
] as const;

/** The figures that both models look at, each between 0 and 1. */
export interface Features {
  readonly domain: readonly number[];
  readonly right: readonly number[];
}

/** More found rarity than this proves no more. */
const FULL_EVIDENCE = 9;

/** Reduces what the words say to the figures that the models were trained on. */
export function featuresOf({ hits, anchors, contentWords, unknownShare, isForeign }: WordResult, hasUnknownCode: boolean): Features {
  const [first, second] = hits;
  const coverage = Math.min(1, first?.coverage ?? 0);
  const margin = first === undefined ? 0 : (first.score - (second?.score ?? 0)) / first.score;
  const evidence = Math.min(1, (first?.matches ?? []).reduce((sum, { worth }) => sum + worth, 0) / FULL_EVIDENCE);
  const titleCoverage = first?.titleCoverage ?? 0;
  return {
    domain: [
      Math.min(anchors.length, 3) / 3,
      Math.min(1, anchors.length / Math.max(1, contentWords)),
      coverage,
      titleCoverage,
      unknownShare,
      contentWords <= 1 ? 1 : 0,
      evidence,
      isForeign ? 1 : 0,
      hasUnknownCode ? 1 : 0,
    ],
    right: [
      coverage,
      margin,
      margin * coverage,
      titleCoverage,
      first?.explainsField ? 1 : 0,
      Math.min(first?.matches.length ?? 0, 6) / 6,
      evidence,
      unknownShare,
    ],
  };
}
