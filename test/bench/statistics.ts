/** A share with the two ends of its Wilson 95 % interval. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.96;

/** A share of a count, with Wilson's interval: right for small samples and near 0 and 1. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: Number.NaN, low: Number.NaN, high: Number.NaN };
  const share = count / of;
  const middle = share + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { count, of, share, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

/** The value under which a part of the values lies; 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** The mean of some values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The harmonic mean of precision and recall, from counts. */
export function f1({ hits, claimed, wanted }: { readonly hits: number; readonly claimed: number; readonly wanted: number }): number {
  return claimed + wanted === 0 ? Number.NaN : (2 * hits) / (claimed + wanted);
}

/** How probable a split at least this uneven is by chance, both sides counted (exact sign test). */
export function signTest(won: number, lost: number): number {
  const all = won + lost;
  let term = 0.5 ** all;
  let sum = 0;
  for (let count = 0; count <= Math.min(won, lost); count += 1) {
    sum += term;
    term *= (all - count) / (count + 1);
  }
  return Math.min(1, 2 * sum);
}

/** A generator of numbers from 0 to 1 that gives the same row for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
