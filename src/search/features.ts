import type { WordResult } from "./words.ts";

/** What the domain model looks at: is this our field at all? In the order of its coefficients. */
export const DOMAIN_FEATURES = [
  "fieldLead",
  "firstLead",
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
  "fit",
  "fitMargin",
  "relatedFit",
  "fewWords",
  "leadMargin",
  "agreed",
  "firstLead",
  "coverage",
  "margin",
  "marginCoverage",
  "titleCoverage",
  "explainsField",
  "matches",
  "evidence",
  "unknownShare",
] as const;

/** The figures that both models look at, about between 0 and 1. */
export interface Features {
  readonly domain: readonly number[];
  readonly right: readonly number[];
}

/** More found rarity than this proves no more. */
const FULL_EVIDENCE = 9;
/** A lead of so many natural logarithms is a strong one. */
const STRONG_LEAD = 5;
const WEAKEST_LEAD = -3;
/** A question of so many words that say something is no half sentence. */
const MANY_WORDS = 12;

/** Reduces what the words say to the figures that the models were trained on. */
export function featuresOf(
  { hits, fieldLead, anchors, contentWords, unknownShare, isForeign }: WordResult,
  hasUnknownCode: boolean,
): Features {
  const [first, second] = hits;
  // The margin is the index's own: what it holds of its best beside its second, whatever was learned.
  const [best = 0, next = 0] = hits.map(({ score }) => score).sort((a, b) => b - a);
  const coverage = Math.min(1, first?.coverage ?? 0);
  const margin = best === 0 ? 0 : (best - next) / best;
  const evidence = Math.min(1, (first?.matches ?? []).reduce((sum, { worth }) => sum + worth, 0) / FULL_EVIDENCE);
  const titleCoverage = first?.titleCoverage ?? 0;
  const related = new Set(first?.article.related.map(({ id }) => id));
  const relatedFit = Math.max(0, ...hits.slice(1, 4).map(({ article, fit }) => (related.has(article.id) ? fit : 0)));
  const firstLead = first === undefined ? WEAKEST_LEAD : Math.max(WEAKEST_LEAD, first.lead / STRONG_LEAD);
  return {
    domain: [
      Math.max(WEAKEST_LEAD, fieldLead / STRONG_LEAD),
      firstLead,
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
      first?.fit ?? 0,
      (first?.fit ?? 0) - (second?.fit ?? 0),
      relatedFit,
      Math.max(0, 1 - contentWords / MANY_WORDS),
      first === undefined ? 0 : Math.min(STRONG_LEAD, first.lead - (second?.lead ?? 0)) / STRONG_LEAD,
      first?.score === best ? 1 : 0,
      firstLead,
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
