import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reply } from "#core";
import { wordsOf } from "./card-text.ts";
import { renderCards } from "./render.ts";
import { validateCard } from "./validate.ts";

/** A card that may be sent; where the linter refuses it, its words: an answer in plain words is better than none. */
export type CheckedCard =
  | { readonly kind: "card"; readonly card: IAdaptiveCard }
  | { readonly kind: "words"; readonly lines: readonly string[] };

const checked = new WeakMap<IAdaptiveCard, CheckedCard>();

/** The one place that every card passes on its way to Teams, in whatever it is sent. A card that was checked does not change. */
export function checkedCard(card: IAdaptiveCard): CheckedCard {
  const known = checked.get(card) ?? check(card);
  checked.set(card, known);
  return known;
}

const drawn = new WeakMap<Reply, readonly CheckedCard[]>();

/** The cards of a reply, in order; drawn once, since the answer to a press and the update for the others show the same. */
export function checkedCards(reply: Reply): readonly CheckedCard[] {
  const known = drawn.get(reply) ?? renderCards(reply).map(checkedCard);
  drawn.set(reply, known);
  return known;
}

function check(card: IAdaptiveCard): CheckedCard {
  return validateCard(card).length === 0 ? { kind: "card", card } : { kind: "words", lines: wordsOf(card.body ?? []) };
}
