import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Button, PlainTextElement } from "@slack/types";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Block } from "slack-blocks-to-jsx";
import { Message } from "slack-blocks-to-jsx";
import type { SlackBlock, SlackMessage } from "./message.ts";

/** Private-use characters around the number of a text that is put in after drawing. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const STYLE_FILE = createRequire(import.meta.url).resolve("slack-blocks-to-jsx/dist/style.css");
let style: string | undefined;

/**
 * A message as it looks in Slack, with its style sheet: to be shown in a frame of its own.
 *
 * Each button carries its `action_id` as `data-action` and its value as `data-payload`, for the one who hears the click.
 */
export function drawHtml({ blocks }: SlackMessage): string {
  const texts: string[] = [];
  const payloads = new Map<string, string>();
  // slack-blocks-to-jsx reads mrkdwn in plain text, which Slack does not: it gets a number for each, and no text.
  const numbered = (text: string): string => OPEN + (texts.push(text) - 1) + CLOSE;
  const literal = (element: PlainTextElement): PlainTextElement => ({ ...element, text: numbered(element.text) });
  const button = (element: Button): Button => {
    payloads.set(element.action_id ?? "", element.value ?? "");
    const spoken = element.accessibility_label;
    return { ...element, text: literal(element.text), ...(spoken === undefined ? {} : { accessibility_label: numbered(spoken) }) };
  };
  const drawn = blocks.flatMap(onePartEach).map((block) => withLiteralTexts(block, literal, button));
  const markup = renderToStaticMarkup(createElement(Message, { blocks: drawn as Block[], name: "", logo: "", withoutWrapper: true }));
  style ??= readFileSync(STYLE_FILE, "utf8");
  // In one pass, so that nothing is put into what was put in.
  const body = markup.replace(/ id="(intent:\d+)"|\uE000(\d+)\uE001/g, (_whole, id: string | undefined, index: string) =>
    id === undefined
      ? escapeHtml(texts[Number(index)] ?? "").replaceAll("\n", "<br>")
      : ` data-action="${id}" data-payload="${escapeHtml(payloads.get(id) ?? "")}"`,
  );
  return `<style>${style}</style>${body}`;
}

/** slack-blocks-to-jsx adds its own count to a list's `offset` when another list stands before it in the same block: 1, 2, 4. */
function onePartEach(block: SlackBlock): readonly SlackBlock[] {
  return block.type === "rich_text" ? block.elements.map((part) => ({ ...block, elements: [part] })) : [block];
}

function withLiteralTexts(
  block: SlackBlock,
  literal: (element: PlainTextElement) => PlainTextElement,
  button: (element: Button) => Button,
): SlackBlock {
  switch (block.type) {
    case "header":
      return { ...block, text: literal(block.text) };
    case "section":
      return { ...block, text: literal(block.text), accessory: button(block.accessory) };
    case "context":
      return { ...block, elements: block.elements.map(literal) };
    case "actions":
      return { ...block, elements: block.elements.map(button) };
    case "rich_text":
    case "divider":
      return block;
    default:
      block satisfies never;
      return block;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
