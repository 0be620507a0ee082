import wrapAnsi from "wrap-ansi";
import type { Labelled, RichText, Span } from "#core";
import { inert } from "#core";

/** How a reply is drawn as text. */
export interface TextStyle {
  /** Characters in a line; code is never broken. */
  readonly width: number;
  /** Marks a piece of text; the plain style leaves it as it is. */
  readonly mark: (role: "title" | "strong" | "code" | "quiet" | "risk" | "button", text: string) => string;
}

/** No colour, no marks: for transcripts, fallback texts and pipes. */
export const PLAIN_STYLE: TextStyle = { width: 80, mark: (_role, text) => text };

/** Writes lines that fit the width. */
export interface Pen {
  title(text: string): void;
  line(text: string, role?: "quiet" | "risk" | "button"): void;
  /** Running text behind a bullet; further lines are indented by its width. */
  paragraph(bullet: string, text: RichText): void;
  labelled(part: Labelled, indent?: string): void;
  code(text: string, indent: string): void;
  buttons(buttons: readonly { readonly number: number; readonly label: string }[]): void;
  gap(): void;
  text(): string;
}

/** Begins an empty text. */
export function createPen({ width, mark }: TextStyle): Pen {
  const lines: string[] = [];
  const wrap = (text: string, indent: string) => {
    const wrapped = wrapAnsi(text, Math.max(20, width - indent.length), { hard: false, trim: true }).split("\n");
    lines.push(...wrapped.map((line, index) => (index === 0 ? line : indent + line)));
  };
  const paragraph = (bullet: string, text: RichText, hanging = bullet) => {
    const body = text.map((span) => writeSpan(span, mark)).join("");
    const wrapped = wrapAnsi(body, Math.max(20, width - hanging.length)).split("\n");
    lines.push(...wrapped.map((line, index) => (index === 0 ? bullet : " ".repeat(hanging.length)) + line));
  };
  return {
    title: (text) => wrap(mark("title", inert(text)), ""),
    line: (text, role) => {
      const indent = /^\s*/.exec(text)?.[0] ?? "";
      const wrapped = wrapAnsi(inert(text).trimStart(), Math.max(20, width - indent.length)).split("\n");
      lines.push(...wrapped.map((line) => indent + (role === undefined ? line : mark(role, line))));
    },
    paragraph: (bullet, text) => paragraph(bullet, text),
    labelled: ({ label, text }, indent = "") =>
      paragraph(indent, [{ kind: "strong", text: `${label}:` }, { kind: "text", text: " " }, ...text]),
    code: (text, indent) =>
      lines.push(
        ...inert(text)
          .split("\n")
          .map((line) => indent + mark("code", line)),
      ),
    buttons: (buttons) => {
      const rows: string[][] = [[]];
      for (const { number, label } of buttons) {
        const text = `[${number}] ${inert(label)}`;
        const row = rows.at(-1) as string[];
        if (row.length > 0 && [...row, text].join("  ").length > width) rows.push([text]);
        else row.push(text);
      }
      for (const row of rows) lines.push(row.map((text) => mark("button", text)).join("  "));
    },
    gap: () => {
      if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    },
    text: () => lines.join("\n"),
  };
}

function writeSpan(span: Span, mark: TextStyle["mark"]): string {
  switch (span.kind) {
    case "text":
      return inert(span.text);
    case "strong":
      return mark("strong", inert(span.text));
    case "code":
      return mark("code", inert(span.text));
    case "link":
      return inert(`${span.text} (${span.url})`);
  }
}
