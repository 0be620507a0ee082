import { field } from "./decode.ts";
import { textOfHtml, tidyLines } from "./html-text.ts";

/** Characters of all parts together. Longer messages are no backup error; the rest is left unread. */
const LONGEST = 30_000;
const DEEPEST = 20;
/** The fields of a card that a reader sees. */
const SEEN = new Set(["title", "subtitle", "summary", "text", "value", "activityTitle"]);

/** The text of a message that somebody chose in Teams: its subject, its body, and the cards in it, as an alert mail in a channel has them. */
export function postedText(payload: unknown): string {
  const body = field(payload, "body");
  const content = String(field(body, "content") ?? "");
  const attachments = field(payload, "attachments");
  const read = createReader();
  read(String(field(payload, "subject") ?? ""), "text");
  read(content, field(body, "contentType") === "text" ? "text" : "html");
  for (const attachment of Array.isArray(attachments) ? attachments : []) readAttachment(field(attachment, "content"), read);
  return read.parts.join("\n");
}

interface Reader {
  (text: string, form: "text" | "html"): void;
  readonly parts: readonly string[];
}

/** Takes part after part until all of them together are long enough. */
function createReader(): Reader {
  const parts: string[] = [];
  let left = LONGEST;
  const read = (text: string, form: "text" | "html") => {
    if (left <= 0) return;
    const part = form === "text" ? tidyLines(text.slice(0, left)) : textOfHtml(text, left);
    if (part === "") return;
    parts.push(part);
    left -= part.length + 1;
  };
  return Object.assign(read, { parts });
}

/** A card comes as JSON, as text or as itself. */
function readAttachment(content: unknown, read: Reader): void {
  const card = typeof content === "string" ? parsed(content) : content;
  if (card === undefined) read(String(content), "html");
  else readFields(card, read);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readFields(value: unknown, read: Reader, depth = 0): void {
  if (depth > DEEPEST || value === null || typeof value !== "object") return;
  for (const [name, child] of Object.entries(value)) {
    if (typeof child !== "string") readFields(child, read, depth + 1);
    else if (SEEN.has(name)) read(child, "html");
  }
}
