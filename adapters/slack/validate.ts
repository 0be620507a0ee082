import * as z from "zod";
import { isInert } from "#core";
import { LIMITS } from "./limits.ts";
import { measure } from "./measure.ts";

/**
 * What is wrong with a message by Slack's rules and by ours; empty when it may be sent.
 *
 * It knows only what this bot draws with: any other block, mention, broadcast or mrkdwn is a complaint too.
 */
export function validateMessage(message: unknown): readonly string[] {
  const result = messageSchema.safeParse(message);
  const complaints = (result.error?.issues ?? []).map(({ path, message: text }) => `${path.join(".") || "message"}: ${text}`);
  if (result.data === undefined) return complaints;
  const { blocks } = result.data;
  const characters = measure(blocks);
  if (characters > LIMITS.characters) complaints.push(`blocks: ${characters} characters of text, ${LIMITS.characters} at most`);
  const buttons = blocks.flatMap((block) =>
    block.type === "actions" ? block.elements : block.type === "section" && block.accessory ? [block.accessory] : [],
  );
  for (const id of repeated(buttons.map(({ action_id }) => action_id))) complaints.push(`action_id ${id}: used more than once`);
  for (const id of repeated(blocks.flatMap(({ block_id }) => block_id ?? []))) complaints.push(`block_id ${id}: used more than once`);
  return complaints;
}

const text = (most: number) => z.string().min(1).max(most);
/** A text that a reader sees. */
const shown = (most: number) => text(most).refine(isInert, "characters that show nothing and turn or hide what follows");
const plainText = (most: number) => z.strictObject({ type: z.literal("plain_text"), text: shown(most), emoji: z.literal(false) });
const url = shown(LIMITS.url).startsWith("https://");
const blockId = { block_id: text(LIMITS.id).optional() };

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(LIMITS.button.label),
  accessibility_label: shown(LIMITS.button.spoken).optional(),
  action_id: text(LIMITS.id),
  value: text(LIMITS.button.value),
  style: z.literal("primary").optional(),
});

const style = z.strictObject({ bold: z.boolean().optional(), code: z.boolean().optional() }).optional();
const textPiece = z.strictObject({ type: z.literal("text"), text: shown(LIMITS.text), style });
const linkPiece = z.strictObject({ type: z.literal("link"), url, text: shown(LIMITS.text).optional() });
const section = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: z.array(z.discriminatedUnion("type", [textPiece, linkPiece])).min(1),
});
const richTextPart = z.discriminatedUnion("type", [
  section,
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    indent: z.int().min(0).max(LIMITS.indent).optional(),
    offset: z.int().min(0).optional(),
    elements: z.array(section).min(1),
  }),
  z.strictObject({ type: z.literal("rich_text_preformatted"), elements: z.array(textPiece.omit({ style: true })).min(1) }),
]);

const messageSchema = z.strictObject({
  blocks: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("header"), text: plainText(LIMITS.header), ...blockId }),
        z.strictObject({ type: z.literal("section"), text: plainText(LIMITS.text), accessory: button.optional(), ...blockId }),
        z.strictObject({
          type: z.literal("context"),
          elements: z.array(plainText(LIMITS.text)).min(1).max(LIMITS.contextElements),
          ...blockId,
        }),
        z.strictObject({ type: z.literal("rich_text"), elements: z.array(richTextPart).min(1), ...blockId }),
        z.strictObject({ type: z.literal("divider"), ...blockId }),
        z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(LIMITS.actionsElements), ...blockId }),
      ]),
    )
    .min(1)
    .max(LIMITS.blocks),
  text: shown(LIMITS.fallback).refine(
    (value) => !/[<>]|&(?!amp;|lt;|gt;)/.test(value),
    "&, < or > not escaped: it could be a mention or a link",
  ),
});

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
