import type { ActionArray, CardElementArray, IExecuteAction, ISubmitAction } from "@microsoft/teams.cards";
import type { Prompt, Reply } from "#core";
import { encodeIntent } from "#core";
import { line } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { literal } from "./text.ts";
import { word } from "./words.ts";

/** What our Action.Execute is called on the wire. */
const VERB = "intent";

/** What a press of one of our buttons brings back. */
interface ButtonData extends Record<string, unknown> {
  readonly intent: string;
  /** Wants what there is to copy as text; no phone copies out of a card. */
  readonly as?: "text";
}

/** The button that sends the texts to copy again, as text; none for a reply that cannot be asked for again. */
export function asTextButton({ locale, furtherPrompts }: Reply): CardElementArray {
  const again = furtherPrompts
    .map(({ intent }) => (intent.kind === "language" ? intent.again : undefined))
    .find((view) => view !== undefined);
  if (again === undefined) return [];
  const data: ButtonData = { intent: encodeIntent(again), as: "text" };
  const title = word(locale, "asText");
  return [
    {
      type: "Container",
      spacing: "Medium",
      selectAction: { type: "Action.Submit", title, data },
      items: line(title, { size: "Small", color: "Accent" }),
    },
  ];
}

/**
 * All prompts of a reply in their order: short ones as buttons side by side, long ones as rows, so that no label is cut off.
 *
 * The first six buttons are in sight, the others behind "..." of their row.
 */
export function buttons({ prompts, furtherPrompts }: Pick<Reply, "prompts" | "furtherPrompts">): CardElementArray {
  let left: number = LIMITS.primaryActions;
  const rowsOf = (some: readonly Prompt[]): CardElementArray => {
    const elements: CardElementArray = [];
    let row: ActionArray | undefined;
    for (const prompt of some) {
      if (prompt.label.length > LIMITS.buttonLabel) {
        row = undefined;
        elements.push(...pressableRow(prompt));
      } else {
        if (row === undefined || row.length === LIMITS.actionsInSet) {
          row = [];
          elements.push({ type: "ActionSet", actions: row });
        }
        row.push(button(prompt, left > 0));
        left -= 1;
      }
    }
    return elements;
  };
  return [...rowsOf(prompts), ...rowsOf(furtherPrompts)];
}

/**
 * The label of a prompt as text to press, wrapped where needed.
 *
 * Always Action.Submit: an Action.Execute here would be dropped at version 1.2, since a row's action has no fallback there.
 */
export function pressableRow(prompt: Prompt): CardElementArray {
  return [
    {
      type: "Container",
      spacing: "Medium",
      selectAction: submit(prompt),
      items: line(prompt.label, { color: "Accent", weight: "Bolder" }),
    },
  ];
}

/** A client that reads the fallback knows no overflow, and shows every button. */
function button(prompt: Prompt, isInSight: boolean): IExecuteAction {
  const style = prompt.emphasis === "primary" ? ({ style: "positive" } as const) : {};
  return {
    type: "Action.Execute",
    verb: VERB,
    title: literal(prompt.label),
    ...style,
    ...(isInSight ? {} : { mode: "secondary" }),
    data: dataOf(prompt),
    fallback: { ...submit(prompt), ...style },
  };
}

function submit(prompt: Prompt): ISubmitAction {
  return { type: "Action.Submit", title: literal(prompt.label), data: dataOf(prompt) };
}

function dataOf({ intent }: Prompt): ButtonData {
  return { intent: encodeIntent(intent) };
}
