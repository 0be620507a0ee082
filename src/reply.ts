import type { Locale } from "./i18n/locale.ts";
import type { HAND_OVER_FORMS, Intent } from "./intent.ts";
import type { Risk } from "./knowledge/article.ts";
import type { RichText } from "./rich-text.ts";

/**
 * What goes back to the reader: content without layout, in finished sentences of one language.
 *
 * A closed union: a new kind fails to compile in every renderer until it is drawn.
 */
export type Reply =
  | AnswerReply
  | StepsReply
  | StepReply
  | HandOverReply
  | ChoicesReply
  | NotFoundReply
  | ListReply
  | NoticeReply
  | HelpReply;

/** What a reader can do next; it becomes a button. */
export interface Prompt {
  readonly label: string;
  readonly intent: Intent;
  readonly emphasis?: "primary";
}

interface ReplyBase {
  readonly locale: Locale;
  /** Something the reader must know first, such as a secret that was pasted. */
  readonly warning?: RichText;
  /** At most three, in fixed order. */
  readonly prompts: readonly Prompt[];
  /** For an overflow menu or a second row. */
  readonly furtherPrompts: readonly Prompt[];
}

/** How sure the bot is of an answer, and by what it was found. */
export interface Match {
  readonly by: "code" | "name" | "words" | undefined;
  /** The code or name that was read. */
  readonly code: string | undefined;
  readonly confidence: "exact" | "likely" | "several" | "none";
}

/** A short heading with its text: "Cause" and the cause. */
export interface Labelled {
  readonly label: string;
  readonly text: RichText;
}

/** Text to copy. With a placeholder in it, it is not ready to copy, and `note` says so. */
export interface CopyText {
  readonly text: string;
  readonly ready: boolean;
  readonly note?: string;
}

/** One step, in full. */
export interface StepView {
  readonly where: string;
  readonly action: RichText;
  readonly run?: CopyText;
  readonly expect?: Labelled;
  /** How long it takes and what it can cost: "minutes · safe". In a run that stands in its position. */
  readonly effort?: string;
  /** The same for a renderer that marks risk; never the only carrier of it. */
  readonly risks: readonly Risk[];
  /** Says that a step is our own reading, where it is. */
  readonly basis?: string;
  readonly undo?: Labelled;
  readonly link?: { readonly label: string; readonly url: string };
}

/** Which article this is, where it comes from and when it was checked. */
export interface Evidence {
  readonly article: string;
  readonly checked: string;
  readonly source: { readonly label: string; readonly url: string };
  /** Says how much was put right against the source, where anything was. */
  readonly corrected?: string;
}

/** What names an article at the top of a card. */
export interface Heading {
  readonly title: string;
  /** Numbers as the product prints them: "100050 · 0x186D2". */
  readonly code?: string;
  /** The symbolic name. */
  readonly name?: string;
}

/** One known problem: what it is, what is still safe, the first step. */
export interface AnswerReply extends ReplyBase {
  readonly kind: "answer";
  readonly heading: Heading;
  readonly match: Match;
  readonly impact: RichText;
  readonly why: RichText;
  readonly cause?: Labelled;
  /** For which case the first way is meant, where it is not for all. */
  readonly when?: Labelled;
  readonly first: StepView;
  /** What comes after the first step: "4 more steps", or "3 ways to fix this". */
  readonly remaining?: string;
  readonly caution?: Labelled;
  /** When this was solved here before, and by which step. */
  readonly seenBefore?: RichText;
  readonly evidence: Evidence;
}

/** One way to fix a problem, with all its steps. */
export interface WayView {
  /** "Way A: set the proxy". */
  readonly title: string;
  readonly when?: Labelled;
  /** Numbered steps to do in order, or checks in any order. */
  readonly ordered: boolean;
  readonly steps: readonly StepView[];
}

/** All ways and steps of one article. */
export interface StepsReply extends ReplyBase {
  readonly kind: "steps";
  readonly heading: Heading;
  readonly intro?: string;
  readonly ways: readonly WayView[];
  readonly caution?: Labelled;
  /** What to gather for support. */
  readonly collect?: { readonly label: string; readonly items: readonly RichText[] };
  /** What was put right against the source. */
  readonly corrections?: { readonly label: string; readonly items: readonly RichText[] };
  readonly evidence: Evidence;
}

