import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { field } from "./decode.ts";

/**
 * What a button tells of the card that it stands on, beside its intent. It comes back with each press, also after a restart.
 *
 * - `via`: the card stands in somebody's message, perhaps where the bot is not; `seenBy`: it went to one person only
 */
export type Mark = { readonly via: "extension" } | { readonly seenBy: "one" };

/** The card with a mark in each of its buttons. */
export function markButtons(card: IAdaptiveCard, mark: Mark): IAdaptiveCard {
  return JSON.parse(JSON.stringify(card), (key, value: unknown) =>
    key === "data" && typeof field(value, "intent") === "string" ? { ...(value as object), ...mark } : value,
  ) as IAdaptiveCard;
}

const privately = new WeakMap<IAdaptiveCard, IAdaptiveCard>();

/** The card as one person sees it: a press on it is answered to that person alone. */
export function privateCard(card: IAdaptiveCard): IAdaptiveCard {
  const marked = privately.get(card) ?? markButtons(card, { seenBy: "one" });
  privately.set(card, marked);
  return marked;
}
