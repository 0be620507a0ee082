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

/** The texts of a message: its own, those that apps hang below it, and a mail posted to a channel. */
const texts = {
  text: z.string().nullish(),
  attachments: z
    .array(z.object({ title: z.string().nullish(), text: z.string().nullish(), fallback: z.string().nullish() }))
    .nullish()
    .catch(undefined),
  files: z
    .array(
      z.object({
        mode: z.string().nullish(),
        subject: z.string().nullish(),
        title: z.string().nullish(),
        plain_text: z.string().nullish(),
      }),
    )
    .nullish()
    .catch(undefined),
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
    bot_id: z.string().nullish(),
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
