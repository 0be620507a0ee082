const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/iy;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const HIGHEST = 0x10ffff;

/** Each escaped character as itself. Each entity once: "&amp;lt;" is a person's "&lt;". */
export function decodeEntities(text: string): string {
  let decoded = "";
  let from = 0;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) {
    ENTITY.lastIndex = at;
    const [whole = "", decimal, hexadecimal, name = ""] = ENTITY.exec(text) ?? [];
    const character =
      NAMED[name.toLowerCase()] ?? characterAt(Number.parseInt(decimal ?? hexadecimal ?? "", decimal === undefined ? 16 : 10));
    if (character === undefined) continue;
    decoded += text.slice(from, at) + character;
    from = at + whole.length;
  }
  return decoded + text.slice(from);
}

/** Half a character and none at all are no text. */
function characterAt(point: number): string | undefined {
  return point <= HIGHEST ? String.fromCodePoint(point === 0 ? 0xfffd : point).toWellFormed() : undefined;
}
