/** What Slack takes in one message. The one table: the drawing keeps to it, the validator checks it. */
export const LIMITS = {
  /** Slack documents 50, but refuses long messages earlier (`msg_blocks_too_long`). */
  blocks: 45,
  /** All text of all blocks. Slack refuses somewhere between 11,000 and 13,200, undocumented. */
  characters: 10_000,
  /** The text beside the blocks: chat.postMessage cuts it at 40,000, chat.update refuses more than this. */
  fallback: 4000,
  /** A section's or context's text; for a piece of rich text Slack names no limit, so the same. */
  text: 3000,
  /** Kept free by a reply for what stands beside it: who is called, who asked what, *Share in channel*, thumbs. */
  beside: { blocks: 5, characters: 600 },
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  /** Pairs of thumbs in a block of `context_actions`. */
  thumbs: 5,
  /** Deepest list in a rich text. */
  indent: 8,
  url: 3000,
  id: 255,
  button: {
    /** Slack takes 75; a phone cuts a label after about this many. A longer one stands beside a short button. */
    label: 30,
    /** What a screen reader says in place of the label. */
    spoken: 75,
    value: 2000,
  },
  /** A modal or the home. */
  view: {
    blocks: 100,
    title: 24,
    metadata: 3000,
    label: 2000,
    placeholder: 150,
  },
  /** A row of a picker. */
  option: { text: 75, value: 150, most: 100 },
} as const;

/** Slack allows 25 buttons in a block; more than a handful is a wall on a phone. */
export const BUTTONS_IN_ROW = 5;
