import type * as z from "zod";
import type { Surface, Turn } from "#core";
import { decodeIntent } from "#core";
import { commandSchema, eventSchema, pressSchema } from "./bodies.ts";
import { readSlackText } from "./text.ts";

/** Who the bot is in a workspace. */
export interface SlackSelf {
  readonly userId: string;
}

/** What a person writes; every other subtype tells of a change to a message, or of a channel. */
const WRITTEN = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);
const SLACKBOT = "USLACKBOT";

/**
 * What Slack delivers as a turn: a slash command, an event or a press, told apart by content.
 *
 * Undefined for what is not said to the bot, or not by a person. `now` is the time of a command, which carries none.
 */
export function decodeSlack(body: unknown, self: SlackSelf, now: Date = new Date()): Turn | undefined {
  const press = pressSchema.safeParse(body).data;
  if (press) return turnOfPress(press, now);
  const event = eventSchema.safeParse(body).data;
  if (event) return turnOfEvent(event, self);
  const command = commandSchema.safeParse(body).data;
  return command && turnOfCommand(command, self, now);
}

function turnOfCommand(command: z.infer<typeof commandSchema>, { userId }: SlackSelf, now: Date): Turn {
  return {
    platform: "slack",
    tenant: command.team_id,
    conversation: command.channel_id,
    user: personOf(command.user_id, command.user_name),
    eventId: command.trigger_id,
    at: now,
    surface: "command",
    intent: { kind: "ask", text: readSlackText(command.text, userId) },
  };
}

function turnOfEvent({ event, ...envelope }: z.infer<typeof eventSchema>, { userId }: SlackSelf): Turn | undefined {
  if (event.user === undefined || event.user === userId || event.user === SLACKBOT || event.bot_id) return undefined;
  if (!WRITTEN.has(event.subtype)) return undefined;
  const isDirect = event.type === "message" && event.channel_type === "im";
  if (!isDirect && event.type !== "app_mention") return undefined;
  // In a channel the answer opens a thread under the question; in a direct message there is none unless the person is in one.
  const thread = event.thread_ts ?? (isDirect ? undefined : event.ts);
  return {
    platform: "slack",
    tenant: envelope.authorizations?.[0]?.team_id ?? envelope.team_id,
    conversation: event.channel,
    ...(thread === undefined ? {} : { thread }),
    user: { id: event.user },
    eventId: envelope.event_id,
    at: dateOf(event.ts),
    surface: isDirect ? "direct" : event.channel_type === "mpim" ? "group" : "channel",
    intent: { kind: "ask", text: readSlackText(event.text, userId) },
  };
}

function turnOfPress(press: z.infer<typeof pressSchema>, now: Date): Turn | undefined {
  const tenant = press.team?.id ?? press.user.team_id;
  if (tenant === undefined) return undefined;
  const { channel, container, user } = press;
  const [{ action_ts, value }] = press.actions;
  const thread = container.thread_ts ?? press.message?.thread_ts;
  return {
    platform: "slack",
    tenant,
    conversation: channel.id,
    ...(thread === undefined ? {} : { thread }),
    message: container.message_ts,
    user: personOf(user.id, user.name),
    eventId: press.trigger_id,
    at: action_ts === undefined ? now : dateOf(action_ts),
    surface: container.is_ephemeral ? "command" : surfaceOf(channel),
    intent: decodeIntent(value) ?? { kind: "unreadable" },
  };
}

/** A press says nothing of the kind of channel but its name. */
function surfaceOf({ id, name }: { readonly id: string; readonly name?: string | undefined }): Surface {
  if (id.startsWith("D") || name === "directmessage") return "direct";
  return name?.startsWith("mpdm-") ? "group" : "channel";
}

function personOf(id: string, name: string | undefined): Turn["user"] {
  return name === undefined ? { id } : { id, name };
}

/** Slack's times are seconds with a fraction, as text. */
function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
