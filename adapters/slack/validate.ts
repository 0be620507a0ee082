import * as z from "zod";
import { isInert } from "#core";
import { LIMITS } from "./limits.ts";
import { measure } from "./measure.ts";

/** What a message may hold beyond what every message may. */
export interface Allowance {
  /** The one person whom the message must reach by name; any other mention is a complaint. */
  readonly mention?: string;
  /** Blocks that not every Slack takes yet. */
  readonly newer?: boolean;
}

/**
 * What is wrong with a message by Slack's rules and by ours; empty when it may be sent.
 *
 * It knows only what this bot draws with: any other block, mention, broadcast or mrkdwn is a complaint too.
 */
export function validateMessage(message: unknown, { mention, newer = false }: Allowance = {}): readonly string[] {
  const result = messageSchema.safeParse(message);
  const complaints = (result.error?.issues ?? []).map(({ path, message: text }) => `${path.join(".") || "message"}: ${text}`);
  if (result.data === undefined) return complaints;
  const { blocks } = result.data;
  for (const id of mentionsIn(blocks)) if (id !== mention) complaints.push(`blocks: mentions ${id}, who is not to be called`);
  if (!newer && blocks.some(({ type }) => type === "context_actions")) complaints.push("blocks: context_actions is not taken everywhere");
  const characters = measure(blocks);
  if (characters > LIMITS.characters) complaints.push(`blocks: ${characters} characters of text, ${LIMITS.characters} at most`);
  for (const id of repeated(actionIdsIn(blocks))) complaints.push(`action_id ${id}: used more than once`);
  for (const id of repeated(blocks.flatMap(({ block_id }) => block_id ?? []))) complaints.push(`block_id ${id}: used more than once`);
  return complaints;
}

/** What is wrong with a message of words alone; it may begin by calling the one person whom it must reach. */
export function validateText(message: string, { mention }: Pick<Allowance, "mention"> = {}): readonly string[] {
  const call = `<@${mention}>`;
  const rest =
    mention !== undefined && /^[UW][A-Z0-9]{2,20}$/.test(mention) && message.startsWith(call) ? message.slice(call.length) : message;
  return (messageText.safeParse(rest).error?.issues ?? []).map(({ message: complaint }) => `text: ${complaint}`);
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
const mentionPiece = z.strictObject({ type: z.literal("user"), user_id: z.string().regex(/^[UW][A-Z0-9]{2,20}$/) });
const section = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: z.array(z.discriminatedUnion("type", [textPiece, linkPiece, mentionPiece])).min(1),
});
const thumb = z.strictObject({ text: plainText(LIMITS.button.label), value: text(LIMITS.button.value) });
const feedback = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: text(LIMITS.id),
  positive_button: thumb,
  negative_button: thumb,
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

/** The blocks of a message; those of a view are these and an input. */
export const blockSchemas = [
  z.strictObject({ type: z.literal("header"), text: plainText(LIMITS.header), ...blockId }),
  z.strictObject({ type: z.literal("section"), text: plainText(LIMITS.text), accessory: button.optional(), ...blockId }),
  z.strictObject({ type: z.literal("context"), elements: z.array(plainText(LIMITS.text)).min(1).max(LIMITS.contextElements), ...blockId }),
  z.strictObject({ type: z.literal("rich_text"), elements: z.array(richTextPart).min(1), ...blockId }),
  z.strictObject({ type: z.literal("divider"), ...blockId }),
  z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(LIMITS.actionsElements), ...blockId }),
] as const;

const messageText = shown(LIMITS.fallback).refine(
  (value) => !/[<>]|&(?!amp;|lt;|gt;)/.test(value),
  "&, < or > not escaped: it could be a mention or a link",
);

const messageSchema = z.strictObject({
  blocks: z
    .array(
      z.discriminatedUnion("type", [
        ...blockSchemas,
        z.strictObject({ type: z.literal("context_actions"), elements: z.array(feedback).min(1).max(LIMITS.thumbs), ...blockId }),
      ]),
    )
    .min(1)
    .max(LIMITS.blocks),
  text: messageText,
});

type CheckedBlock = z.infer<typeof messageSchema>["blocks"][number];

function mentionsIn(blocks: readonly CheckedBlock[]): readonly string[] {
  const sections = blocks
    .flatMap((block) => (block.type === "rich_text" ? block.elements : []))
    .flatMap((part) => (part.type === "rich_text_section" ? [part] : part.type === "rich_text_list" ? part.elements : []));
  return sections.flatMap(({ elements }) => elements.flatMap((piece) => (piece.type === "user" ? [piece.user_id] : [])));
}

/** The ids of everything that can be pressed. */
export function actionIdsIn(blocks: readonly Pick<CheckedBlock, "type">[]): readonly string[] {
  return (blocks as readonly CheckedBlock[]).flatMap((block) => {
    if (block.type === "actions" || block.type === "context_actions") return block.elements.map(({ action_id }) => action_id);
    return block.type === "section" && block.accessory ? [block.accessory.action_id] : [];
  });
}

/** What is there more than once. */
export function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
