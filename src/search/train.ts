import type { Calibration } from "./calibration.ts";
import { probability } from "./calibration.ts";
import type { Features } from "./features.ts";

/** One labelled question, reduced to its features. */
export interface Sample {
  readonly features: Features;
  /** Is it of our field? */
  readonly inDomain: boolean;
  /** Is the first hit right; undefined where nothing is right or wrong, out of the field. */
  readonly isRight: boolean | undefined;
  /** Is the right one among the first three? */
  readonly isNear: boolean;
  /** Several are right: it must be asked back. */
  readonly isAmbiguous: boolean;
  readonly weight: number;
}

/** What each outcome is worth, in the currency of a night: a wrong card costs more than no card. */
const WORTH = {
  right: 1,
  near: 0.4,
  wrong: -3,
  needlessAsk: -0.3,
  abstained: -1,
  foreignAsked: -0.5,
  foreignAnswered: -5,
  foreignAbstained: 1,
  ambiguousAsked: 1,
  ambiguousAnswered: -1,
} as const;
const ROUNDS = 1500;
const RATE = 0.8;
const SHRINK = 0.002;
const FOLDS = 5;
const STEP = 0.02;
/** The thresholds are the middle of all that are nearly as good as the best: the best one alone is luck. */
const PLATEAU = 0.01;

/** Learns both models and their thresholds. No chance in it: the same samples give the same figures. */
export function train(samples: readonly Sample[]): Pick<Calibration, "domain" | "right" | "thresholds"> {
  const outOfFold = samples.map((sample, at) => ({ sample, fold: at % FOLDS }));
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const models = learnBoth(outOfFold.filter((one) => one.fold !== fold).map((one) => one.sample));
    return outOfFold
      .filter((one) => one.fold === fold)
      .map(({ sample }) => ({
        sample,
        domain: probability(models.domain, sample.features.domain),
        right: probability(models.right, sample.features.right),
      }));
  }).flat();
  return { ...learnBoth(samples), thresholds: chooseThresholds(judged) };
}

function learnBoth(samples: readonly Sample[]): Pick<Calibration, "domain" | "right"> {
  return {
    domain: descend(samples.map(({ features, inDomain, weight }) => ({ values: features.domain, label: inDomain ? 1 : 0, weight }))),
    right: descend(
      samples.flatMap(({ features, isRight, isAmbiguous, weight }) =>
        isRight === undefined ? [] : [{ values: features.right, label: isRight && !isAmbiguous ? 1 : 0, weight }],
      ),
    ),
  };
}

/** Logistic regression by plain descent over all samples. */
function descend(
  rows: readonly { readonly values: readonly number[]; readonly label: number; readonly weight: number }[],
): Calibration["domain"] {
  const size = rows[0]?.values.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  let bias = 0;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = new Array<number>(size).fill(0);
    let biasSlope = 0;
    for (const { values, label, weight } of rows) {
      const error = weight * (probability({ bias, weights }, values) - label);
      biasSlope += error;
      values.forEach((value, at) => {
        slope[at] = (slope[at] as number) + error * value;
      });
    }
    bias -= (RATE * biasSlope) / total;
    slope.forEach((value, at) => {
      weights[at] = (weights[at] as number) - RATE * (value / total + SHRINK * (weights[at] as number));
    });
  }
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  return { bias: round(bias), weights: weights.map(round) };
}

interface Judged {
  readonly sample: Sample;
  readonly domain: number;
  readonly right: number;
}

function chooseThresholds(judged: readonly Judged[]): Calibration["thresholds"] {
  const grid = Array.from({ length: Math.round(0.96 / STEP) }, (_, at) => (at + 1) * STEP);
  const tried = grid.flatMap((ask) =>
    grid
      .filter((field) => field >= ask)
      .flatMap((field) =>
        grid.filter((answer) => answer >= 0.4).map((answer) => ({ ask, field, answer, worth: worthOf(judged, { ask, field, answer }) })),
      ),
  );
  const best = Math.max(...tried.map(({ worth }) => worth));
  const plateau = tried.filter(({ worth }) => worth >= best - PLATEAU * Math.abs(best));
  const middle = (of: (one: (typeof tried)[number]) => number) =>
    Math.round((plateau.reduce((sum, one) => sum + of(one), 0) / plateau.length) * 1000) / 1000;
  return { ask: middle(({ ask }) => ask), field: middle(({ field }) => field), answer: middle(({ answer }) => answer) };
}

function worthOf(judged: readonly Judged[], { ask, field, answer }: Calibration["thresholds"]): number {
  return judged.reduce((sum, { sample, domain, right }) => {
    const outcome = domain < ask ? "abstain" : domain >= field && right >= answer ? "answer" : "ask";
    return sum + sample.weight * WORTH[worthKey(sample, outcome)];
  }, 0);
}

function worthKey({ inDomain, isRight, isNear, isAmbiguous }: Sample, outcome: "abstain" | "ask" | "answer"): keyof typeof WORTH {
  if (!inDomain) return outcome === "abstain" ? "foreignAbstained" : outcome === "ask" ? "foreignAsked" : "foreignAnswered";
  if (outcome === "abstain") return "abstained";
  if (isAmbiguous) return outcome === "ask" ? "ambiguousAsked" : "ambiguousAnswered";
  if (outcome === "ask") return isNear ? "near" : "needlessAsk";
  return isRight ? "right" : "wrong";
}
