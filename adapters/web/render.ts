import type {
  AnswerReply,
  Choice,
  Evidence,
  Heading,
  HelpReply,
  Labelled,
  ListReply,
  NotFoundReply,
  Prompt,
  Reply,
  RichText,
  Span,
  StepsReply,
  StepView,
  WayView,
} from "#core";
import { encodeIntent, inert } from "#core";
import type { PageElement, PageNode } from "./page-node.ts";

/** Stands before what needs care, beside the words that say so; drawn as text, not as a picture. */
const RISK_SIGN = "\u26A0\uFE0E ";

/** A reply as the page draws it. */
export function renderPage(reply: Reply): PageElement {
  return element("div", `reply ${reply.kind}`, [
    ...(reply.warning ? [element("p", "warning", [RISK_SIGN, ...spans(reply.warning)])] : []),
    ...bodyOf(reply),
    ...actions("actions", reply.prompts),
    ...actions("actions further", reply.furtherPrompts),
    ...(reply.kind === "answer" ? [...caution(reply.caution), evidence(reply.evidence)] : []),
  ]);
}

function bodyOf(reply: Reply): readonly PageNode[] {
  switch (reply.kind) {
    case "answer":
      return answer(reply);
    case "steps":
      return steps(reply);
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

function step({ where, action, run, expect, effort, risks, basis, undo, link: further }: StepView): PageElement {
  const isRisky = risks.some((risk) => risk !== "safe");
  return element("li", isRisky ? "step risky" : "step", [
    element("p", "where", [where]),
    paragraph("action", action),
    ...(run
      ? [
          ...(run.note === undefined ? [] : [element("p", "copy-note", [run.note])]),
          { ...element("pre", run.ready ? "copy" : "copy unready", [element("code", "", [run.text])]), copy: inert(run.text) },
        ]
      : []),
    ...(expect ? [labelled(expect)] : []),
    element("p", isRisky ? "effort risk" : "effort", isRisky ? [RISK_SIGN, effort] : [effort]),
    ...(basis === undefined ? [] : [element("p", "basis", [basis])]),
    ...(undo ? [labelled(undo)] : []),
    ...(further ? [element("p", "further-link", [linkTo(further.label, further.url)])] : []),
  ]);
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

function heading({ title, code, name }: Heading): PageElement {
  return element("header", "heading", [
    element("h2", "", [title]),
    ...(code === undefined ? [] : [element("code", "code", [code])]),
    ...(name === undefined ? [] : [element("code", "name", [name])]),
  ]);
}

function choices(all: readonly Choice[]): PageElement {
  const choice = ({ heading: { title, code, name }, detail, prompt }: Choice) =>
    element("li", "", [
      button("choice", prompt, [
        element("span", "choice-title", [title]),
        ...[code, name].flatMap((fact) => (fact === undefined ? [] : [element("code", "code", [fact])])),
        ...(detail ? [element("span", "detail", spans(detail))] : []),
      ]),
    ]);
  return element("ul", "choices", all.map(choice));
}

function items({ label, items: rows }: { readonly label: string; readonly items: readonly RichText[] }): readonly PageNode[] {
  return [
    element("p", "label", [label]),
    element(
      "ul",
      "items",
      rows.map((row) => element("li", "", spans(row))),
    ),
  ];
}

function actions(look: string, prompts: readonly Prompt[]): readonly PageNode[] {
  if (prompts.length === 0) return [];
  return [
    element(
      "div",
      look,
      prompts.map((prompt) => button(prompt.emphasis ?? "", prompt, [prompt.label])),
    ),
  ];
}

function caution(part: Labelled | undefined): readonly PageNode[] {
  return part === undefined ? [] : [labelled(part, "caution", [RISK_SIGN])];
}

function evidence({ article, checked, source, corrected }: Evidence): PageElement {
  return element("footer", "evidence", [
    element("p", "", [element("code", "article", [article]), ` · ${checked}${corrected === undefined ? "" : ` · ${corrected}`}`]),
    element("p", "", [linkTo(source.label, source.url)]),
  ]);
}

function labelled({ label, text }: Labelled, look = "labelled", sign: readonly string[] = []): PageElement {
  return element("p", look, [...sign, element("strong", "", [`${label}:`]), " ", ...spans(text)]);
}

function paragraph(look: string, text: RichText): PageElement {
  return element("p", look, spans(text));
}

function spans(text: RichText): readonly PageNode[] {
  return text.map(span);
}

function span(one: Span): PageNode {
  switch (one.kind) {
    case "text":
      return one.text;
    case "strong":
    case "code":
      return element(one.kind, "", [one.text]);
    case "link":
      return linkTo(one.text, one.url);
  }
}

function linkTo(label: string, url: string): PageElement {
  return { ...element("a", "", [label]), href: url };
}

function button(look: string, prompt: Prompt, children: readonly PageNode[]): PageElement {
  return { ...element("button", look, children), press: encodeIntent(prompt.intent) };
}

/** Every text of a reply goes through here, so that none of them can turn what stands beside it around. */
function element(tag: PageElement["tag"], look: string, parts: readonly PageNode[]): PageElement {
  const children = parts.map((part) => (typeof part === "string" ? inert(part) : part));
  return look === "" ? { tag, children } : { tag, look, children };
}
