import type { IAdaptiveCard } from "@microsoft/teams.cards";

/** The answer to a press that changes the card for the one who pressed. */
export function cardMessage(card: IAdaptiveCard): object {
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
}

/** The answer to a press that leaves the card as it is. */
export function textMessage(text: string): object {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: text };
}
