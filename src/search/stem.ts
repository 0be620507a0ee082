/** Endings of Dutch and English by their last letter, longest first; the same for both, since questions mix them. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  ["ingen", "ation", "atie", "ing", "ers", "en", "ed", "er", "es", "te", "de", "ly", "e", "s", "t", "d"],
  (ending) => ending.charAt(ending.length - 1),
);
const SHORTEST = 4;
const DOUBLED = /(\p{L})\1$/u;

/** A word without its endings: "mislukte", "mislukt" and "mislukken" are one stem. For comparing only. */
export function stemOf(word: string): string {
  let stem = word;
  for (let round = 0; round < 2; round += 1) {
    const cut = endingOf(stem);
    if (cut === 0 || stem.length - cut < SHORTEST) break;
    stem = stem.slice(0, stem.length - cut);
  }
  if (stem.length > 1 && stem.charCodeAt(stem.length - 1) === stem.charCodeAt(stem.length - 2)) stem = stem.replace(DOUBLED, "$1");
  if (stem.endsWith("z")) return `${stem.slice(0, -1)}s`;
  return stem.endsWith("v") ? `${stem.slice(0, -1)}f` : stem;
}

/** How many letters the longest ending of a word has. */
function endingOf(word: string): number {
  const endings = ENDINGS.get(word.charAt(word.length - 1));
  if (endings === undefined) return 0;
  for (const ending of endings) if (word.endsWith(ending)) return ending.length;
  return 0;
}
