import type * as z from "zod";
import type { Locale, Surface, Turn } from "#core";
import { decodeIntent, LOCALES, localeTyped } from "#core";
import { commandSchema, eventSchema, messageShortcutSchema, pressSchema } from "./bodies.ts";
import { textsIn } from "./message-texts.ts";
import { privateReader, privateThread } from "./private-thread.ts";
import { readSlackText } from "./text.ts";
import { readViewPlace } from "./view-place.ts";

/** Who the bot is in a workspace. */
export interface SlackSelf {
  readonly userId: string;
}

/** What a person writes; every other subtype tells of a change to a message, or of a channel. */
const WRITTEN = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);
const SLACKBOT = "USLACKBOT";

/**
 * What Slack delivers as a turn: a slash command, an event, a press or a shortcut on a message, told apart by content.
 *
 * Undefined for what is not said to the bot, or not by a person. `now` is the time of a command, which carries none.
 */
export function decodeSlack(body: unknown, self: SlackSelf, now: Date = new Date()): Turn | undefined {
  // A command has no type; to try it against every schema would cost more than to read it.
  const command = isCommand(body) ? commandSchema.safeParse(body).data : undefined;
  if (command) return turnOfCommand(command, self, now);
  const press = pressSchema.safeParse(body).data;
  if (press) return turnOfPress(press, now);
  const shortcut = messageShortcutSchema.safeParse(body).data;
  if (shortcut) return turnOfShortcut(shortcut, self, now);
  const event = eventSchema.safeParse(body).data;
  return event && turnOfEvent(event, self);
}

function isCommand(body: unknown): boolean {
  return typeof body === "object" && body !== null && "command" in body;
}

function turnOfCommand(command: z.infer<typeof commandSchema>, { userId }: SlackSelf, now: Date): Turn {
  const text = readSlackText(command.text, userId);
  return {
    platform: "slack",
    tenant: command.team_id,
    conversation: command.channel_id,
    thread: privateThread(command.user_id),
    user: personOf(command.user_id, command.user_name),
    eventId: command.trigger_id,
    at: now,
    surface: "command",
    ...hintOf(localeTyped(text)),
    intent: { kind: "ask", text },
  };
}

function turnOfShortcut(
  { message, channel, user, ...shortcut }: z.infer<typeof messageShortcutSchema>,
  self: SlackSelf,
  now: Date,
): Turn | undefined {
  const tenant = shortcut.team?.id ?? user.team_id;
  if (tenant === undefined) return undefined;
  return {
    platform: "slack",
    tenant,
    conversation: channel.id,
    thread: privateThread(user.id),
    user: personOf(user.id, user.name),
    eventId: shortcut.trigger_id,
    at: shortcut.action_ts === undefined ? now : dateOf(shortcut.action_ts),
    surface: "command",
    intent: { kind: "ask", text: textsIn(message, self.userId) },
  };
}

/** Whether a person wrote it, and not the bot itself, another bot, or Slack about a change. */
function isWritten({ user, bot_id, subtype }: z.infer<typeof eventSchema>["event"], { userId }: SlackSelf): boolean {
  return user !== undefined && user !== userId && user !== SLACKBOT && !bot_id && WRITTEN.has(subtype);
}

function turnOfEvent(body: z.infer<typeof eventSchema>, self: SlackSelf): Turn | undefined {
  const { event } = body;
  if (!isWritten(event, self)) return undefined;
  const isDirect = event.type === "message" && event.channel_type === "im";
  if (!isDirect && event.type !== "app_mention") return undefined;
  return turnSaid(body, self, isDirect ? "direct" : event.channel_type === "mpim" ? "group" : "channel");
}

function turnSaid({ event, ...envelope }: z.infer<typeof eventSchema>, { userId }: SlackSelf, surface: Surface): Turn {
  // In a channel the answer opens a thread under the question; in a direct message there is none unless the person is in one.
  const thread = event.thread_ts ?? (surface === "direct" ? undefined : event.ts);
  const text = textsIn(event, userId);
  return {
    platform: "slack",
    tenant: envelope.authorizations?.[0]?.team_id ?? envelope.team_id,
    conversation: event.channel,
    ...(thread === undefined ? {} : { thread }),
    user: { id: event.user ?? event.bot_id ?? "" },
    eventId: envelope.event_id,
    at: dateOf(event.ts),
    surface,
    ...hintOf(localeTyped(text)),
    intent: { kind: "ask", text },
  };
}

