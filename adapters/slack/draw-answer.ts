import type { AnswerReply, Evidence, Heading, StepsReply, WayView } from "#core";
import { DIVIDER, headingText, quiet, title } from "./blocks.ts";
import { drawStep } from "./draw-step.ts";
import type { SlackBlock } from "./message.ts";
import type { Line } from "./rich-text.ts";
import { labelledLine, lineOf, linkLine, list, page, paragraphs, words } from "./rich-text.ts";
import { translatorFor } from "./translator-for.ts";

/** The card of an article; its buttons stand before the caution and the source. */
export function drawAnswer(reply: AnswerReply, buttons: readonly SlackBlock[]): readonly SlackBlock[] {
  return [
    ...title(headingText(reply.heading)),
    ...page(paragraphs([nameLine(reply.heading), lineOf(reply.impact)])),
    ...page(paragraphs([lineOf(reply.why), reply.cause && labelledLine(reply.cause)])),
    ...page([...paragraphs([reply.when && labelledLine(reply.when)]), ...drawStep(reply.first, 1)]),
    ...quiet([reply.remaining]),
    ...buttons,
    DIVIDER,
    ...page(paragraphs([reply.caution && labelledLine(reply.caution), reply.seenBefore && lineOf(reply.seenBefore)])),
    ...drawEvidence(reply.evidence),
  ];
}

/** All ways and steps; of a text that no message can hold the first `most` steps, and in words how many are not there. */
export function drawSteps(reply: StepsReply, most: number = countSteps(reply)): readonly SlackBlock[] {
  const blocks: SlackBlock[] = [
    ...title(headingText(reply.heading)),
    ...page(paragraphs([nameLine(reply.heading), reply.intro === undefined ? undefined : words(reply.intro)])),
  ];
  let room = most;
  for (const way of reply.ways) {
    if (room <= 0) break;
    if (blocks.length > 1) blocks.push(DIVIDER);
    blocks.push(...drawWay(way, room));
    room -= way.steps.length;
  }
  return [
    ...blocks,
    ...drawMissing(reply, countSteps(reply) - most),
    ...drawList(reply.collect),
    DIVIDER,
    ...page(paragraphs([reply.caution && labelledLine(reply.caution)])),
    ...drawList(reply.corrections),
    ...drawEvidence(reply.evidence),
  ];
}

/** How many steps a reply has, over all its ways. */
export function countSteps({ ways }: StepsReply): number {
  return ways.reduce((count, { steps }) => count + steps.length, 0);
}

function drawWay({ title: name, when, ordered, steps }: WayView, most: number): readonly SlackBlock[] {
  return page([
    ...paragraphs([words(name, { bold: true }), when && labelledLine(when)]),
    ...steps.slice(0, most).flatMap((step, index) => (ordered ? drawStep(step, index + 1) : drawStep(step))),
  ]);
}

function drawMissing({ locale, evidence }: StepsReply, count: number): readonly SlackBlock[] {
  if (count <= 0) return [];
  const t = translatorFor(locale);
  return page(
    paragraphs([
      words(`… ${t.text("steps.cut", { count })}`, { bold: true }),
      linkLine({ label: t.text("answer.link"), url: evidence.source.url }),
    ]),
  );
}

function drawList(part: StepsReply["collect"]): readonly SlackBlock[] {
  return part === undefined ? [] : page([...paragraphs([words(`${part.label}:`, { bold: true })]), ...list(part.items.map(lineOf))]);
}

function drawEvidence({ article, checked, source, corrected }: Evidence): readonly SlackBlock[] {
  return [...quiet([article, checked, corrected]), ...page(paragraphs([linkLine(source)]))];
}

/** The symbolic name, as code. */
export function nameLine({ name }: Heading): Line | undefined {
  return name === undefined ? undefined : words(name, { code: true });
}
