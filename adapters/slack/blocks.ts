import type { Button, DividerBlock, PlainTextElement } from "@slack/types";
import type { Heading, Prompt } from "#core";
import { encodeIntent } from "#core";
import { BUTTONS_IN_ROW, LIMITS } from "./limits.ts";
import type { PlainSection, QuietBlock, SlackBlock } from "./message.ts";
import { inert, page, paragraphs, shorten, words } from "./rich-text.ts";

/** Makes the buttons of one message, each with an `action_id` of its own. */
export type DrawButton = (prompt: Prompt) => Button;

/** Numbers the buttons of one message in reading order. */
export function createDrawButton(): DrawButton {
  let count = 0;
  return ({ label, intent, emphasis }) => {
    const id = `intent:${count}`;
    count += 1;
    return {
      type: "button",
      text: plain(shorten(inert(label), LIMITS.button.label)),
      action_id: id,
      value: encodeIntent(intent),
      ...(emphasis === undefined ? {} : { style: emphasis }),
    };
  };
}

/** Rows of buttons. */
export function buttonRows(prompts: readonly Prompt[], button: DrawButton): readonly SlackBlock[] {
  const rows: SlackBlock[] = [];
  for (let start = 0; start < prompts.length; start += BUTTONS_IN_ROW) {
    rows.push({ type: "actions", elements: prompts.slice(start, start + BUTTONS_IN_ROW).map(button) });
  }
  return rows;
}

/** The title of a message. One that is too long for a header also stands in full below it. */
export function title(text: string): readonly SlackBlock[] {
  const shown = shorten(inert(text), LIMITS.header);
  const full = shown === inert(text) ? [] : page(paragraphs([words(text, { bold: true })]));
  return [{ type: "header", text: plain(shown) }, ...full];
}

/** An article's name with its numbers. */
export function headingText({ title: name, code }: Heading): string {
  return code === undefined ? name : `${name} (${code})`;
}

/** Small grey text; the parts that exist, in one line. */
export function quiet(parts: readonly (string | undefined)[]): readonly QuietBlock[] {
  const text = parts.filter((part) => part !== undefined && part !== "").join(" · ");
  return text === "" ? [] : [{ type: "context", elements: [plain(inert(text))] }];
}

/** A line with a button beside it. */
export function row(text: string, button: Button): PlainSection {
  return { type: "section", text: plain(inert(text)), accessory: button };
}

/** A line between two parts. */
export const DIVIDER: DividerBlock = { type: "divider" };

/** With `emoji` off, `:x:` stays as it is written. */
function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
