/** A text in pieces of so many characters and lines at most, parted between lines where that can be. */
export function inPieces(text: string, mostCharacters: number, mostLines = Number.POSITIVE_INFINITY): readonly string[] {
  const pieces: string[][] = [[]];
  let length = 0;
  for (const line of text.split("\n").flatMap((whole) => cut(whole, mostCharacters))) {
    const last = pieces.at(-1) ?? [];
    if (last.length > 0 && (last.length >= mostLines || length + 1 + line.length > mostCharacters)) {
      pieces.push([line]);
      length = line.length;
    } else {
      last.push(line);
      length += line.length + 1;
    }
  }
  return pieces.map((lines) => lines.join("\n"));
}

/** A line that is too long by itself, without cutting a character in two. */
function cut(line: string, most: number): readonly string[] {
  if (line.length <= most) return [line];
  const end = line.charCodeAt(most - 1) >= 0xd800 && line.charCodeAt(most - 1) < 0xdc00 ? most - 1 : most;
  return [line.slice(0, end), ...cut(line.slice(end), most)];
}
