import { foldText } from "../text/normalize.ts";
import { createNameFinder } from "./fuzzy.ts";

/** A symbolic name that stands in the text, as the product prints it. Several: the written form is near more than one. */
export interface NameSeen {
  readonly written: string;
  readonly names: readonly string[];
  readonly isExact: boolean;
}

/** How near a written word must be before it is read as a known name: CamelCase words less, plain words more. */
const NEAR_CAMEL = 0.7;
const NEAR_PLAIN = 0.8;
/** Names this close to the best one are as likely as the best one. */
const MARGIN = 0.05;
const SHORTEST_PLAIN = 13;
const SHORTEST_CAMEL = 9;
const MOST_WORDS = 12;

/** Finds symbolic names such as CBPSourceSnapshotFailedReplicaInconsistent in a text, mistyped and half ones too. */
export function createNameReader(names: readonly string[]): (text: string) => readonly NameSeen[] {
  const exact = new Map(names.map((name) => [foldText(name), name]));
  // Built when the first word comes that may be a mistyped name: most names are written as they are.
  let findNear: ReturnType<typeof createNameFinder> | undefined;
  return (text) => {
    const seen: NameSeen[] = [];
    let looked = 0;
    for (const [word] of text.matchAll(/[A-Za-z][A-Za-z0-9]{5,79}/g)) {
      const known = exact.get(foldText(word));
      if (known !== undefined) {
        seen.push({ written: word, names: [known], isExact: true });
        continue;
      }
      const isCamel = word.length >= SHORTEST_CAMEL && (word.match(/[a-z][A-Z]/g)?.length ?? 0) >= 2;
      if ((!isCamel && word.length < SHORTEST_PLAIN) || looked >= MOST_WORDS) continue;
      looked += 1;
      const least = isCamel ? NEAR_CAMEL : NEAR_PLAIN;
      findNear ??= createNameFinder(names);
      const near = findNear(word, least - MARGIN);
      const best = near[0];
      if (best === undefined || best.score < least) continue;
      seen.push({ written: word, names: near.filter(({ score }) => best.score - score < MARGIN).map(({ name }) => name), isExact: false });
    }
    return seen.filter(({ names: [name] }, index) => seen.findIndex((other) => other.names[0] === name) === index);
  };
}
