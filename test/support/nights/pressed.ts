import type { Prompt, Reply } from "#core";
import { promptsOf } from "#core";

/** The card and button that a number presses: of the last card, or of the one before it with "old"; undefined for what is typed. */
export function pressedIn<Card extends { readonly reply: Reply }>(
  what: string,
  shown: readonly Card[],
): { readonly card: Card; readonly prompt: Prompt } | undefined {
  const [, old, number] = /^(old )?(\d{1,2})$/.exec(what) ?? [];
  const card = shown.at(old === undefined ? -1 : -2);
  const prompt = number === undefined || card === undefined ? undefined : promptsOf(card.reply)[Number(number) - 1];
  return card && prompt && { card, prompt };
}
