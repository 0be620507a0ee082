import type { Intent, Locale, Surface, Turn } from "#core";
import { decodeIntent, localeOf } from "#core";
import type { Activity } from "./activity.ts";
import { readActivity } from "./activity.ts";
import { withoutAskCommand } from "./ask-command.ts";
import { messageText } from "./message-text.ts";
import type { TeamsPlace } from "./place.ts";
import { privateThread } from "./place.ts";

/** Who the bot is in Teams: its app id, with or without the "28:" that Teams puts before it. */
export interface Self {
  readonly id: string;
}

/**
 * What a person said or pressed in Teams.
 *
 * Undefined for what is not for us: the bot's own messages, other bots, other channels' events, chatter that does not mention the bot.
 */
export function decodeTeams(event: unknown, self: Self): Turn | undefined {
  const activity = readActivity(event);
  return activity && turnOf(activity, self);
}

/** The same for an event that was read; `isOverheard` also hears what was not said to the bot. */
export function turnOf(activity: Activity, self: Self, isOverheard = false): Turn | undefined {
  if (activity.channelId !== "msteams") return undefined;
  const isSelf = (id: string) => appId(id) === appId(self.id);
  if (isSelf(activity.from.id) || isBot(activity)) return undefined;
  const intent = intentOf(activity, isSelf, isOverheard);
  return intent && turnWith(activity, intent);
}

/** Who did something where, as a turn with that intent; undefined for an event of no tenant. */
export function turnWith(activity: Activity, intent: Intent): Turn | undefined {
  const tenant = activity.conversation.tenantId ?? activity.channelData?.tenant?.id;
  if (tenant === undefined) return undefined;
  const [conversation = "", thread] = activity.conversation.id.split(";messageid=");
  const { id, aadObjectId } = activity.from;
  const name = nameOf(activity);
  const localeHint = hintIn(activity);
  return {
    platform: "teams",
    tenant,
    conversation,
    ...(isPrivate(activity) ? { thread: privateThread(activity.from.id) } : thread === undefined ? {} : { thread }),
    ...(activity.replyToId === undefined || !isPress(activity) ? {} : { message: activity.replyToId }),
    user: { id: aadObjectId ?? id, ...(name === undefined ? {} : { name }) },
    eventId: activity.id,
    at: timeOf(activity.timestamp),
    surface: surfaceOf(activity),
    ...(localeHint === undefined ? {} : { localeHint }),
    intent,
  };
}

/** Two bots that hear each other would never stop; not every event says the role of its sender. */
function isBot({ from }: Activity): boolean {
  return from.role === "bot" || from.id.startsWith("28:");
}

/** The name of who said it; none where Teams gives an empty one. */
export function nameOf({ from }: Activity): string | undefined {
  const name = from.name?.trim();
  return name === "" ? undefined : name;
}

/** Where an event was said; undefined for one without tenant or address. */
export function placeOf(activity: Activity): TeamsPlace | undefined {
  const { serviceUrl, conversation, channelData, from } = activity;
  const name = nameOf(activity);
  const tenant = conversation.tenantId ?? channelData?.tenant?.id;
  if (serviceUrl === undefined || tenant === undefined) return undefined;
  const [id = "", thread] = conversation.id.split(";messageid=");
  const only = { id: from.id, ...(name === undefined ? {} : { name }) };
  return {
    ...{ serviceUrl, tenant, conversation: id },
    ...(thread === undefined ? {} : { thread }),
    ...(isPrivate(activity) ? { only } : {}),
  };
}

/** The language that Teams knows of the person; what he chose or wrote himself is asked of the bot. */
export function localeIn({ locale, entities }: Activity): Locale {
  return localeOf(hintIn({ locale, entities })) ?? "en";
}

function hintIn({ locale, entities }: Pick<Activity, "locale" | "entities">): string | undefined {
  return locale ?? entities.find(({ type }) => type === "clientInfo")?.locale;
}

function intentOf(activity: Activity, isSelf: (id: string) => boolean, isOverheard: boolean): Intent | undefined {
  switch (activity.type) {
    case "invoke":
      return activity.name === "adaptiveCard/action" ? pressed(buttonData(activity)) : undefined;
    case "message":
      if (isPress(activity)) return pressed(activity.value);
      return isOverheard || isAddressed(activity, isSelf)
        ? { kind: "ask", text: withoutAskCommand(messageText(activity, isSelf)) }
        : undefined;
    default:
      return undefined;
  }
}

/** What a pressed button carried. */
export function buttonData({ type, value }: Activity): unknown {
  return type === "invoke" ? field(field(value, "action"), "data") : value;
}

/** A press of Action.Execute is an invoke; one of Action.Submit is a message that has a value and no text. */
function isPress({ type, value, text = "" }: Activity): boolean {
  return type === "invoke" || (value !== undefined && value !== null && (text.trim() === "" || field(value, "intent") !== undefined));
}

function pressed(data: unknown): Intent {
  return decodeIntent(field(data, "intent")) ?? { kind: "unreadable" };
}

function isAddressed(activity: Activity, isSelf: (id: string) => boolean): boolean {
  const surface = surfaceOf(activity);
  if (surface === "direct" || surface === "command") return true;
  return activity.entities.some(({ type, mentioned }) => type === "mention" && mentioned !== undefined && isSelf(mentioned.id));
}

function surfaceOf(activity: Activity): Surface {
  if (isPrivate(activity)) return "command";
  switch (activity.conversation.conversationType) {
    case "personal":
      return "direct";
    case "groupChat":
      return "group";
    default:
      return "channel";
  }
}

/**
 * Whether only the one who said it may see what comes of it: a message for the bot alone (a slash command), and a press on a card that went
 * to one person. Teams does not promise to say so of a press, so the card says it itself. A personal chat has no need of it.
 */
function isPrivate(activity: Activity): boolean {
  if (activity.conversation.conversationType === "personal") return false;
  return activity.recipient?.isTargeted === true || field(buttonData(activity), "seenBy") === "one";
}

function timeOf(timestamp: string | Date | undefined): Date {
  const at = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

/** An id of a bot without what Teams puts before it. */
export function appId(id: string): string {
  return id.replace(/^28:/, "").toLowerCase();
}

/** A field of something that came from outside; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
