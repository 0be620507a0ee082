import { field } from "./decode.ts";
import { decodeEntities } from "./message-text.ts";

/** What ends a line in HTML. */
const LINE_END = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi;
const HIDDEN = /<(style|script|title)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi;
const TAG = /<[^>]*>/g;
/** Longer messages are no backup error; the rest is left unread. */
const LONGEST = 100_000;
const DEEPEST = 20;

/** The text of a message that somebody chose in Teams: its subject, its body, and the cards in it, as an alert mail in a channel has them. */
export function postedText(payload: unknown): string {
  const body = field(payload, "body");
  const content = String(field(body, "content") ?? "").slice(0, LONGEST);
  const attachments = field(payload, "attachments");
  const parts = [
    String(field(payload, "subject") ?? ""),
    field(body, "contentType") === "text" ? content : textOfHtml(content),
    ...(Array.isArray(attachments) ? attachments : []).map(textOfAttachment),
  ];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n");
}

function textOfHtml(html: string): string {
  return decodeEntities(html.replace(HIDDEN, " ").replace(LINE_END, "\n").replace(TAG, " "))
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n");
}

/** A card comes as JSON, as text or as itself. */
function textOfAttachment(attachment: unknown): string {
  const content = field(attachment, "content");
  if (typeof content !== "string") return textsIn(content).join("\n");
  try {
    return textsIn(JSON.parse(content.slice(0, LONGEST))).join("\n");
  } catch {
    return textOfHtml(content.slice(0, LONGEST));
  }
}

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (depth > DEEPEST || value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, depth + 1));
  return Object.entries(value).flatMap(([name, child]) =>
    typeof child === "string"
      ? /^(?:title|subtitle|summary|text|value|activityTitle)$/.test(name)
        ? [textOfHtml(child)]
        : []
      : textsIn(child, depth + 1),
  );
}
