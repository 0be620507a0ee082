import type { Reply } from "#core";

/** Fields that hold no words for a reader. */
const SILENT = new Set([
  "kind",
  "locale",
  "intent",
  "risks",
  "form",
  "options",
  "emphasis",
  "ready",
  "ordered",
  "match",
  "prompt",
  "prompts",
  "furtherPrompts",
]);

/** Every text of a reply that a reader must find back, whatever the platform: words, code, addresses. Labels of buttons are not among them. */
export function textsOf(reply: Reply): readonly string[] {
  const texts: string[] = [];
  const collect = (value: unknown, key: string): void => {
    if (SILENT.has(key) || isRunMark(value, key)) return;
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value)) for (const item of value) collect(item, key);
    else if (value !== null && typeof value === "object") for (const [name, child] of Object.entries(value)) collect(child, name);
  };
  collect(reply, "reply");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

/** Which run a card is of; the run of a step is its text to copy. */
function isRunMark(value: unknown, key: string): boolean {
  return key === "run" && value !== null && typeof value === "object" && "revision" in value;
}
