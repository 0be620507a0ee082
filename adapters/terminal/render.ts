import wrapAnsi from "wrap-ansi";
import type {
  AnswerReply,
  Choice,
  Evidence,
  Heading,
  Labelled,
  NotFoundReply,
  Prompt,
  Reply,
  RichText,
  Span,
  StepsReply,
  StepView,
} from "#core";
import { inert, promptsOf } from "#core";

/** How a reply is drawn as text. */
export interface TextStyle {
  /** Characters in a line; code is never broken. */
  readonly width: number;
  /** Marks a piece of text; the plain style leaves it as it is. */
  readonly mark: (role: "title" | "strong" | "code" | "quiet" | "risk" | "button", text: string) => string;
}

/** No colour, no marks: for transcripts, fallback texts and pipes. */
export const PLAIN_STYLE: TextStyle = { width: 80, mark: (_role, text) => text };

/** A reply as text, every word of it. Buttons carry the numbers by which they are pressed. */
export function renderText(reply: Reply, style: TextStyle = PLAIN_STYLE): string {
  const pen = createPen(style);
  const prompts = promptsOf(reply);
  if (reply.warning) pen.paragraph("! ", reply.warning);
  if (reply.warning) pen.gap();
  drawBody(reply, pen, (prompt) => prompts.indexOf(prompt) + 1);
  const row = [...reply.prompts, ...reply.furtherPrompts];
  if (row.length > 0) {
    pen.gap();
    pen.buttons(row.map((prompt) => ({ number: prompts.indexOf(prompt) + 1, label: prompt.label })));
  }
  if (reply.kind === "answer") {
    if (reply.caution) {
      pen.gap();
      pen.labelled(reply.caution);
    }
    pen.gap();
    drawEvidence(reply.evidence, pen);
  }
  return pen.text();
}

function drawBody(reply: Reply, pen: Pen, numberOf: (prompt: Prompt) => number): void {
  switch (reply.kind) {
    case "answer":
      drawAnswer(reply, pen);
      break;
    case "steps":
      drawSteps(reply, pen);
      break;
    case "choices":
      pen.paragraph("", reply.question);
      pen.gap();
      for (const choice of reply.choices) drawChoice(choice, pen, numberOf);
      break;
    case "notFound":
      drawNotFound(reply, pen, numberOf);
      break;
    case "list":
      pen.title(reply.title);
      for (const { label, detail, prompt } of reply.items) {
        pen.line(`[${numberOf(prompt)}] ${label}${detail === undefined ? "" : ` (${detail})`}`);
      }
      break;
    case "notice":
      pen.paragraph("", reply.text);
      break;
    case "help":
      pen.title(reply.title);
      for (const paragraph of reply.paragraphs) pen.paragraph("", paragraph);
      pen.gap();
      pen.line(`${reply.examples.label}:`);
      for (const prompt of reply.examples.prompts) pen.line(`[${numberOf(prompt)}] ${prompt.label}`);
      break;
    default:
      // A kind that is not drawn does not compile.
      reply satisfies never;
  }
}

function drawNotFound(reply: NotFoundReply, pen: Pen, numberOf: (prompt: Prompt) => number): void {
  pen.title(reply.title);
  for (const line of reply.understood) pen.paragraph("", line);
  if (reply.nearest.length > 0) pen.gap();
  for (const choice of reply.nearest) drawChoice(choice, pen, numberOf);
  pen.gap();
  pen.line(`${reply.collect.label}:`);
  for (const item of reply.collect.items) pen.paragraph("- ", item);
  pen.paragraph("", reply.advice);
}

function drawAnswer(reply: AnswerReply, pen: Pen): void {
  drawHeading(reply.heading, pen);
  pen.paragraph("", reply.impact);
  pen.paragraph("", reply.why);
  if (reply.cause) pen.labelled(reply.cause);
  pen.gap();
  if (reply.when) pen.labelled(reply.when);
  drawStep(reply.first, "1. ", pen);
  if (reply.remaining) {
    pen.gap();
    pen.line(reply.remaining);
  }
}

function drawSteps(reply: StepsReply, pen: Pen): void {
  drawHeading(reply.heading, pen);
  if (reply.intro) pen.line(reply.intro);
  for (const way of reply.ways) {
    pen.gap();
    pen.title(way.title);
    if (way.when) pen.labelled(way.when);
    for (const [index, step] of way.steps.entries()) drawStep(step, way.ordered ? `${index + 1}. ` : "- ", pen);
  }
  if (reply.caution) {
    pen.gap();
    pen.labelled(reply.caution);
  }
  for (const list of [reply.collect, reply.corrections]) {
    if (list === undefined) continue;
    pen.gap();
    pen.line(`${list.label}:`);
    for (const item of list.items) pen.paragraph("- ", item);
  }
  pen.gap();
  drawEvidence(reply.evidence, pen);
}

function drawHeading({ title, code, name }: Heading, pen: Pen): void {
  pen.title(code === undefined ? title : `${title} (${code})`);
  if (name !== undefined) pen.code(name, "");
}

function drawStep(step: StepView, bullet: string, pen: Pen): void {
  const indent = " ".repeat(bullet.length);
  const isRisky = step.risks.some((risk) => risk !== "safe");
  pen.paragraph(bullet, [...step.action, { kind: "text", text: ` (${step.where})` }]);
  if (step.run) {
    pen.code(step.run.text, `${indent}  `);
    if (step.run.note) pen.line(indent + step.run.note);
  }
  if (step.expect) pen.labelled(step.expect, indent);
  pen.line(`${indent}${isRisky ? "! " : ""}${step.effort}`, isRisky ? "risk" : "quiet");
  if (step.basis) pen.line(indent + step.basis, "quiet");
  if (step.undo) pen.labelled(step.undo, indent);
  if (step.link) pen.line(`${indent}${step.link.label}: ${step.link.url}`, "quiet");
}

function drawChoice({ heading, detail, prompt }: Choice, pen: Pen, numberOf: (prompt: Prompt) => number): void {
  const facts = [heading.code, heading.name].filter((fact) => fact !== undefined).join(", ");
  pen.line(`[${numberOf(prompt)}] ${heading.title}${facts === "" ? "" : ` (${facts})`}`, "button");
  if (detail) pen.paragraph("    ", detail);
}

function drawEvidence({ article, checked, source, corrected }: Evidence, pen: Pen): void {
  pen.line([article, checked, ...(corrected === undefined ? [] : [corrected])].join(" · "), "quiet");
  pen.line(`${source.label}: ${source.url}`, "quiet");
}

interface Pen {
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

function createPen({ width, mark }: TextStyle): Pen {
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
