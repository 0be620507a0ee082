import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextLink,
  RichTextList,
  RichTextPreformatted,
  RichTextSection,
  RichTextText,
  SectionBlock,
} from "@slack/types";

/**
 * The part of Block Kit that this bot draws with.
 *
 * Only plain text and rich text: in both a text is literal, while the marks of mrkdwn cannot be escaped.
 */
export type SlackBlock = HeaderBlock | PlainSection | QuietBlock | DividerBlock | ButtonRow | RichTextPage;

/** What is sent: the blocks, and the text for notifications, screen readers and a Slack that refuses the blocks. */
export interface SlackMessage {
  readonly blocks: readonly SlackBlock[];
  readonly text: string;
}

/** One literal line with a button beside it. */
export interface PlainSection extends SectionBlock {
  text: PlainTextElement;
  accessory: Button;
}

/** Small grey text. */
export interface QuietBlock extends ContextBlock {
  elements: PlainTextElement[];
}

/** Buttons beside each other. */
interface ButtonRow extends ActionsBlock {
  elements: Button[];
}

/** Running text, lists and code. */
export interface RichTextPage extends RichTextBlock {
  elements: RichTextPart[];
}

/** What a rich text is made of, from top to bottom. */
export type RichTextPart = TextSection | TextList | CodeBlock;

/** A piece of running text; mentions and broadcasts exist in Slack but are never drawn. */
export type InlineText = RichTextText | RichTextLink;

/** Running text. */
export interface TextSection extends RichTextSection {
  elements: InlineText[];
}

/** A list; `offset` goes on with the numbers of the list before it, and is missing from Slack's own types. */
export interface TextList extends RichTextList {
  elements: TextSection[];
  offset?: number;
}

/** Text to copy. */
export interface CodeBlock extends RichTextPreformatted {
  elements: RichTextText[];
}
