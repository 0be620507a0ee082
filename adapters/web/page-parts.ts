import type { Choice, Evidence, Heading, Labelled, Prompt, RichText, Span, StepView } from "#core";
import { encodeIntent, inert } from "#core";
import type { PageElement, PageNode } from "./page-node.ts";

/** Stands before what needs care, beside the words that say so; drawn as text, not as a picture. */
export const RISK_SIGN = "\u26A0\uFE0E ";

/** One step, in full. */
export function step({ where, action, run, expect, effort, risks, basis, undo, link: further }: StepView): PageElement {
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
    ...(effort === undefined ? [] : [effortLine(effort, isRisky)]),
    ...(basis === undefined ? [] : [element("p", "basis", [basis])]),
    ...(undo ? [labelled(undo)] : []),
    ...(further ? [element("p", "further-link", [linkTo(further.label, further.url)])] : []),
  ]);
}

/** How long a step takes and what it can cost. */
export function effortLine(effort: string, isRisky: boolean): PageElement {
  return element("p", isRisky ? "effort risk" : "effort", isRisky ? [RISK_SIGN, effort] : [effort]);
}

/** Title, numbers and symbolic name. */
export function heading({ title, code, name }: Heading): PageElement {
  return element("header", "heading", [
    element("h2", "", [title]),
    ...(code === undefined ? [] : [element("code", "code", [code])]),
    ...(name === undefined ? [] : [element("code", "name", [name])]),
  ]);
}

/** Articles to pick. */
export function choices(all: readonly Choice[]): PageElement {
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

/** A heading with its points. */
export function items({ label, items: rows }: { readonly label: string; readonly items: readonly RichText[] }): readonly PageNode[] {
  return [
    element("p", "label", [label]),
    element(
      "ul",
      "items",
      rows.map((row) => element("li", "", spans(row))),
    ),
  ];
}

/** Buttons beside each other. */
export function actions(look: string, prompts: readonly Prompt[]): readonly PageNode[] {
  if (prompts.length === 0) return [];
  return [
    element(
      "div",
      look,
      prompts.map((prompt) => button(prompt.emphasis ?? "", prompt, [prompt.label])),
    ),
  ];
}

/** A doubt that the reader must know. */
export function caution(part: Labelled | undefined): readonly PageNode[] {
  return part === undefined ? [] : [labelled(part, "caution", [RISK_SIGN])];
}

/** Where an article comes from. */
export function evidence({ article, checked, source, corrected }: Evidence): PageElement {
  return element("footer", "evidence", [
    element("p", "", [element("code", "article", [article]), ` · ${checked}${corrected === undefined ? "" : ` · ${corrected}`}`]),
    element("p", "", [linkTo(source.label, source.url)]),
  ]);
}

/** "Cause: ..." in one paragraph. */
export function labelled({ label, text }: Labelled, look = "labelled", sign: readonly string[] = []): PageElement {
  return element("p", look, [...sign, element("strong", "", [`${label}:`]), " ", ...spans(text)]);
}

/** One paragraph of running text. */
export function paragraph(look: string, text: RichText): PageElement {
  return element("p", look, spans(text));
}

/** Running text. */
export function spans(text: RichText): readonly PageNode[] {
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

/** Something to press. */
export function button(look: string, prompt: Prompt, children: readonly PageNode[]): PageElement {
  return { ...element("button", look, children), press: encodeIntent(prompt.intent) };
}

/** Every text of a reply goes through here, so that none of them can turn what stands beside it around. */
export function element(tag: PageElement["tag"], look: string, parts: readonly PageNode[]): PageElement {
  const children = parts.map((part) => (typeof part === "string" ? inert(part) : part));
  return look === "" ? { tag, children } : { tag, look, children };
}
