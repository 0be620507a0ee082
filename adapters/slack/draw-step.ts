import type { StepView } from "#core";
import type { RichTextPart } from "./message.ts";
import { code, labelledLine, lineOf, linkLine, list, words } from "./rich-text.ts";

/** One step: where and what, the text to copy, and under it what to know. Without a number it is a check, in any order. */
export function drawStep(step: StepView, number?: number): readonly RichTextPart[] {
  const isRisky = step.risks.some((risk) => risk !== "safe");
  return [
    ...list([[...words(`${step.where}:`, { bold: true }), ...words(" "), ...lineOf(step.action)]], number === undefined ? {} : { number }),
    ...(step.run ? [code(step.run.text)] : []),
    ...list(
      [
        step.run?.note === undefined ? undefined : words(step.run.note),
        step.expect && labelledLine(step.expect),
        step.effort === undefined ? undefined : isRisky ? words(`! ${step.effort}`, { bold: true }) : words(step.effort),
        step.basis === undefined ? undefined : words(step.basis),
        step.undo && labelledLine(step.undo),
        step.link && linkLine(step.link),
      ],
      { indent: 1 },
    ),
  ];
}
