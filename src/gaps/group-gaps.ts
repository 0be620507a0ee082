import type { Gap } from "../state/store.ts";
import { wordsOf } from "../text/normalize.ts";

/** Questions that ask the same, with how often. */
export interface GapGroup {
  /** The id of its first question, by which it is named. */
  readonly id: string;
  readonly gaps: readonly Gap[];
  /** Articles that were nearest, the most frequent first. */
  readonly nearest: readonly string[];
}

/** Two questions are alike when they share this part of their words, or a code. */
const ALIKE = 0.5;
/** Says nothing about what a question is about. */
const COMMON = new Set(
  "de het een is in op van en bij ik we niet geen the a an of on and at to i we not no id fout error wat what hoe how".split(" "),
);

/** Groups questions by likeness, the largest group first: each goes to the first group whose first question is like it. */
export function groupGaps(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups: { readonly words: ReadonlySet<string>; readonly gaps: Gap[] }[] = [];
  for (const gap of gaps.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    const words = new Set(wordsOf(gap.text).filter((word) => !COMMON.has(word)));
    const group = groups.find((one) => isAlike(one.words, words));
    if (group === undefined) groups.push({ words, gaps: [gap] });
    else group.gaps.push(gap);
  }
  return groups
    .map(({ gaps: all }) => ({ id: all[0]?.id ?? "", gaps: all, nearest: byFrequency(all.flatMap(({ nearest }) => nearest ?? [])) }))
    .toSorted((one, other) => other.gaps.length - one.gaps.length);
}

function isAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const codes = [...one].filter((word) => /^\d{2,6}$|^0x[0-9a-f]+$/.test(word));
  const others = [...other].filter((word) => /^\d{2,6}$|^0x[0-9a-f]+$/.test(word));
  // Different codes are different problems, however alike the words.
  if (codes.length > 0 && others.length > 0) return codes.some((code) => other.has(code));
  const shared = one.intersection(other).size;
  return shared > 0 && shared / Math.min(one.size, other.size) >= ALIKE && shared / one.union(other).size >= ALIKE / 2;
}

function byFrequency(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}
