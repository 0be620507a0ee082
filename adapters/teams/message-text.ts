import type { Activity } from "./activity.ts";

const MENTION = /<at(?:\s[^>]*)?>([\s\S]*?)<\/at>/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * What a person typed: the bot's own mention is taken out, other people's names stay, and what Teams escaped reads as it was typed.
 *
 * Teams writes a mention as <at>name</at> and escapes what people type, so a typed "<at>" never counts as one.
 */
export function messageText({ text = "", entities }: Activity, isSelf: (id: string) => boolean): string {
  const own = new Set<string>();
  for (const { type, mentioned, text: tag } of entities) {
    if (type !== "mention" || mentioned === undefined || !isSelf(mentioned.id)) continue;
    // Either can be missing or differently escaped, for a name with "&" in it.
    if (mentioned.name !== undefined) own.add(tidy(mentioned.name));
    if (tag !== undefined) own.add(tidy(tag.replace(MENTION, "$1")));
  }
  return tidy(text.replace(MENTION, (_whole, name: string) => (own.has(tidy(name)) ? " " : name)));
}

function tidy(text: string): string {
  return decodeEntities(text)
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

/** Each escaped character as itself. Each entity once: "&amp;lt;" is a person's "&lt;". */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
