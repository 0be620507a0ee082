import type { CardElementArray, IContainer, IRichTextBlock } from "@microsoft/teams.cards";
import type { CopyText, Labelled, RichText } from "#core";
import { plainText } from "#core";
import type { RunStyle } from "./text.ts";
import { literal, runsOf } from "./text.ts";

type Place = Pick<IRichTextBlock, "spacing" | "separator">;

/** Small grey text: true, but not what the reader needs first. */
export const QUIET: RunStyle = { size: "Small", isSubtle: true };

/** One paragraph of running text; none where there is nothing to say. */
export function paragraph(text: RichText, style: RunStyle = {}, place: Place = {}): CardElementArray {
  const inlines = runsOf(text, style);
  return inlines.length === 0 ? [] : [{ type: "RichTextBlock", inlines, ...place }];
}

/** One paragraph of words without marks. */
export function line(text: string, style: RunStyle = {}, place: Place = {}): CardElementArray {
  return paragraph(plainText(text), style, place);
}

/** The title of a card. */
export function title(text: string): CardElementArray {
  return line(text, { size: "Large", weight: "Bolder" });
}

/** "Cause: ..." in one paragraph. */
export function labelled({ label, text }: Labelled, place: Place = {}): CardElementArray {
  return paragraph([{ kind: "strong", text: `${label}: ` }, ...text], {}, place);
}

/** A heading with a point for each item. */
export function points(label: string, items: readonly RichText[]): CardElementArray {
  return [
    ...line(`${label}:`, { weight: "Bolder" }, { spacing: "Medium" }),
    ...items.flatMap((item) => paragraph([{ kind: "text", text: "• " }, ...item], {}, { spacing: "Small" })),
  ];
}

/** A box around what must not be overlooked. */
export function box(style: NonNullable<IContainer["style"]>, items: CardElementArray): CardElementArray {
  return [{ type: "Container", style, items, spacing: "Medium" }];
}

/** Text to copy: a code block where Teams has one, and on a phone the same lines in a fixed-width font. */
export function codeBlock({ text, note }: CopyText): CardElementArray {
  const snippet = literal(text);
  const lines = snippet.split("\n").flatMap((code) => line(code === "" ? "\u00A0" : code, { fontType: "Monospace" }, { spacing: "None" }));
  return [
    {
      type: "CodeBlock",
      codeSnippet: snippet,
      language: "PlainText",
      spacing: "Small",
      fallback: { type: "Container", style: "emphasis", items: lines, spacing: "Small" },
    },
    ...(note === undefined ? [] : line(note, QUIET, { spacing: "Small" })),
  ];
}

/** An address to open, as a row to press: a pressable text run does not work in every Teams. */
export function link(label: string, url: string): CardElementArray {
  return [
    {
      type: "Container",
      selectAction: { type: "Action.OpenUrl", title: literal(label), url },
      items: line(label, { size: "Small", color: "Accent" }),
    },
  ];
}
