import type { HandOverReply, StepReply } from "#core";
import { inert } from "#core";
import type { PageNode } from "./page-node.ts";
import { actions, effortLine, element, heading, labelled, paragraph, RISK_SIGN, step } from "./page-parts.ts";

/** The card of a run, up to its buttons. */
export function run(reply: StepReply): readonly PageNode[] {
  const isRisky = reply.step?.risks.some((risk) => risk !== "safe") === true;
  return [
    heading(reply.heading),
    ...(reply.position === undefined ? [] : [effortLine(reply.position, isRisky)]),
    ...(reply.way === undefined ? [] : [element("p", "run-way", [reply.way])]),
    ...(reply.when ? [labelled(reply.when)] : []),
    ...reply.lines.map((line) => paragraph("run-line", line)),
    ...(reply.step ? [element("ul", "steps checks", [step(reply.step)])] : []),
    ...(reply.loses ? [labelled(reply.loses, "caution", [RISK_SIGN])] : []),
    ...actions("actions options", reply.options),
  ];
}

/** The trail as a text to copy. */
export function handOver({ title, lines, body }: HandOverReply): readonly PageNode[] {
  return [
    element("h2", "", [title]),
    ...lines.map((line) => paragraph("run-line", line)),
    { ...element("pre", "copy", [element("code", "", [body.text])]), copy: inert(body.text) },
  ];
}
