import type { CardElementArray } from "@microsoft/teams.cards";
import type { AnswerReply, Choice, Evidence, Heading, StepsReply, StepView, WayView } from "#core";
import { plainText } from "#core";
import { buttons, pressableRow } from "./buttons.ts";
import { box, codeBlock, labelled, line, link, paragraph, points, QUIET, title } from "./elements.ts";
import { runsOf } from "./text.ts";

/** The card of one article, to its first step; the buttons stand before what can wait. */
export function drawAnswer(reply: AnswerReply): CardElementArray {
  const { heading, impact, why, cause, when, first, remaining, caution, seenBefore, evidence } = reply;
  return [
    ...drawHeading(heading),
    ...paragraph(impact),
    ...paragraph(why, QUIET, { spacing: "Small" }),
    ...(cause ? labelled(cause) : []),
    ...(when ? labelled(when) : []),
    ...drawStep(first, "1."),
    ...(remaining === undefined ? [] : line(remaining, { weight: "Bolder" })),
    ...buttons(reply),
    ...(caution ? box("warning", labelled(caution)) : []),
    ...(seenBefore ? paragraph(seenBefore, QUIET) : []),
    ...drawEvidence(evidence),
  ];
}

/** All ways and steps of one article. */
export function drawSteps({ heading, intro, ways, caution, collect, corrections, evidence }: StepsReply): CardElementArray {
  return [
    ...drawHeading(heading),
    ...(intro === undefined ? [] : line(intro)),
    ...ways.flatMap(drawWay),
    ...(caution ? box("warning", labelled(caution)) : []),
    ...[collect, corrections].flatMap((list) => (list ? points(list.label, list.items) : [])),
    ...drawEvidence(evidence),
  ];
}

/** An article to pick: its name to press, then code and the one fact that tells it apart. */
export function drawChoice({ heading, detail, prompt }: Choice): CardElementArray {
  return [
    {
      type: "Container",
      separator: true,
      spacing: "Medium",
      items: [
        ...pressableRow({ ...prompt, label: heading.title }),
        ...factsOf(heading).flatMap((fact) => line(fact, { ...QUIET, fontType: "Monospace" }, { spacing: "None" })),
        ...(detail ? paragraph(detail, {}, { spacing: "Small" }) : []),
      ],
    },
  ];
}

/** Title, numbers and symbolic name. */
export function drawHeading(heading: Heading): CardElementArray {
  const facts = factsOf(heading).flatMap((fact) => line(fact, { fontType: "Monospace", isSubtle: true }, { spacing: "None" }));
  return [...title(heading.title), ...facts];
}

function factsOf({ code, name }: Heading): readonly string[] {
  return [code, name].filter((fact) => fact !== undefined);
}

function drawWay({ title: name, when, ordered, steps }: WayView): CardElementArray {
  return [
    ...line(name, { size: "Medium", weight: "Bolder" }, { separator: true, spacing: "Large" }),
    ...(when ? labelled(when, { spacing: "Small" }) : []),
    ...steps.flatMap((step, index) => drawStep(step, ordered ? `${index + 1}.` : "•")),
  ];
}

/** One step, in full. */
export function drawStep(step: StepView, bullet: string): CardElementArray {
  return [
    {
      type: "Container",
      spacing: "Medium",
      items: [
        ...line(`${bullet} ${step.where}`, { weight: "Bolder" }),
        ...paragraph(step.action, {}, { spacing: "Small" }),
        ...(step.run ? codeBlock(step.run) : []),
        ...(step.expect ? labelled(step.expect, { spacing: "Small" }) : []),
        ...drawCost(step),
        ...(step.undo ? labelled(step.undo, { spacing: "Small" }) : []),
        ...(step.link ? link(step.link.label, step.link.url) : []),
      ],
    },
  ];
}

/** How long a step takes and what it can cost; a risk is said in words, with a sign, and only then in colour. */
function drawCost({ effort, risks, basis }: StepView): CardElementArray {
  const isRisky = risks.some((risk) => risk !== "safe");
  const parts = [
    ...(effort === undefined
      ? []
      : [runsOf(plainText(isRisky ? `! ${effort}` : effort), isRisky ? { weight: "Bolder", color: "Attention" } : QUIET)]),
    ...(basis === undefined ? [] : [runsOf(plainText(effort === undefined ? basis : ` · ${basis}`), QUIET)]),
  ];
  return parts.length === 0 ? [] : [{ type: "RichTextBlock", inlines: parts.flat(), spacing: "Small" }];
}

function drawEvidence({ article, checked, source, corrected }: Evidence): CardElementArray {
  const facts = [article, checked, ...(corrected === undefined ? [] : [corrected])];
  return [...line(facts.join(" · "), QUIET, { separator: true, spacing: "Medium" }), ...link(source.label, source.url)];
}
