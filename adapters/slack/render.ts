import type { Prompt, Reply } from "#core";
import type { ButtonMaker } from "./blocks.ts";
import { createButtonMaker, promptRows } from "./blocks.ts";
import { countSteps, drawAnswer, drawSteps } from "./draw-answer.ts";
import { drawChoices, drawHelp, drawList, drawNotFound } from "./draw-choices.ts";
import { countLines, drawHandOver, drawRun, drawRunFooter } from "./draw-run.ts";
import { fallbackText } from "./fallback-text.ts";
import { LIMITS } from "./limits.ts";
import { measure } from "./measure.ts";
import type { SlackBlock, SlackMessage } from "./message.ts";
import { lineOf, page, paragraphs, words } from "./rich-text.ts";

/** A reply as the message that Slack gets. */
export function renderBlocks(reply: Reply): SlackMessage {
  let blocks = draw(reply);
  // No article comes near the limit; a step less at a time keeps one that does from being refused whole.
  if (reply.kind === "steps") {
    for (let most = countSteps(reply) - 1; most >= 0 && !fits(blocks); most -= 1) blocks = draw(reply, most);
  }
  if (reply.kind === "handOver") {
    for (let most = countLines(reply) - 1; most >= 1 && !fits(blocks); most -= 1) blocks = draw(reply, most);
  }
  // No operation has so many articles today.
  if (reply.kind === "list") {
    for (let most = Math.min(reply.items.length, LIMITS.blocks) - 1; most >= 1 && !fits(blocks); most -= 1) blocks = draw(reply, most);
  }
  return { blocks, text: fallbackText(blocks, examplesOf(reply)) };
}

function draw(reply: Reply, most?: number): readonly SlackBlock[] {
  const buttons = createButtonMaker(reply.locale);
  const body = drawBody(reply, buttons, most);
  return [
    ...page(paragraphs([reply.warning && [...words("! ", { bold: true }), ...lineOf(reply.warning)]])),
    ...body,
    // The card of an article has its buttons in its midst.
    ...(reply.kind === "answer" ? [] : lastRows(reply, buttons)),
    ...(reply.kind === "step" ? drawRunFooter(reply) : []),
  ];
}

function drawBody(reply: Reply, buttons: ButtonMaker, most?: number): readonly SlackBlock[] {
  switch (reply.kind) {
    case "answer":
      return drawAnswer(reply, lastRows(reply, buttons));
    case "steps":
      return drawSteps(reply, most);
    case "step":
      return drawRun(reply, buttons);
    case "handOver":
      return drawHandOver(reply, most);
    case "choices":
      return drawChoices(reply, buttons);
    case "notFound":
      return drawNotFound(reply, buttons);
    case "list":
      return drawList(reply, buttons, most);
    case "notice":
      return page(paragraphs([lineOf(reply.text)]));
    case "help":
      return drawHelp(reply, buttons);
    default:
      // A kind that is not drawn does not compile.
      reply satisfies never;
      return [];
  }
}

function lastRows({ prompts, furtherPrompts }: Reply, buttons: ButtonMaker): readonly SlackBlock[] {
  return [...promptRows(prompts, buttons), ...promptRows(furtherPrompts, buttons)];
}

/** Buttons whose words are what a sentence before them announces; the words of all others stand beside them, or can be missed. */
function examplesOf(reply: Reply): readonly Prompt[] {
  return reply.kind === "help" ? reply.examples.prompts : [];
}

function fits(blocks: readonly SlackBlock[]): boolean {
  const { beside } = LIMITS;
  return blocks.length <= LIMITS.blocks - beside.blocks && measure(blocks) <= LIMITS.characters - beside.characters;
}
