/** Endings of Dutch and English, longest first; the same for both, since questions mix them. */
const ENDING = /(?:ingen|ation|atie|ing|ers|en|ed|er|es|te|de|ly|e|s|t|d)$/u;
const SHORTEST = 4;

const CACHE = 20_000;
const stems = new Map<string, string>();

/** A word without its endings: "mislukte", "mislukt" and "mislukken" are one stem. For comparing only. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= CACHE) stems.clear();
  const stem = cutEndings(word);
  stems.set(word, stem);
  return stem;
}

function cutEndings(word: string): string {
  let stem = word;
  for (let round = 0; round < 2; round += 1) {
    const shorter = stem.replace(ENDING, "");
    if (shorter.length < SHORTEST) break;
    stem = shorter;
  }
  return stem
    .replace(/(\p{L})\1$/u, "$1")
    .replace(/z$/u, "s")
    .replace(/v$/u, "f");
}
