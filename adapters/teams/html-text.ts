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
  const lower = inLowerCase(html);
  const find = createFinder(lower);
  let text = "";
  let length = 0;
  let from = 0;
  for (let at = 0; length + at - from < most; ) {
    const open = html.indexOf("<", at);
    if (open === -1) break;
    TAG_NAME.lastIndex = open + 1;
    const [name] = TAG_NAME.exec(lower) ?? [];
    const isComment = lower.startsWith("!--", open + 1);
    const end = name === undefined ? -1 : isComment ? find("-->", open + 4) : find(">", open);
    at = open + 1;
    if (name === undefined || end === -1) continue;
    text += html.slice(from, open) + (LINE_ENDS.has(name) ? "\n" : " ");
    length += open - from;
    // What stands between such a tag and its end is skipped; without an end it is read.
    const closed = HIDDEN.has(name) ? find(`</${name}`, end) : -1;
    from = closed !== -1 ? closed : end + (isComment ? 3 : 1);
    at = from;
  }
  text += html.slice(from, from + Math.max(0, most - length));
  return tidyLines(decodeEntities(text)).slice(0, most);
}

/** Small letters, each in the place of its capital: this one would become two signs. */
export function inLowerCase(text: string): string {
  return text.replaceAll("\u0130", "I").toLowerCase();
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
