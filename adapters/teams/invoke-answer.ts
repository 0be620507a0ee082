import type { Activity } from "./activity.ts";
import type { CheckedCard } from "./checked-card.ts";
import { buttonData, field } from "./decode.ts";

/** The answer to a press that changes the card for the one who pressed; words where the card could not be sent. */
export function cardMessage(checked: CheckedCard): object {
  if (checked.kind === "words") return textMessage(checked.lines.join("\n"));
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: checked.card };
}

/** The answer to a press that leaves the card as it is. */
export function textMessage(text: string): object {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: text };
}

/** A sentence as the answer to an invoke, in the form that this one takes; nothing to see where it takes none. */
export function sentenceAnswer({ name }: Pick<Activity, "name">, text: string): object {
  switch (name) {
    case "adaptiveCard/action":
      return textMessage(text);
    case "composeExtension/query":
    case "composeExtension/submitAction":
      return { composeExtension: { type: "message", text } };
    case "composeExtension/fetchTask":
      return { task: { type: "message", value: text } };
    default:
      return {};
  }
}

/** Whether the press is on a card in somebody's message: the bot may not be there, so only the answer can change it. */
export function isOnlyChangingItself(activity: Activity): boolean {
  return field(buttonData(activity), "via") === "extension";
}
