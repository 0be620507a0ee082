/** What Markdown could read as a mark, anywhere in a line. A backslash counts only before another sign. */
const MARK = /\\(?=[!-/:-@[-`{-~])|[*[`]|~(?=~)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=#?\w+;)|\{(?=\{)/giu;
/** What Markdown could read as a heading, a list or a quotation, at the start of a line. */
const OPENING = /^(?=[#+>=-])|(?<=^\d{1,9})(?=[.)])/;

/** A line of text for the one place of a card that every client reads as Markdown: the same characters, none of them a mark. */
export function escapeMarkdown(line: string): string {
  return line.replace(MARK, "\\$&").replace(OPENING, "\\");
}
