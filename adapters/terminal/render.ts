import type {
  AnswerReply,
  Choice,
  Evidence,
  HandOverReply,
  Heading,
  NotFoundReply,
  Prompt,
  Reply,
  StepReply,
  StepsReply,
  StepView,
} from "#core";
import { promptsOf } from "#core";
import type { Pen, TextStyle } from "./pen.ts";
import { createPen, PLAIN_STYLE } from "./pen.ts";

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
    if (reply.seenBefore) pen.gap();
    if (reply.seenBefore) pen.paragraph("", reply.seenBefore);
    pen.gap();
    drawEvidence(reply.evidence, pen);
  }
  if (reply.kind === "step") {
    pen.gap();
    pen.line(reply.footer, "quiet");
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
    case "step":
      drawRun(reply, pen, numberOf);
      break;
    case "handOver":
      drawHandOver(reply, pen);
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

function drawRun(reply: StepReply, pen: Pen, numberOf: (prompt: Prompt) => number): void {
  drawHeading(reply.heading, pen);
  const isRisky = reply.step?.risks.some((risk) => risk !== "safe") === true;
  if (reply.position) pen.line(`${isRisky ? "! " : ""}${reply.position}`, isRisky ? "risk" : "quiet");
  if (reply.way) pen.line(reply.way);
  if (reply.when) pen.labelled(reply.when);
  if (reply.lines.length > 0) pen.gap();
  for (const line of reply.lines) pen.paragraph("", line);
  if (reply.step) {
    pen.gap();
    drawStep(reply.step, "> ", pen);
  }
  if (reply.loses) {
    pen.gap();
    pen.paragraph("! ", [{ kind: "strong", text: `${reply.loses.label}: ` }, ...reply.loses.text]);
  }
  if (reply.options.length > 0) pen.gap();
  for (const option of reply.options) pen.line(`[${numberOf(option)}] ${option.label}`, "button");
}

function drawHandOver(reply: HandOverReply, pen: Pen): void {
  pen.title(reply.title);
  for (const line of reply.lines) pen.paragraph("", line);
  pen.gap();
  pen.code(reply.body.text, "");
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
  if (step.effort) pen.line(`${indent}${isRisky ? "! " : ""}${step.effort}`, isRisky ? "risk" : "quiet");
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