/** A message in a channel that is not said to the bot. */
export interface Overheard {
  /** What it would be, if it were said to the bot. */
  readonly turn: Turn;
  readonly text: string;
  /** The ids of the one who posted it: a person, a bot, or both. */
  readonly senders: readonly string[];
  /** A person's reply in a thread, which names nobody in particular. */
  readonly isReply: boolean;
  /** The thread was begun by the bot. */
  readonly isOwnThread: boolean;
}

/** What is said in a channel to nobody in particular, as far as the bot was asked to listen; undefined for all else. */
export function decodeOverheard(body: unknown, self: SlackSelf): Overheard | undefined {
  const said = eventSchema.safeParse(body).data;
  if (said === undefined || said.event.type !== "message" || said.event.channel_type === "im") return undefined;
  const { event } = said;
  const { user, bot_id, subtype } = event;
  if (user === self.userId || (!WRITTEN.has(subtype) && subtype !== "bot_message")) return undefined;
  // A mention comes as an event of its own.
  if (self.userId !== "" && (event.text ?? "").includes(`<@${self.userId}`)) return undefined;
  const turn = turnSaid(said, self, event.channel_type === "mpim" ? "group" : "channel");
  return {
    turn,
    text: turn.intent.kind === "ask" ? turn.intent.text : "",
    senders: [user, bot_id ?? undefined].filter((id) => id !== undefined),
    isReply:
      isWritten(event, self) && event.thread_ts !== undefined && event.thread_ts !== event.ts && !(event.text ?? "").startsWith("<@"),
    isOwnThread: event.parent_user_id !== undefined && event.parent_user_id === self.userId,
  };
}

function turnOfPress(press: z.infer<typeof pressSchema>, now: Date): Turn | undefined {
  const tenant = press.team?.id ?? press.user.team_id;
  if (tenant === undefined) return undefined;
  const { channel, container, user, view } = press;
  const [{ action_ts, value }] = press.actions;
  // A button of the home or a window stands in no conversation; its answer comes where that was opened.
  const opened = channel == null ? readViewPlace(view?.private_metadata) : undefined;
  const conversation = channel?.id ?? opened?.conversation;
  if (conversation === undefined) return undefined;
  const isPrivate = container.is_ephemeral === true || privateReader(opened?.thread) !== undefined;
  const surface = isPrivate ? "command" : surfaceOf({ id: conversation, name: channel?.name });
  const written = container.thread_ts ?? press.message?.thread_ts ?? opened?.thread;
  // What answers a press in a channel opens a thread under it, as an answer to a mention does.
  const thread = surface === "command" ? privateThread(user.id) : (written ?? (surface === "direct" ? undefined : container.message_ts));
  return {
    platform: "slack",
    tenant,
    conversation,
    ...(thread === undefined ? {} : { thread }),
    ...(container.message_ts === undefined ? {} : { message: container.message_ts }),
    user: personOf(user.id, user.name),
    eventId: press.trigger_id,
    at: action_ts === undefined ? now : dateOf(action_ts),
    surface,
    ...hintOf(languageOf(press.message?.blocks)),
    intent: decodeIntent(value) ?? { kind: "unreadable" },
  };
}

/** Slack does not say what a person reads; the word that was typed, or the card that was pressed, is the best that there is. */
function hintOf(localeHint: Locale | undefined): { readonly localeHint?: Locale } {
  return localeHint === undefined ? {} : { localeHint };
}

/** The language of a card, told by its button to the other one. */
function languageOf(blocks: unknown): Locale | undefined {
  const [, offered] = /\\"kind\\":\\"language\\",\\"locale\\":\\"(\w+)\\"/.exec(JSON.stringify(blocks) ?? "") ?? [];
  const [one, ...more] = LOCALES.filter((locale) => locale !== offered);
  return offered !== undefined && more.length === 0 ? one : undefined;
}

/** A press says nothing of the kind of channel but its name. */
function surfaceOf({ id, name }: { readonly id: string; readonly name?: string | undefined }): Surface {
  if (/^[DUW]/.test(id) || name === "directmessage") return "direct";
  return name?.startsWith("mpdm-") ? "group" : "channel";
}

function personOf(id: string, name: string | undefined): Turn["user"] {
  return name === undefined ? { id } : { id, name };
}

/** Slack's times are seconds with a fraction, as text. */
function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
