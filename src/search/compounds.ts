const SHORTEST_PART = 4;
/** Letters that Dutch puts between two parts. */
const LINKS = ["", "s", "en", "e", "n"];

/** Splits compounds into words that are known: "herstelpuntvolume" is herstelpunt and volume. */
export function createCompoundSplitter(isKnown: (word: string) => boolean): (word: string) => readonly string[] | undefined {
  return (word) => split(word, isKnown, 3);
}

/** The known parts of a word, the longest first part winning; undefined where any part is unknown. */
function split(word: string, isKnown: (word: string) => boolean, most: number): readonly string[] | undefined {
  if (most < 2 || word.length < 2 * SHORTEST_PART) return undefined;
  for (let end = word.length - SHORTEST_PART; end >= SHORTEST_PART; end -= 1) {
    const head = word.slice(0, end);
    const stem = LINKS.map((link) => (head.endsWith(link) ? head.slice(0, head.length - link.length) : "")).find(
      (part) => part.length >= SHORTEST_PART && isKnown(part),
    );
    if (stem === undefined) continue;
    const rest = word.slice(end);
    if (isKnown(rest)) return [stem, rest];
    const parts = split(rest, isKnown, most - 1);
    if (parts !== undefined) return [stem, ...parts];
  }
  return undefined;
}
