import { SHARE_ACTION } from "./share.ts";

/** Where a body comes from: which installation, whose deed, in what kind of channel. */
export interface Origin {
  readonly team?: string;
  readonly enterprise?: string;
  /** The team of the one who acts, where it is another one in a shared channel. */
  readonly actorTeam?: string;
  readonly user?: string;
  readonly channel?: string;
  readonly thread?: string;
  /** Whether another organisation reads the channel too; only events say so. */
  readonly isShared?: boolean;
  /** Whether the channel is to see what comes of it, though only one person saw it so far. */
  readonly isPublic: boolean;
  readonly responseUrl?: string;
  /** Whether the bot is spoken to: a command, a press, a shortcut, a mention or a direct message. */
  readonly isAddressed: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads it from any body that Slack delivers. */
export function originOf(value: unknown): Origin {
  const body = fieldsOf(value);
  const event = fieldsOf(body["event"]);
  const isEvent = body["type"] === "event_callback";
  const user = fieldsOf(body["user"]);
  const [authorization] = Array.isArray(body["authorizations"]) ? body["authorizations"].map(fieldsOf) : [];
  const team =
    textOf(authorization?.["team_id"]) ??
    textOf(fieldsOf(body["team"])["id"]) ??
    textOf(body["team_id"]) ??
    textOf(user["team_id"]) ??
    textOf(fieldsOf(body["view"])["team_id"]);
  const enterprise =
    textOf(authorization?.["enterprise_id"]) ?? textOf(fieldsOf(body["enterprise"])["id"]) ?? textOf(body["enterprise_id"]);
  const actorTeam = isEvent ? (textOf(event["user_team"]) ?? textOf(event["team"])) : (textOf(user["team_id"]) ?? textOf(body["team_id"]));
  const actor = textOf(user["id"]) ?? textOf(body["user_id"]) ?? textOf(event["user"]);
  const channel = textOf(fieldsOf(body["channel"])["id"]) ?? textOf(body["channel_id"]) ?? textOf(event["channel"]);
  const thread = textOf(event["thread_ts"]) ?? textOf(event["ts"]);
  const responseUrl = textOf(body["response_url"]);
  return {
    ...defined({ team, enterprise, actorTeam, user: actor, channel, thread, responseUrl }),
    ...(typeof body["is_ext_shared_channel"] === "boolean" ? { isShared: body["is_ext_shared_channel"] } : {}),
    isPublic: Array.isArray(body["actions"]) && fieldsOf(body["actions"][0])["action_id"] === SHARE_ACTION,
    isAddressed: !isEvent || event["type"] === "app_mention" || (event["type"] === "message" && event["channel_type"] === "im"),
  };
}

function defined<Values extends Readonly<Record<string, string | undefined>>>(values: Values): { [Name in keyof Values]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Name in keyof Values]?: string };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
