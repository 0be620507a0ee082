/** What Teams allows in a card, in one place; the renderer lays out by it and the linter measures by it. */
export const LIMITS = {
  /**
   * The version that every card declares; all content is safe at 1.2, which is what Teams on a phone promises.
   * Action.Execute asks for 1.4 or newer, and Teams documents 1.5 for bots.
   */
  version: "1.5",
  /** Bytes of a card as sent. Teams counts 100 KB of UTF-16 for a message: twice this, with room for what surrounds it. */
  cardBytes: 28 * 1024,
  /** Buttons in one row; Teams hides the seventh. */
  actionsInSet: 6,
  /** The longest label that a phone shows whole on a button; a longer one becomes a row of text to press. */
  buttonLabel: 24,
} as const;

/** The size of a card on the wire. */
export function bytesOf(card: unknown): number {
  return new TextEncoder().encode(JSON.stringify(card)).length;
}
