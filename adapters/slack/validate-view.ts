import * as z from "zod";
import { isInert } from "#core";
import { LIMITS } from "./limits.ts";
import { actionIdsIn, blockSchemas, repeated } from "./validate.ts";

/** What is wrong with a modal or a home by Slack's rules and by ours; empty when it may be shown. */
export function validateView(view: unknown): readonly string[] {
  const { data, error } = viewSchema.safeParse(view);
  const complaints: string[] = (error?.issues ?? []).map(({ path, message }) => `${path.join(".") || "view"}: ${message}`);
  if (data === undefined) return complaints;
  if (data.type === "modal" && data.submit === undefined && data.blocks.some(({ type }) => type === "input")) {
    complaints.push("submit: missing beside an input");
  }
  const inputs = data.blocks.flatMap((block) => (block.type === "input" ? [block.element.action_id] : []));
  const ids = repeated([...actionIdsIn(data.blocks.filter((block) => block.type !== "input")), ...inputs]);
  return [...complaints, ...ids.map((id) => `action_id ${id}: used more than once`)];
}

const plainText = (most: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(most).refine(isInert, "characters that show nothing and turn or hide what follows"),
    emoji: z.literal(false),
  });
const id = z.string().min(1).max(LIMITS.id);
const placeholder = plainText(LIMITS.view.placeholder).optional();

const input = z.strictObject({
  type: z.literal("input"),
  block_id: id,
  label: plainText(LIMITS.view.label),
  hint: plainText(LIMITS.view.label).optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("external_select"),
      action_id: id,
      placeholder,
      min_query_length: z.int().min(0).optional(),
      focus_on_load: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal("plain_text_input"),
      action_id: id,
      placeholder,
      max_length: z.int().min(1).max(LIMITS.text).optional(),
      dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.literal("on_enter_pressed")).min(1) }).optional(),
    }),
  ]),
});

const blocks = z
  .array(z.discriminatedUnion("type", [...blockSchemas, input]))
  .min(1)
  .max(LIMITS.view.blocks);
const metadata = z.string().max(LIMITS.view.metadata).optional();

const viewSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("home"), private_metadata: metadata, blocks }),
  z.strictObject({
    type: z.literal("modal"),
    callback_id: id,
    private_metadata: metadata,
    title: plainText(LIMITS.view.title),
    /** Slack wants it where there is something to fill in. */
    submit: plainText(LIMITS.view.title).optional(),
    close: plainText(LIMITS.view.title),
    blocks,
  }),
]);
