import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reply } from "#core";
import { asTextButton, buttons, pressableRow } from "./buttons.ts";
import { codeIn, markdownOf, textOfElements } from "./card-text.ts";
import { drawAnswer, drawChoice, drawSteps } from "./draw-article.ts";
import { drawHandOver, drawRun, drawRunFooter } from "./draw-run.ts";
import { box, line, paragraph, points, QUIET, title } from "./elements.ts";
import { bytesOf, LIMITS } from "./limits.ts";
import { summaryOf } from "./summary.ts";

/** A reply as one Adaptive Card, whatever its size. */
export function renderCard(reply: Reply): IAdaptiveCard {
  return cardOf(reply, drawReply(reply));
}

/**
 * A reply as the cards to send, each in its own message.
 *
 * One, for every article there is; a longer one goes on in a second card rather than being cut or refused.
 */
export function renderCards(reply: Reply): readonly IAdaptiveCard[] {
  const elements = drawReply(reply);
  const whole = cardOf(reply, elements);
  if (bytesOf(whole) <= LIMITS.cardBytes) return [whole];
  const cards: IAdaptiveCard[] = [];
  let page: CardElementArray = [];
  for (const element of elements) {
    if (page.length > 0 && bytesOf(cardOf(reply, [...page, element])) > LIMITS.cardBytes) {
      cards.push(cardOf(reply, page));
      page = [];
    }
    page.push(element);
  }
  return [...cards, cardOf(reply, page)];
}

/**
 * A client that cannot draw the card shows its fallback text instead: the whole text of the card.
 * Only beside a list of steps that fills the card by itself it is the subject alone.
 */
function cardOf(reply: Reply, body: CardElementArray): IAdaptiveCard {
  const withFallback = (fallbackText: string): IAdaptiveCard => ({
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: LIMITS.version,
    lang: reply.locale,
    fallbackText,
    body,
  });
  const card = withFallback(textOfElements(body));
  return bytesOf(card) <= LIMITS.cardBytes ? card : withFallback(markdownOf([summaryOf(reply)]));
}

function drawReply(reply: Reply): CardElementArray {
  const warning = reply.warning ? box("attention", paragraph(reply.warning)) : [];
  const body = drawBody(reply);
  return [...warning, ...body, ...(codeIn(body).length === 0 ? [] : asTextButton(reply))];
}

function drawBody(reply: Reply): CardElementArray {
  const rows = buttons(reply);
  switch (reply.kind) {
    case "answer":
      return drawAnswer(reply);
    case "steps":
      return [...drawSteps(reply), ...rows];
    case "step":
      return [...drawRun(reply), ...rows, ...drawRunFooter(reply)];
    case "handOver":
      return [...drawHandOver(reply), ...rows];
    case "choices":
      return [...paragraph(reply.question, { weight: "Bolder" }), ...reply.choices.flatMap(drawChoice), ...rows];
    case "notFound":
      return [
        ...title(reply.title),
        ...reply.understood.flatMap((text) => paragraph(text)),
        ...reply.nearest.flatMap(drawChoice),
        ...points(reply.collect.label, reply.collect.items),
        ...paragraph(reply.advice, {}, { spacing: "Medium" }),
        ...rows,
      ];
    case "list":
      return [
        ...title(reply.title),
        ...reply.items.flatMap(({ label, detail, prompt }) => [
          ...pressableRow({ ...prompt, label }),
          ...(detail === undefined ? [] : line(detail, QUIET, { spacing: "None" })),
        ]),
        ...rows,
      ];
    case "notice":
      return [...paragraph(reply.text), ...rows];
    case "help":
      return [
        ...title(reply.title),
        ...reply.paragraphs.flatMap((text) => paragraph(text)),
        ...line(`${reply.examples.label}:`, { weight: "Bolder" }, { spacing: "Medium" }),
        ...reply.examples.prompts.flatMap(pressableRow),
        ...rows,
      ];
  }
}
