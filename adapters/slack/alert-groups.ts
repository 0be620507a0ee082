import type { CodeFound } from "#core";

/** The same problem, several times; root causes come first. */
export interface AlertGroup {
  readonly found: CodeFound;
  /** Every code by which it was seen. */
  readonly codes: readonly string[];
  readonly count: number;
  /** How many of the other groups follow from it. */
  readonly explains: number;
}

/** Collects what alerts are about, by article. */
export function createAlertGroups(): { add(found: readonly CodeFound[]): void; sorted(): readonly AlertGroup[] } {
  const groups = new Map<string, { readonly found: CodeFound; readonly codes: Set<string>; count: number }>();
  return {
    /** What one alert is about: a problem that it names twice happened once. */
    add: (found) => {
      for (const article of new Set(found.map((one) => one.article))) {
        const same = found.filter((one) => one.article === article);
        const [first] = same;
        if (first === undefined) continue;
        const group = groups.get(article) ?? { found: first, codes: new Set<string>(), count: 0 };
        group.count += 1;
        for (const { code } of same) group.codes.add(code);
        groups.set(article, group);
      }
    },
    /** First what explains others, then what came most often. */
    sorted: () =>
      [...groups.values()]
        .map(({ found, codes, count }) => ({
          ...{ found, codes: [...codes], count },
          explains: [...groups.values()].filter((other) => other.found.rootCauses.includes(found.article)).length,
        }))
        .sort((one, other) => other.explains - one.explains || other.count - one.count),
  };
}
