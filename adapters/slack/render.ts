import type { Reply } from "#core";
import type { DrawButton } from "./blocks.ts";
import { buttonRows, createDrawButton } from "./blocks.ts";
import { countSteps, drawAnswer, drawSteps } from "./draw-answer.ts";
import { drawChoices, drawHelp, drawList, drawNotFound } from "./draw-choices.ts";
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
  return { blocks, text: fallbackText(blocks) };
}

function draw(reply: Reply, mostSteps?: number): readonly SlackBlock[] {
  const button = createDrawButton();
  const body = drawBody(reply, button, mostSteps);
  return [
    ...page(paragraphs([reply.warning && [...words("! ", { bold: true }), ...lineOf(reply.warning)]])),
    ...body,
    // The card of an article has its buttons in its midst.
    ...(reply.kind === "answer" ? [] : promptRows(reply, button)),
  ];
}

function drawBody(reply: Reply, button: DrawButton, mostSteps?: number): readonly SlackBlock[] {
  switch (reply.kind) {
    case "answer":
      return drawAnswer(reply, promptRows(reply, button));
    case "steps":
      return drawSteps(reply, mostSteps);
    case "choices":
      return drawChoices(reply, button);
    case "notFound":
      return drawNotFound(reply, button);
    case "list":
      return drawList(reply, button);
    case "notice":
      return page(paragraphs([lineOf(reply.text)]));
    case "help":
      return drawHelp(reply, button);
    default:
      // A kind that is not drawn does not compile.
      reply satisfies never;
      return [];
  }
}

function promptRows({ prompts, furtherPrompts }: Reply, button: DrawButton): readonly SlackBlock[] {
  return [...buttonRows(prompts, button), ...buttonRows(furtherPrompts, button)];
}

function fits(blocks: readonly SlackBlock[]): boolean {
  return blocks.length <= LIMITS.blocks && measure(blocks) <= LIMITS.characters;
}
