import * as z from "zod";

/** What Slack delivers, as far as the bot reads it; all else in a body is let through unread. */

/** A slash command: the fields of its form. */
export const commandSchema = z.object({
  command: z.string().startsWith("/"),
  text: z.string().default(""),
  team_id: z.string().min(1),
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  user_name: z.string().optional(),
  trigger_id: z.string().min(1),
});

/** The texts of a message: its own, its blocks, those that apps hang below it, and a mail posted to a channel. What stands in those is read with care. */
const texts = {
  text: z.string().nullish().catch(undefined),
  bot_id: z.string().nullish().catch(undefined),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  files: z.unknown().optional(),
};

/** A message as far as its texts go. */
export const textsSchema = z.object(texts);

/** An event with its envelope: a mention or a message. */
export const eventSchema = z.object({
  type: z.literal("event_callback"),
  event_id: z.string().min(1),
  team_id: z.string().min(1),
  /** For which installation it is delivered; in a shared channel this is not the sender's team. */
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
  event: z.object({
    type: z.enum(["app_mention", "message"]),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
    channel: z.string().min(1),
    ...texts,
  }),
});

/** A press of a button in a message, or in a view such as the home. */
export const pressSchema = z.object({
  type: z.literal("block_actions"),
  trigger_id: z.string().min(1),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string().min(1), name: z.string().optional(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string().min(1), name: z.string().optional() }).nullish(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }),
  message: z.object({ thread_ts: z.string().optional(), blocks: z.unknown().optional() }).nullish(),
  view: z.object({ private_metadata: z.string().default("") }).nullish(),
  actions: z.tuple([z.object({ action_ts: z.string().optional(), value: z.unknown() })], z.unknown()),
});

/** The shortcut on a message. */
export const messageShortcutSchema = z.object({
  type: z.literal("message_action"),
  callback_id: z.string(),
  trigger_id: z.string().min(1),
  action_ts: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string().min(1), name: z.string().optional(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string().min(1), name: z.string().optional() }),
  message: textsSchema,
});

const named = z.looseObject({ id: z.string() });
const pressed = { user: named, team: named.nullish(), enterprise: z.looseObject({}).nullish(), channel: named.optional() };
const viewed = z.looseObject({
  ...pressed,
  view: z.looseObject({ callback_id: z.string() }),
  response_urls: z.array(named.partial()).optional(),
});
const nameOrRecord = z.union([z.string(), z.looseObject({})]);

/** What must be so in a body of each kind before anything looks into it: Bolt takes it for granted, and so do the listeners. */
const DELIVERED: Readonly<Record<string, z.ZodType>> = {
  event_callback: z.looseObject({
    event: z.looseObject({
      ...{ type: z.string(), user: nameOrRecord.optional(), channel: nameOrRecord.optional() },
      ...{ item: z.looseObject({}).optional(), subteam: z.looseObject({}).optional() },
    }),
    authorizations: z.array(z.looseObject({})).nullish(),
  }),
  block_actions: z.looseObject({ ...pressed, actions: z.tuple([z.looseObject({ action_id: z.string() })], z.unknown()) }),
  block_suggestion: z.looseObject({ ...pressed, action_id: z.string() }),
  shortcut: z.looseObject({ ...pressed, callback_id: z.string() }),
  message_action: z.looseObject({ ...pressed, callback_id: z.string() }),
  view_submission: viewed,
  view_closed: viewed,
};

/** Whether a body can be handed on: of a kind that Slack delivers to this bot, and with nothing in it that would break whoever reads it. */
export function isDelivered(body: Readonly<Record<string, unknown>>): boolean {
  // A command has no type. What more it holds is looked at where it is read.
  if (body["command"] !== undefined) return typeof body["command"] === "string" && body["event"] === undefined;
  const { type } = body;
  return typeof type === "string" && Object.hasOwn(DELIVERED, type) && DELIVERED[type]?.safeParse(body).success === true;
}
