import { decodeEntities } from "./entities.ts";

/** What ends a line in HTML. */
const LINE_ENDS = new Set(["br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6"]);
/** What no reader sees. */
const HIDDEN = new Set(["style", "script", "title"]);
/** The beginning of a tag: only then is a "<" no sign that somebody typed. */
const TAG_NAME = /\/?[a-z][a-z0-9]*|[!?/]/y;

/**
 * The text of a piece of HTML, up to so many characters.
 *
 * One pass: whatever is not closed is looked for once, so that no text costs more than its length.
 */
export function textOfHtml(html: string, most: number): string {
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const find = createFinder(lower);
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; at < html.length && length < most; ) {
    const open = html.indexOf("<", at);
    const text = html.slice(at, open === -1 ? undefined : open);
    parts.push(text);
    length += text.length;
    if (open === -1) break;
    TAG_NAME.lastIndex = open + 1;
    const [name] = TAG_NAME.exec(lower) ?? [];
    const isComment = lower.startsWith("!--", open + 1);
    const end = name === undefined ? -1 : isComment ? find("-->", open + 4) : find(">", open);
    const sign = end === -1 ? "<" : name !== undefined && LINE_ENDS.has(name) ? "\n" : " ";
    parts.push(sign);
    length += sign.trim().length;
    const behind = end === -1 ? open + 1 : end + (isComment ? 3 : 1);
    // What stands between such a tag and its end is skipped; without an end it is read.
    const closed = name !== undefined && end !== -1 && HIDDEN.has(name) ? find(`</${name}`, behind) : -1;
    at = closed === -1 ? behind : closed;
  }
  return tidyLines(decodeEntities(parts.join(""))).slice(0, most);
}

/** Spaces become one, and none stand at the ends of lines. */
export function tidyLines(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

/** Finds the next place of a word, and does not look again for one that is not there any more. */
function createFinder(text: string): (word: string, from: number) => number {
  const missing = new Set<string>();
  return (word, from) => {
    if (missing.has(word)) return -1;
    const at = text.indexOf(word, from);
    if (at === -1) missing.add(word);
    return at;
  };
}
