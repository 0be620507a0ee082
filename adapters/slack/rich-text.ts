import type { RichTextText } from "@slack/types";
import type { Labelled, RichText, Span } from "#core";
import { inert } from "#core";
import { LIMITS } from "./limits.ts";
import type { CodeBlock, InlineText, RichTextPage, RichTextPart, TextList, TextSection } from "./message.ts";

/** One paragraph or list item, in pieces. */
export type Line = readonly InlineText[];

type Style = NonNullable<RichTextText["style"]>;

/** A text that fits; beyond the limit an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - 1)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

/** Literal text. Slack shows neighbouring pieces as one, so a long text is several of them. */
export function words(text: string, style?: Style): readonly RichTextText[] {
  return piecesOf(inert(text)).map((piece) => ({ type: "text", text: piece, ...(style === undefined ? {} : { style }) }));
}

/** Running text in Slack's pieces. */
export function lineOf(richText: RichText): Line {
  return richText.flatMap(inlineOf);
}

/** A short heading with its text. */
export function labelledLine({ label, text }: Labelled): Line {
  return [...words(`${label}:`, { bold: true }), ...words(" "), ...lineOf(text)];
}

/** A link behind its words. */
export function linkLine({ label, url }: { readonly label: string; readonly url: string }): Line {
  return [{ type: "link", url, text: inert(label) }];
}

/** Paragraphs under each other; lines left out are undefined. */
export function paragraphs(lines: readonly (Line | undefined)[]): readonly TextSection[] {
  const drawn = lines.filter((line) => line !== undefined && line.length > 0) as readonly Line[];
  if (drawn.length === 0) return [];
  return [{ type: "rich_text_section", elements: drawn.flatMap((line, index) => (index === 0 ? line : [...words("\n"), ...line])) }];
}

/** A list; numbered from `number` on, or bullets. */
export function list(
  items: readonly (Line | undefined)[],
  { number, indent }: { number?: number; indent?: number } = {},
): readonly TextList[] {
  const elements = items.flatMap((item) => paragraphs([item]));
  if (elements.length === 0) return [];
  return [
    {
      type: "rich_text_list",
      style: number === undefined ? "bullet" : "ordered",
      ...(number === undefined || number === 1 ? {} : { offset: number - 1 }),
      ...(indent === undefined ? {} : { indent }),
      elements,
    },
  ];
}

/** Text to copy, every visible character as it is. */
export function code(text: string): CodeBlock {
  return { type: "rich_text_preformatted", elements: piecesOf(inert(text)).map((piece) => ({ type: "text", text: piece })) };
}

/** A block of running text; nothing where there is no text. */
export function page(parts: readonly RichTextPart[]): readonly RichTextPage[] {
  return parts.length === 0 ? [] : [{ type: "rich_text", elements: [...parts] }];
}

function inlineOf(span: Span): readonly InlineText[] {
  switch (span.kind) {
    case "text":
      return words(span.text);
    case "strong":
      return words(span.text, { bold: true });
    case "code":
      return words(span.text, { code: true });
    case "link":
      return linkLine({ label: span.text, url: span.url });
    default:
      span satisfies never;
      return [];
  }
}

function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`.{1,${LIMITS.text}}`, "gsu")) ?? [];
}
