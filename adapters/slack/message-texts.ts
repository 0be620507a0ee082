import type * as z from "zod";
import { linesOfBlocks, recordsIn } from "./block-words.ts";
import type { textsSchema } from "./bodies.ts";
import { readSlackText } from "./text.ts";

/** A question is read up to a limit anyway; this keeps a mail with a whole log from being copied. */
const MOST = 20_000;
/** Slack's words for an attachment in which it found none. */
const NO_WORDS = "[no preview available]";

/** All words of a message, as the reader sees them: its own text and blocks, what an app hangs below it, and the mails in it; nothing twice. */
export function textsIn({ text, bot_id, blocks, attachments, files }: z.infer<typeof textsSchema>, botUserId: string): string {
  const own = readSlackText(text ?? "", botUserId);
  const read = (words: string) => withoutMarks(readSlackText(words.slice(0, MOST), botUserId));
  // What a person types stands whole in the text, and again in rich text. Of an app the text may be only what a notification shows.
  const isWhole = own !== "" && !bot_id && recordsIn(blocks).every(({ type }) => type === "rich_text");
  const lines = [
    ...(isWhole ? [own] : [withoutMarks(own), ...linesOfBlocks(blocks, read)]),
    ...recordsIn(attachments).flatMap((one) => linesOfAttachment(one, read)),
    ...recordsIn(files).flatMap(linesOfMail),
  ];
  return withoutRepeats(lines.map((line) => line.trim()))
    .join("\n")
    .slice(0, MOST);
}

function linesOfAttachment({ pretext, title, text, fields, blocks, fallback }: Fields, read: (text: string) => string): readonly string[] {
  const [before, name, words, else_] = [pretext, title, text, fallback].map((one) => (typeof one === "string" ? read(one) : ""));
  const rows = recordsIn(fields).map(({ title: label, value }) =>
    [label, value]
      .filter((one) => typeof one === "string")
      .map(read)
      .join(": "),
  );
  const said = [words, ...rows, ...linesOfBlocks(blocks, read)];
  const isSilent = said.every((one) => one === undefined || one === "");
  return [before, name, ...said, isSilent && else_ !== NO_WORDS ? else_ : ""].filter((one) => one !== undefined);
}

/** A mail posted to a channel is no Slack text: nothing in it is escaped. */
function linesOfMail({ mode, subject, title, plain_text: whole, preview_plain_text: preview }: Fields): readonly string[] {
  if (mode !== "email") return [];
  return [subject ?? title, whole ?? preview].filter((one) => typeof one === "string");
}

/** Of the marks only a pair counts that stands around words; each pattern runs to the next mark and no further, so that a text of marks costs nothing. */
const MARKED = ["*", "_", "~", "`"].map((mark) => {
  const one = RegExp.escape(mark);
  return new RegExp(`(?<![^\\s(*_~])${one}(?=\\S)([^${one}\\n]+)(?<=\\S)${one}(?![^\\s).,:;!?*_~])`, "g");
});

/** Bold, italic, struck and code, without the marks: `*ID:* 100050` is an `ID: 100050` to whoever reads it. A bold line above another is its label. */
function withoutMarks(text: string): string {
  const labelled = text.replaceAll("```", "\n").replace(/^\*([^*\n]+?):?\*\n(?=\S)/gm, "$1: ");
  return MARKED.reduce((plain, marked) => plain.replace(marked, "$1"), labelled);
}

/** Without the lines whose words stand, in that order, in an earlier one. */
function withoutRepeats(lines: readonly string[]): readonly string[] {
  let seen = " ";
  return lines.filter((line) => {
    const words = line.slice(0, MOST).replace(/\s+/g, " ").trim();
    if (words === "" || seen.length > MOST || seen.includes(` ${words} `)) return false;
    seen += `${words}  `;
    return true;
  });
}

type Fields = Readonly<Record<string, unknown>>;
