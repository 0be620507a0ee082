import type { Reply } from "#core";
import { createRecentMap } from "#core";
import { quiet } from "./blocks.ts";
import { feedbackRow } from "./feedback-row.ts";
import { renderBlocks } from "./render.ts";
import { page } from "./rich-text.ts";
import { shareRow } from "./share.ts";
import type { Allowance } from "./validate.ts";
import { validateMessage } from "./validate.ts";

/** What is sent beside the reply itself. */
export interface Extras {
  /** The person to call. */
  readonly mention?: string;
  /** Small words above the answer, such as who asked. */
  readonly above?: string;
  /** Whether only one person sees it, who may want to share it. */
  readonly isPrivate?: boolean;
  /** Whether blocks may be used that not every Slack takes yet. */
  readonly newer?: boolean;
}

/** One way to say it. */
export interface Form {
  readonly kind: "newer" | "usual" | "plain";
  readonly text: string;
  readonly blocks?: readonly unknown[];
}

/** Answers are asked for again and again, and drawing and checking one costs more than all the rest of sending it. */
const MOST_DRAWN = 200;
const drawn = createRecentMap<readonly Form[]>(MOST_DRAWN);

/** The ways to say a reply, richest first: Slack may refuse one, and the last is words alone, so that an answer always arrives. */
export function formsOf(reply: Reply, extras: Extras, log: (line: string) => void): readonly Form[] {
  const key = JSON.stringify([reply, extras]);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const forms = drawForms(reply, extras, log);
  drawn.set(key, forms);
  return forms;
}

function drawForms(reply: Reply, extras: Extras, log: (line: string) => void): readonly Form[] {
  const { blocks, text } = renderBlocks(reply);
  const { mention, above, isPrivate = false, newer = false } = extras;
  const usual = [
    ...(mention === undefined ? [] : page([{ type: "rich_text_section", elements: [{ type: "user", user_id: mention }] as never }])),
    ...quiet([above]),
    ...blocks,
    ...(isPrivate ? shareRow(reply) : []),
  ];
  const thumbs = newer ? feedbackRow(reply) : [];
  const candidates: readonly Form[] = [
    ...(thumbs.length === 0 ? [] : [{ kind: "newer" as const, text, blocks: [...usual, ...thumbs] }]),
    { kind: "usual", text, blocks: usual },
  ];
  const valid = candidates.filter((form) => isValid(form, reply, { ...(mention === undefined ? {} : { mention }), newer }, log));
  return [...valid, { kind: "plain", text }];
}

function isValid({ text, blocks }: Form, reply: Reply, allowance: Allowance, log: (line: string) => void): boolean {
  const complaints = validateMessage({ text, blocks }, allowance);
  if (complaints.length > 0) log(`Slack: a reply of kind ${reply.kind} is not drawn as it should be: ${complaints.slice(0, 3).join("; ")}`);
  return complaints.length === 0;
}
