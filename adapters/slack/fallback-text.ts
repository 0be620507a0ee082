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
  const lines = blocks.flatMap((block) => linesOf(block, values)).map((line) => ({ ...line, text: escapeText(line.text) }));
  const text = lines.map((line) => line.text).join("\n");
  const most = LIMITS.fallback - LIMITS.beside.characters;
  return text.length <= most ? text : `${linesWithin(lines, most - 2)}\n…`;
}

/** One line; what is to be copied is never shown in part. */
interface TextLine {
  readonly text: string;
  readonly isCode: boolean;
}

/** A line is cut only where this much of it can be read. */
const WORTH_READING = 200;

/** Makes a text literal for Slack: no mention, channel, broadcast or link is left in it. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function linesWithin(lines: readonly TextLine[], limit: number): string {
  const kept: string[] = [];
  let room = limit;
  for (const { text, isCode } of lines) {
    if (text.length <= room) {
      kept.push(text);
      room -= text.length + 1;
      continue;
    }
    // A sentence longer than all the room must not take the conclusion with it.
    if (!isCode && room >= WORTH_READING) kept.push(cutEscaped(text, room));
    break;
  }
  return kept.join("\n");
}

/** Never within an entity or a pair of surrogates. */
function cutEscaped(text: string, limit: number): string {
  return text.slice(0, limit).replace(/(?:&[a-z]{0,3}|[\uD800-\uDBFF])$/, "");
}

function linesOf(block: SlackBlock, content: ReadonlySet<string>): readonly TextLine[] {
  switch (block.type) {
    case "header":
    case "section":
      return running(block.text.text.split("\n"));
    case "context":
      return running(block.elements.map(({ text }) => text));
    case "rich_text":
      return block.elements.flatMap((part) => linesOfPart(part).map((text) => ({ text, isCode: part.type === "rich_text_preformatted" })));
    case "actions":
      return running(block.elements.filter(({ value = "" }) => content.has(value)).map(({ text }) => text.text));
    case "divider":
      return [];
    default:
      block satisfies never;
      return [];
  }
}

function running(lines: readonly string[]): readonly TextLine[] {
  return lines.map((text) => ({ text, isCode: false }));
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
