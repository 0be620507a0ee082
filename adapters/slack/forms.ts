import type { Reply } from "#core";
import { createRecentMap, inert } from "#core";
import { quiet } from "./blocks.ts";
import { escapeText } from "./fallback-text.ts";
import { feedbackRow } from "./feedback-row.ts";
import { LIMITS } from "./limits.ts";
import { measure } from "./measure.ts";
import { renderBlocks } from "./render.ts";
import { page } from "./rich-text.ts";
import { shareRow } from "./share.ts";
import { validateMessage, validateText } from "./validate.ts";

/** What is sent beside the reply itself. */
export interface Extras {
  /** The person to call. */
  readonly mention?: string;
  /** Small words above the answer, such as who asked. */
  readonly above?: string;
  /** The question, as it may be shown to others. */
  readonly asked?: string;
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
  /** The blocks as JSON. */
  readonly writeBlocks?: () => string;
}

/** A reply drawn and checked, without what stands beside it. */
interface Drawn {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly thumbs: readonly unknown[];
  /** The blocks as JSON, one by one, without the brackets of a list. */
  readonly written: string;
  readonly characters: number;
  readonly isValid: boolean;
  readonly textComplaints: readonly string[];
}

/** Answers are asked for again and again, and drawing and checking one costs more than all the rest of sending it. */
const MOST_DRAWN = 200;
const drawings = createRecentMap<Drawn>(MOST_DRAWN);

/**
 * The ways to say a reply, richest first: Slack may refuse one, and the last is words alone, so that an answer always arrives.
 *
 * The reply is drawn and checked once for all who get it; what differs from one to the next is drawn and checked beside it.
 */
export function formsOf(reply: Reply, extras: Extras, log: (line: string) => void): readonly Form[] {
  const complain = (complaints: readonly string[]): boolean => {
    if (complaints.length > 0)
      log(`Slack: a reply of kind ${reply.kind} is not drawn as it should be: ${complaints.slice(0, 3).join("; ")}`);
    return complaints.length === 0;
  };
  const { mention, above, isPrivate = false, newer = false } = extras;
  const { text, blocks, thumbs, written, characters, isValid, textComplaints } = drawnOf(reply, newer, complain);
  const before = [
    ...(mention === undefined ? [] : page([{ type: "rich_text_section", elements: [{ type: "user", user_id: mention }] as never }])),
    ...quiet([above]),
  ];
  const behind = isPrivate ? shareRow(reply, extras.asked) : [];
  const usual = [...before, ...blocks, ...behind];
  const calling = mention === undefined ? {} : { mention };
  const fits =
    isValid &&
    complain([...besideComplaints([...before, ...behind], calling), ...sizeComplaints(usual.length, characters, before, behind)]);
  const said = [mention === undefined ? undefined : `<@${mention}>`, above === undefined ? undefined : escapeText(inert(above))];
  const plain = [...said, text].filter((line) => line !== undefined).join("\n");
  const form = (kind: "newer" | "usual", last: readonly unknown[]): Form => ({
    ...{ kind, text, blocks: [...usual, ...last] },
    writeBlocks: () => `[${[writeEach(before), written, writeEach([...behind, ...last])].filter((part) => part !== "").join(",")}]`,
  });
  return [
    ...(fits && thumbs.length > 0 ? [form("newer", thumbs)] : []),
    ...(fits ? [form("usual", [])] : []),
    ...(complain(plain === text ? textComplaints : validateText(plain, calling)) ? [{ kind: "plain" as const, text: plain }] : []),
  ];
}

function drawnOf(reply: Reply, newer: boolean, complain: (complaints: readonly string[]) => boolean): Drawn {
  const key = JSON.stringify([newer, reply]);
  const known = drawings.get(key);
  if (known !== undefined) return known;
  const { blocks, text } = renderBlocks(reply);
  const thumbs = newer ? feedbackRow(reply) : [];
  const isValid = complain(validateMessage({ text, blocks: [...blocks, ...thumbs] }, { newer }));
  const drawn: Drawn = {
    ...{ text, blocks, thumbs, written: writeEach(blocks), isValid },
    ...{ characters: measure([blocks, thumbs]), textComplaints: validateText(text) },
  };
  drawings.set(key, drawn);
  return drawn;
}

function writeEach(blocks: readonly unknown[]): string {
  return blocks.map((block) => JSON.stringify(block)).join(",");
}

function besideComplaints(blocks: readonly unknown[], calling: { readonly mention?: string }): readonly string[] {
  return blocks.length === 0 ? [] : validateMessage({ text: "…", blocks }, calling);
}

function sizeComplaints(count: number, characters: number, ...beside: readonly (readonly unknown[])[]): readonly string[] {
  const all = characters + measure(beside);
  return [
    ...(count < LIMITS.blocks ? [] : [`${count} blocks`]),
    ...(all <= LIMITS.characters ? [] : [`${all} characters of text, ${LIMITS.characters} at most`]),
  ];
}
