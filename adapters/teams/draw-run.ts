import type { CardElementArray } from "@microsoft/teams.cards";
import type { HandOverReply, StepReply } from "#core";
import { pressableRow } from "./buttons.ts";
import { drawHeading, drawStep } from "./draw-article.ts";
import { box, codeBlock, labelled, line, paragraph, QUIET, title } from "./elements.ts";
import { inPieces } from "./pieces.ts";

/** Lines of a text to copy in one code block, so that a long one can go on in a second card. */
const LINES_IN_BLOCK = 30;
/** Characters in one, since a line can be long. */
const LONGEST_BLOCK = 3000;

/** The card of a run, up to its buttons. */
export function drawRun({ heading, position, way, when, lines, step, loses, options }: StepReply): CardElementArray {
  const isRisky = step?.risks.some((risk) => risk !== "safe") === true;
  return [
    ...drawHeading(heading),
    ...(position === undefined
      ? []
      : line(isRisky ? `! ${position}` : position, isRisky ? { weight: "Bolder", color: "Attention" } : QUIET, { spacing: "Small" })),
    ...(way === undefined ? [] : line(way, { weight: "Bolder" }, { spacing: "Small" })),
    ...(when ? labelled(when, { spacing: "Small" }) : []),
    ...lines.flatMap((text) => paragraph(text)),
    ...(step ? drawStep(step, "\u25B8") : []),
    ...(loses ? box("warning", labelled(loses)) : []),
    ...options.flatMap(pressableRow),
  ];
}

/** Which run it is, and who has it. */
export function drawRunFooter({ footer }: StepReply): CardElementArray {
  return line(footer, QUIET, { separator: true, spacing: "Medium" });
}

/** The trail as a text to copy. */
export function drawHandOver({ title: name, lines, body }: HandOverReply): CardElementArray {
  return [
    ...title(name),
    ...lines.flatMap((text) => paragraph(text)),
    ...inPieces(body.text, LONGEST_BLOCK, LINES_IN_BLOCK).flatMap((text) => codeBlock({ ...body, text })),
  ];
}
