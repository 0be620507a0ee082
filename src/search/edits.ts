/**
 * How many edits lie between words: a letter changed, added or left out, or two neighbours swapped.
 *
 * A column of the classical table is kept as the bits of one number (Myers 1999; swaps by Hyyrö 2003), so that a letter costs a handful of
 * operations however many rows there are.
 */

/** The bits of a number. */
const MOST_BITS = 32;

/** Counts edits to other words; undefined past what is allowed. */
export type EditCounter = (other: string, allowed: number) => number | undefined;

/** Prepares a word to be compared with many. */
export function createEditCounter(word: string): EditCounter {
  const isShort = word.length > 0 && word.length <= MOST_BITS;
  const places = placesOf(isShort ? word : "");
  return (other, allowed) => {
    if (Math.abs(word.length - other.length) > allowed) return undefined;
    if (!isShort) return editsInBand(word, other, allowed);
    const edits = countEdits(places, word.length, other);
    return edits <= allowed ? edits : undefined;
  };
}

/** Where each letter stands in a word, as bits. */
function placesOf(word: string): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    places.set(code, (places.get(code) ?? 0) | (1 << at));
  }
  return places;
}

function countEdits(places: ReadonlyMap<number, number>, length: number, other: string): number {
  const last = 1 << (length - 1);
  let [more, less, same, placesBefore, edits] = [-1, 0, 0, 0, length];
  for (let at = 0; at < other.length; at += 1) {
    const here = places.get(other.charCodeAt(at)) ?? 0;
    const swapped = ((~same & here) << 1) & placesBefore;
    same = ((((here & more) + more) | 0) ^ more) | here | less | swapped;
    const moreAcross = less | ~(same | more);
    const lessAcross = same & more;
    if ((moreAcross & last) !== 0) edits += 1;
    else if ((lessAcross & last) !== 0) edits -= 1;
    const shifted = (moreAcross << 1) | 1;
    more = (lessAcross << 1) | ~(same | shifted);
    less = shifted & same;
    placesBefore = here;
  }
  return edits;
}

/** Where in a text the pattern ends that stands there with the fewest letters changed, added or left out. */
export interface PlaceFound {
  readonly end: number;
  readonly edits: number;
}

/** Finds the place of a text that is nearest to a pattern of up to 32 letters; undefined where it would take more than is allowed. */
export function nearestPlace(text: string, pattern: string, allowed: number): PlaceFound | undefined {
  const places = placesOf(pattern);
  const last = 1 << (pattern.length - 1);
  let [more, less, edits] = [-1, 0, pattern.length];
  // A pattern of nothing but left-out letters stands anywhere.
  let best = { end: 0, edits };
  for (let at = 0; at < text.length; at += 1) {
    const here = places.get(text.charCodeAt(at)) ?? 0;
    const same = ((((here & more) + more) | 0) ^ more) | here | less;
    const moreAcross = less | ~(same | more);
    const lessAcross = same & more;
    if ((moreAcross & last) !== 0) edits += 1;
    else if ((lessAcross & last) !== 0) edits -= 1;
    // A place may begin anywhere: the row above the pattern stays at nought.
    const shifted = moreAcross << 1;
    more = (lessAcross << 1) | ~(same | shifted);
    less = shifted & same;
    if (edits < best.edits) best = { end: at + 1, edits };
  }
  return best.edits <= allowed ? best : undefined;
}

/** Cell by cell, for long words: only the cells that few enough edits can reach are looked at. */
function editsInBand(a: string, b: string, allowed: number): number | undefined {
  const width = b.length + 1;
  const tooMany = allowed + 1;
  let [beforePrevious, previous, row] = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)];
  for (let j = 0; j < width; j += 1) previous[j] = Math.min(j, tooMany);
  for (let i = 1; i <= a.length; i += 1) {
    row.fill(tooMany);
    const first = Math.max(1, i - allowed);
    if (first === 1) row[0] = Math.min(i, tooMany);
    let least = first === 1 ? (row[0] as number) : tooMany;
    for (let j = first; j <= Math.min(b.length, i + allowed); j += 1) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((previous[j - 1] as number) + (isSame ? 0 : 1), (previous[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, (beforePrevious[j - 2] as number) + 1);
      row[j] = Math.min(cost, tooMany);
      least = Math.min(least, cost);
    }
    if (least > allowed) return undefined;
    [beforePrevious, previous, row] = [previous, row, beforePrevious];
  }
  const edits = previous[b.length] as number;
  return edits <= allowed ? edits : undefined;
}
