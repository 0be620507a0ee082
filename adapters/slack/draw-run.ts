import type { HandOverReply, StepReply } from "#core";
import type { ButtonMaker } from "./blocks.ts";
import { headingText, promptRows, quiet, title } from "./blocks.ts";
import { nameLine } from "./draw-answer.ts";
import { drawStep } from "./draw-step.ts";
import type { SlackBlock } from "./message.ts";
import { code, labelledLine, lineOf, page, paragraphs, words } from "./rich-text.ts";
import { translatorFor } from "./translator-for.ts";

/** The card of a run; who has it stands below the buttons, which `draw` adds. */
export function drawRun(reply: StepReply, buttons: ButtonMaker): readonly SlackBlock[] {
  const isRisky = reply.step?.risks.some((risk) => risk !== "safe") === true;
  return [
    ...title(headingText(reply.heading)),
    ...page(
      paragraphs([
        nameLine(reply.heading),
        reply.position === undefined ? undefined : isRisky ? words(`! ${reply.position}`, { bold: true }) : words(reply.position),
        reply.way === undefined ? undefined : words(reply.way, { bold: true }),
        reply.when && labelledLine(reply.when),
      ]),
    ),
    ...page(paragraphs(reply.lines.map(lineOf))),
    ...page(reply.step ? drawStep(reply.step) : []),
    ...page(paragraphs([reply.loses && [...words("! ", { bold: true }), ...labelledLine(reply.loses)]])),
    ...promptRows(reply.options, buttons),
  ];
}

/** Which run it is, below everything. */
export function drawRunFooter({ footer }: StepReply): readonly SlackBlock[] {
  return quiet([footer]);
}

/** The trail as a text to copy: its first `most` lines, and in words that the rest is not there. */
export function drawHandOver(reply: HandOverReply, most: number = countLines(reply)): readonly SlackBlock[] {
  const lines = reply.body.text.split("\n");
  return [
    ...title(reply.title),
    ...page(paragraphs(reply.lines.map(lineOf))),
    ...page([code(lines.slice(0, most).join("\n"))]),
    ...(most < lines.length ? page(paragraphs([words(`… ${translatorFor(reply.locale).text("handOver.cut")}`, { bold: true })])) : []),
  ];
}

/** How many lines a hand-over has. */
export function countLines({ body }: HandOverReply): number {
  return body.text.split("\n").length;
}
