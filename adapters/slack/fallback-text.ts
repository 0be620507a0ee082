import type { Prompt } from "#core";
import { encodeIntent } from "#core";
import { LIMITS } from "./limits.ts";
import type { InlineText, RichTextPart, SlackBlock } from "./message.ts";

/**
 * The words of a message as one text: what a notification and a screen reader get, and everybody if Slack refuses the blocks.
 *
 * Labels of buttons are left out, but for those of `content`: without them a sentence before them would end in nothing.
 */
export function fallbackText(blocks: readonly SlackBlock[], content: readonly Prompt[]): string {
  const values = new Set(content.map(({ intent }) => encodeIntent(intent)));
  const lines = blocks.flatMap((block) => linesOf(block, values)).map(escapeText);
  const text = lines.join("\n");
  return text.length <= LIMITS.fallback ? text : `${linesWithin(lines, LIMITS.fallback - 2).join("\n")}\n…`;
}

/** Makes a text literal for Slack: no mention, channel, broadcast or link is left in it. */
function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function linesWithin(lines: readonly string[], limit: number): readonly string[] {
  let length = -1;
  const tooFar = lines.findIndex((line) => {
    length += line.length + 1;
    return length > limit;
  });
  return tooFar === -1 ? lines : lines.slice(0, tooFar);
}

function linesOf(block: SlackBlock, content: ReadonlySet<string>): readonly string[] {
  switch (block.type) {
    case "header":
    case "section":
      return block.text.text.split("\n");
    case "context":
      return block.elements.map(({ text }) => text);
    case "rich_text":
      return block.elements.flatMap(linesOfPart);
    case "actions":
      return block.elements.filter(({ value = "" }) => content.has(value)).map(({ text }) => text.text);
    case "divider":
      return [];
    default:
      block satisfies never;
      return [];
  }
}

function linesOfPart(part: RichTextPart): readonly string[] {
  switch (part.type) {
    case "rich_text_section":
    case "rich_text_preformatted":
      return textOf(part.elements).split("\n");
    case "rich_text_list": {
      const indent = "  ".repeat(part.indent ?? 0);
      const first = (part.offset ?? 0) + 1;
      return part.elements.map(
        ({ elements }, index) => `${indent}${part.style === "ordered" ? `${first + index}.` : "•"} ${textOf(elements)}`,
      );
    }
    default:
      part satisfies never;
      return [];
  }
}

function textOf(elements: readonly InlineText[]): string {
  return elements.map((element) => (element.type === "text" ? element.text : linkText(element))).join("");
}

function linkText({ text, url }: Extract<InlineText, { type: "link" }>): string {
  return text === undefined || text === url ? url : `${text}: ${url}`;
}
