import type { AnswerReply, HelpReply, ListReply, NotFoundReply, Reply, StepsReply, WayView } from "#core";
import { handOver, run } from "./draw-run.ts";
import type { PageElement, PageNode } from "./page-node.ts";
import {
  actions,
  button,
  caution,
  choices,
  element,
  evidence,
  heading,
  items,
  labelled,
  paragraph,
  RISK_SIGN,
  spans,
  step,
} from "./page-parts.ts";

/** A reply as the page draws it. */
export function renderPage(reply: Reply): PageElement {
  return element("div", `reply ${reply.kind}`, [
    ...(reply.warning ? [element("p", "warning", [RISK_SIGN, ...spans(reply.warning)])] : []),
    ...bodyOf(reply),
    ...actions("actions", reply.prompts),
    ...actions("actions further", reply.furtherPrompts),
    ...(reply.kind === "answer" ? [...caution(reply.caution), ...seenBefore(reply), evidence(reply.evidence)] : []),
    ...(reply.kind === "step" ? [element("footer", "run-footer", [reply.footer])] : []),
  ]);
}

function bodyOf(reply: Reply): readonly PageNode[] {
  switch (reply.kind) {
    case "answer":
      return answer(reply);
    case "steps":
      return steps(reply);
    case "step":
      return run(reply);
    case "handOver":
      return handOver(reply);
    case "choices":
      return [paragraph("question", reply.question), choices(reply.choices)];
    case "notFound":
      return notFound(reply);
    case "list":
      return list(reply);
    case "notice":
      return [paragraph("notice-text", reply.text)];
    case "help":
      return help(reply);
    default:
      // A kind that is not drawn does not compile.
      return reply satisfies never;
  }
}

function answer(reply: AnswerReply): readonly PageNode[] {
  return [
    heading(reply.heading),
    paragraph("impact", reply.impact),
    paragraph("why", reply.why),
    ...(reply.cause ? [labelled(reply.cause)] : []),
    ...(reply.when ? [labelled(reply.when)] : []),
    element("ol", "steps", [step(reply.first)]),
    ...(reply.remaining === undefined ? [] : [element("p", "remaining", [reply.remaining])]),
  ];
}

function steps(reply: StepsReply): readonly PageNode[] {
  return [
    heading(reply.heading),
    ...(reply.intro === undefined ? [] : [element("p", "intro", [reply.intro])]),
    ...reply.ways.flatMap(way),
    ...caution(reply.caution),
    ...[reply.collect, reply.corrections].flatMap((part) => (part === undefined ? [] : items(part))),
    evidence(reply.evidence),
  ];
}

function way({ title, when, ordered, steps: all }: WayView): readonly PageNode[] {
  return [
    element("h3", "way", [title]),
    ...(when ? [labelled(when)] : []),
    element(ordered ? "ol" : "ul", ordered ? "steps" : "steps checks", all.map(step)),
  ];
}

function notFound(reply: NotFoundReply): readonly PageNode[] {
  return [
    element("h2", "", [reply.title]),
    ...reply.understood.map((line) => paragraph("understood", line)),
    ...(reply.nearest.length === 0 ? [] : [choices(reply.nearest)]),
    ...items(reply.collect),
    paragraph("advice", reply.advice),
  ];
}

function list({ title, items: rows }: ListReply): readonly PageNode[] {
  const row = ({ label, detail, prompt }: ListReply["items"][number]) =>
    element("li", "", [
      button("choice", prompt, [
        element("span", "choice-title", [label]),
        ...(detail === undefined ? [] : [element("span", "detail", [detail])]),
      ]),
    ]);
  return [element("h2", "", [title]), element("ul", "choices", rows.map(row))];
}

function help({ title, paragraphs, examples }: HelpReply): readonly PageNode[] {
  return [
    element("h2", "", [title]),
    ...paragraphs.map((text) => paragraph("", text)),
    element("p", "label", [examples.label]),
    ...actions("actions further", examples.prompts),
  ];
}

function seenBefore({ seenBefore: text }: AnswerReply): readonly PageNode[] {
  return text === undefined ? [] : [paragraph("seen-before", text)];
}