/** Which run a card is of, and how new the card is: for a face that keeps it up to date. */
export interface RunMark {
  readonly id: string;
  readonly revision: number;
}

/** Where a run stands: its step in full, or what it asks at its end. */
export interface StepReply extends ReplyBase {
  readonly kind: "step";
  readonly run: RunMark;
  /** The article that it walks through; none for a problem without one. */
  readonly article?: string;
  readonly heading: Heading;
  /** What a reader must know first: what happened, who moved it, what is asked. */
  readonly lines: readonly RichText[];
  /** "Step 2 of 5 · way A of 3 · minutes · safe". */
  readonly position?: string;
  /** The name of the way, where there are several. */
  readonly way?: string;
  readonly when?: Labelled;
  readonly step?: StepView;
  /** What is lost by a step that needs a second press. */
  readonly loses?: Labelled;
  /** What can be chosen in answer to the question in `lines`. */
  readonly options: readonly Prompt[];
  /** Which run this is, and who has it since when. */
  readonly footer: string;
}

/** What was tried, as a text to pass on. */
export interface HandOverReply extends ReplyBase {
  readonly kind: "handOver";
  readonly run: RunMark;
  readonly title: string;
  readonly lines: readonly RichText[];
  readonly form: HandOverForm;
  readonly body: CopyText;
}

/** In which form a trail is handed over. */
export type HandOverForm = (typeof HAND_OVER_FORMS)[number];

/** One article that a reader can pick. */
export interface Choice {
  readonly heading: Heading;
  /** The one fact that tells it apart, or why it is shown. */
  readonly detail?: RichText;
  readonly prompt: Prompt;
}

/** A question back: at most three choices. */
export interface ChoicesReply extends ReplyBase {
  readonly kind: "choices";
  readonly match: Match;
  readonly question: RichText;
  readonly choices: readonly Choice[];
}

/** An honest "not known", with what was understood. */
export interface NotFoundReply extends ReplyBase {
  readonly kind: "notFound";
  readonly match: Match;
  readonly title: string;
  readonly understood: readonly RichText[];
  /** The nearest two at most, marked as not the same. */
  readonly nearest: readonly Choice[];
  readonly collect: { readonly label: string; readonly items: readonly RichText[] };
  readonly advice: RichText;
}

/** Articles or groups of articles to browse, or open runs. */
export interface ListReply extends ReplyBase {
  readonly kind: "list";
  readonly title: string;
  readonly items: readonly ListItem[];
}

/** A row of a list. */
export interface ListItem {
  readonly label: string;
  readonly detail?: string;
  readonly prompt: Prompt;
  /** Only of a run: the one who asks has it in hand, moved it last, or began it. */
  readonly isOwn?: true;
}

/** One short message. */
export interface NoticeReply extends ReplyBase {
  readonly kind: "notice";
  readonly text: RichText;
}

/** What can be asked, with examples to press. */
export interface HelpReply extends ReplyBase {
  readonly kind: "help";
  readonly title: string;
  readonly paragraphs: readonly RichText[];
  readonly examples: { readonly label: string; readonly prompts: readonly Prompt[] };
}

/** A reply and where it goes. */
export interface Delivery {
  readonly reply: Reply;
  readonly to: Destination;
  /** Somebody whom the message must reach by name. */
  readonly mention?: Mention;
  /** What the message is about, for `Bot.delivered` to remember where it stands. */
  readonly about?: About;
}

/**
 * Where a reply goes.
 *
 * - `here`: where it was asked; `private`: only to the one who asked; `update`: in the place of an earlier message, with an address where
 *   that stands in another conversation
 * - `thread`: a new message in the thread; `place`: somewhere else, by an address of the settings or a conversation's key
 */
export type Destination =
  | { readonly kind: "here" }
  | { readonly kind: "private" }
  | { readonly kind: "update"; readonly message: string; readonly address?: string }
  | { readonly kind: "thread" }
  | { readonly kind: "place"; readonly address: string };

/** A person to mention, by key and by name. */
export interface Mention {
  readonly key: string;
  readonly name?: string;
}

/** What a delivered message is about. */
export interface About {
  readonly organisation: string;
  /** The key of the conversation. */
  readonly conversation: string;
  readonly article?: string;
  readonly run?: string;
}
