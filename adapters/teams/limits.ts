/** What Teams allows in a card, in one place; the renderer lays out by it and the linter measures by it. */
export const LIMITS = {
  /**
   * The version that every card declares; all content is safe at 1.2, which is what Teams on a phone promises.
   * Action.Execute asks for 1.4 or newer, and Teams documents 1.5 for bots.
   */
  version: "1.5",
  /** Bytes of a card as sent. Teams counts 100 KB of UTF-16 for a message: twice this, with room for what surrounds it. */
  cardBytes: 28 * 1024,
  /** Characters of a message in words: two bytes each for Teams, and more where it has to escape them. */
  textLength: 20_000,
  /** Buttons in one row; Teams hides the seventh. */
  actionsInSet: 6,
  /** Buttons in sight on a whole card; Teams asks for no more, and puts the others behind "...". A phone shows those too. */
  primaryActions: 6,
  /** The longest label that a phone shows whole on a button; a longer one becomes a row of text to press. */
  buttonLabel: 24,
} as const;

const measured = new WeakMap<object, number>();

/** The size of a card on the wire. A card that was measured is not changed any more. */
export function bytesOf(card: object): number {
  const known = measured.get(card);
  if (known !== undefined) return known;
  const bytes = Buffer.byteLength(JSON.stringify(card));
  measured.set(card, bytes);
  return bytes;
}
