import type { Button, DividerBlock, PlainTextElement } from "@slack/types";
import type { Heading, Locale, Prompt } from "#core";
import { encodeIntent, inert } from "#core";
import { BUTTONS_IN_ROW, LIMITS } from "./limits.ts";
import type { PlainSection, QuietBlock, SlackBlock } from "./message.ts";
import { page, paragraphs, shorten, words } from "./rich-text.ts";
import { translatorFor } from "./translator-for.ts";

/** Makes the buttons of one message, each with an `action_id` of its own, numbered in reading order. */
export interface ButtonMaker {
  /** A button with the words of its prompt on it. */
  labelled(prompt: Prompt): Button;
  /** A short button for a prompt whose words stand beside it; a screen reader still says those. */
  short(prompt: Prompt): Button;
}

/** Starts to number the buttons of one message. */
export function createButtonMaker(locale: Locale): ButtonMaker {
  let count = 0;
  const make = ({ intent, emphasis }: Prompt, label: string, spoken?: string): Button => {
    const id = `intent:${count}`;
    count += 1;
    return {
      type: "button",
      text: plain(label),
      ...(spoken === undefined ? {} : { accessibility_label: spoken }),
      action_id: id,
      value: encodeIntent(intent),
      ...(emphasis === undefined ? {} : { style: emphasis }),
    };
  };
  return {
    labelled: (prompt) => make(prompt, inert(prompt.label)),
    short: (prompt) => {
      const open = translatorFor(locale).text("prompt.open");
      return make(prompt, open, shorten(`${open}: ${inert(prompt.label)}`, LIMITS.button.spoken));
    },
  };
}

/** Prompts in their order: short ones as buttons side by side, long ones as rows, so that a phone cuts no label. */
export function promptRows(prompts: readonly Prompt[], buttons: ButtonMaker): readonly SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let sideBySide: Button[] | undefined;
  for (const prompt of prompts) {
    if (inert(prompt.label).length > LIMITS.button.label) {
      sideBySide = undefined;
      blocks.push(row(prompt.label, buttons.short(prompt)));
    } else {
      if (sideBySide === undefined || sideBySide.length === BUTTONS_IN_ROW) {
        sideBySide = [];
        blocks.push({ type: "actions", elements: sideBySide });
      }
      sideBySide.push(buttons.labelled(prompt));
    }
  }
  return blocks;
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
  const text = shorten(inert(parts.filter((part) => part !== undefined && part !== "").join(" · ")), LIMITS.text);
  return text === "" ? [] : [{ type: "context", elements: [plain(text)] }];
}

/** A line with a button beside it. */
export function row(text: string, button: Button): PlainSection {
  return { type: "section", text: plain(shorten(inert(text), LIMITS.text)), accessory: button };
}

/** A line between two parts. */
export const DIVIDER: DividerBlock = { type: "divider" };

/** With `emoji` off, `:x:` stays as it is written. */
function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
