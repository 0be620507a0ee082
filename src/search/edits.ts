/**
 * Damerau-Levenshtein distance (neighbours swapped count as one edit); undefined past what is allowed.
 *
 * Only the cells that few enough edits can reach are looked at.
 */
export function editsBetween(a: string, b: string, allowed: number): number | undefined {
  if (Math.abs(a.length - b.length) > allowed) return undefined;
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
