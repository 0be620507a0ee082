import type { ITextRun } from "@microsoft/teams.cards";
import type { RichText, Span } from "#core";
import { inert } from "#core";

/** How a run of text looks. Colours are names of Teams' theme, so that light, dark and high contrast all work. */
export type RunStyle = Pick<ITextRun, "size" | "weight" | "color" | "isSubtle" | "fontType">;

/** Between two braces: Teams reads {{DATE(...)}} within one run, never across two. */
const BETWEEN_BRACES = /(?<=\{)(?=\{)/;

/**
 * Running text as the text runs of a RichTextBlock.
 *
 * Teams reads no Markdown, HTML or mention in a text run, on any client; in a TextBlock every client reads another subset.
 */
export function runsOf(text: RichText, style: RunStyle = {}): ITextRun[] {
  return text.flatMap((span) => spanRuns(span, style));
}

function spanRuns(span: Span, style: RunStyle): ITextRun[] {
  switch (span.kind) {
    case "text":
      return plainRuns(span.text, style);
    case "strong":
      return plainRuns(span.text, { ...style, weight: "Bolder" });
    case "code":
      return plainRuns(span.text, { ...style, fontType: "Monospace" });
    case "link":
      // A pressable text run falls out of its line in Teams on the desktop, so the address is written out.
      return [...plainRuns(span.text, { ...style, weight: "Bolder" }), ...plainRuns(` (${span.url})`, style)];
  }
}

function plainRuns(text: string, style: RunStyle): ITextRun[] {
  return literal(text)
    .split(BETWEEN_BRACES)
    .filter((part) => part !== "")
    .map((part) => ({ type: "TextRun", text: part, ...style }));
}

/** A text as a card may hold it: inert, and without half a character, which is no text to Teams. */
export function literal(text: string): string {
  return inert(text.toWellFormed());
}
