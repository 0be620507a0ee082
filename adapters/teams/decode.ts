import type { Intent, Surface, Turn } from "#core";
import { decodeIntent } from "#core";
import type { Activity } from "./activity.ts";
import { readActivity } from "./activity.ts";
import { messageText } from "./message-text.ts";

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
  if (activity === undefined || activity.channelId !== "msteams") return undefined;
  const isSelf = (id: string) => appId(id) === appId(self.id);
  if (isSelf(activity.from.id) || activity.from.role === "bot") return undefined;
  const tenant = activity.conversation.tenantId ?? activity.channelData?.tenant?.id;
  const intent = intentOf(activity, isSelf);
  if (tenant === undefined || intent === undefined) return undefined;

  const [conversation = "", thread] = activity.conversation.id.split(";messageid=");
  const { name, id, aadObjectId } = activity.from;
  const localeHint = activity.locale ?? activity.entities.find(({ type }) => type === "clientInfo")?.locale;
  return {
    platform: "teams",
    tenant,
    conversation,
    ...(thread === undefined ? {} : { thread }),
    ...(activity.replyToId === undefined || !isPress(activity) ? {} : { message: activity.replyToId }),
    user: { id: aadObjectId ?? id, ...(name === undefined ? {} : { name }) },
    eventId: activity.id,
    at: timeOf(activity.timestamp),
    surface: surfaceOf(activity),
    ...(localeHint === undefined ? {} : { localeHint }),
    intent,
  };
}

function intentOf(activity: Activity, isSelf: (id: string) => boolean): Intent | undefined {
  switch (activity.type) {
    case "invoke":
      return activity.name === "adaptiveCard/action" ? pressed(field(field(activity.value, "action"), "data")) : undefined;
    case "message":
      if (isPress(activity)) return pressed(activity.value);
      return isAddressed(activity, isSelf) ? { kind: "ask", text: messageText(activity, isSelf) } : undefined;
    default:
      return undefined;
  }
}

/** A press of Action.Execute is an invoke; one of Action.Submit is a message that has a value and no text. */
function isPress({ type, value, text = "" }: Activity): boolean {
  return type === "invoke" || (value !== undefined && value !== null && (text.trim() === "" || field(value, "intent") !== undefined));
}

function pressed(data: unknown): Intent {
  return decodeIntent(field(data, "intent")) ?? { kind: "unreadable" };
}

function isAddressed({ entities, ...activity }: Activity, isSelf: (id: string) => boolean): boolean {
  const surface = surfaceOf(activity);
  if (surface === "direct" || surface === "command") return true;
  return entities.some(({ type, mentioned }) => type === "mention" && mentioned !== undefined && isSelf(mentioned.id));
}

/** A message that only the bot sees is a slash command, wherever it was typed. */
function surfaceOf({ recipient, conversation }: Pick<Activity, "recipient" | "conversation">): Surface {
  if (recipient?.isTargeted === true) return "command";
  switch (conversation.conversationType) {
    case "personal":
      return "direct";
    case "groupChat":
      return "group";
    default:
      return "channel";
  }
}

function timeOf(timestamp: string | Date | undefined): Date {
  const at = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

function appId(id: string): string {
  return id.replace(/^28:/, "").toLowerCase();
}

function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
