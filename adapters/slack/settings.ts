import * as z from "zod";
import type { Locale } from "#core";
import { LOCALES } from "#core";

/** How the bot reaches one workspace; without a team it is found out from Slack. */
export interface SlackToken {
  readonly team?: string;
  readonly token: string;
}

/** A channel in which alerts are posted, and who posts them there: ids of bots or people. */
export interface AlertChannel {
  readonly channel: string;
  readonly senders: readonly string[];
}

/** Slack as the settings want it. */
export interface SlackSettings {
  readonly mode: "http" | "socket";
  readonly tokens: readonly SlackToken[];
  /** Only over HTTP. */
  readonly signingSecret?: string;
  /** Only in Socket Mode. */
  readonly appToken?: string;
  /** Only for the doctor, who compares the app with its manifest. */
  readonly configToken?: string;
  /** The app's id; the app-level token holds it too. */
  readonly appId?: string;
  /** The name of the slash command, with its slash. */
  readonly command: string;
  /** Teams that may use the bot beside those of the tokens. */
  readonly teams: readonly string[];
  readonly enterprises: readonly string[];
  /** Channels shared with other organisations in which the bot may be used; "all" for any. */
  readonly sharedChannels: readonly string[];
  readonly alerts: readonly AlertChannel[];
  /** The language where nothing else tells it: Slack does not say what a person reads. */
  readonly language?: Locale;
  /** Whether blocks are sent that not every Slack takes yet. */
  readonly newerBlocks: boolean;
  /** Where the Web API is; another address than Slack's only on this machine, for trying out. */
  readonly apiUrl: string;
}

/** The variables that hold secrets, each of which a file can hold instead: SLACK_BOT_TOKEN_FILE and so on. */
export const SLACK_SECRETS = [
  "SLACK_BOT_TOKEN",
  "SLACK_WORKSPACES",
  "SLACK_SIGNING_SECRET",
  "SLACK_APP_TOKEN",
  "SLACK_CONFIG_TOKEN",
] as const;

const SLACK_API = "https://slack.com/api/";
const BOT_TOKEN = "give the bot token, which begins with xoxb-";
const WORKSPACES = "give team ids with their bot tokens, such as T0123456789=xoxb-...,T9876543210=xoxb-...";
const ALERTS =
  "give channels with the ids of those who post alerts there, such as C0123456789=B0123456789+U0123456789,C9876543210=B0123456789";

const listOf = (pattern: RegExp, remedy: string) =>
  z
    .string()
    .default("")
    .transform((text) => parts(text, ","))
    .refine((ids) => ids.every((id) => pattern.test(id)), remedy);

/** The variables of Slack, each optional: those that belong together are checked by `slackSettings`. */
export const slackVariables = {
  SLACK_BOT_TOKEN: z.string().trim().startsWith("xoxb-", BOT_TOKEN).optional(),
  SLACK_WORKSPACES: z
    .string()
    .transform((text) => parts(text, /[,\n]/).map((one) => one.split("=").map((part) => part.trim())))
    .refine((pairs) => pairs.every(([team = "", token = "", more]) => isTeam(team) && isBotToken(token) && more === undefined), WORKSPACES)
    .transform((pairs) => pairs.map(([team = "", token = ""]) => ({ team, token })))
    .refine((pairs) => new Set(pairs.map(({ team }) => team)).size === pairs.length, "names a team twice: leave one of them out")
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32,}$/i, "give the signing secret of the page Basic Information: 32 letters and digits")
    .optional(),
  SLACK_APP_TOKEN: z.string().trim().startsWith("xapp-", "give the app-level token, which begins with xapp-").optional(),
  SLACK_CONFIG_TOKEN: z
    .string()
    .trim()
    .startsWith("xoxe.xoxp-", "give an app configuration token, which begins with xoxe.xoxp-, or leave it out")
    .optional(),
  SLACK_APP_ID: z
    .string()
    .regex(/^A[A-Z0-9]{2,20}$/, "give the id of the app, such as A0123456789")
    .optional(),
  SLACK_MODE: z.enum(["http", "socket"], "give http or socket").optional(),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, "give a name with a slash before it, in lower case, such as /mabs")
    .default("/mabs"),
  SLACK_TEAMS: listOf(/^T[A-Z0-9]{2,20}$/, "give team ids, such as T0123456789,T9876543210"),
  SLACK_ENTERPRISES: listOf(/^E[A-Z0-9]{2,20}$/, "give enterprise ids, such as E0123456789"),
  SLACK_SHARED_CHANNELS: listOf(/^(?:[CG][A-Z0-9]{2,20}|all)$/, "give channel ids, such as C0123456789, or all"),
  SLACK_ALERTS: z
    .string()
    .default("")
    .transform((text) => parts(text, ",").map((one) => one.split("=")))
    .refine((all) => all.every(([channel = "", ids = "", more]) => isChannel(channel) && areSenders(ids) && more === undefined), ALERTS)
    .transform((all) => all.map(([channel = "", ids = ""]): AlertChannel => ({ channel, senders: parts(ids, "+") }))),
  SLACK_LANGUAGE: z.enum(LOCALES, `give ${LOCALES.join(" or ")}`).optional(),
  SLACK_NEWER_BLOCKS: z
    .enum(["on", "off"], "give on or off")
    .default("off")
    .transform((value) => value === "on"),
  SLACK_API_URL: z
    .url("give the address of the Web API, or leave it out")
    .refine(isSlackOrHere, "leave it out: tokens go to Slack, or to this machine for trying out")
    .transform((url) => (url.endsWith("/") ? url : `${url}/`))
    .default(SLACK_API),
} as const;

const variablesSchema = z.object(slackVariables);

/** What is wrong between variables: which one to set, or to leave out. */
export interface SettingComplaint {
  readonly variable: string;
  readonly remedy: string;
}

/** Slack's settings; undefined where nothing of Slack is set, or the complaint about what is missing beside what is. */
export function slackSettings(given: z.infer<typeof variablesSchema>): SlackSettings | readonly SettingComplaint[] | undefined {
  const { SLACK_BOT_TOKEN: token, SLACK_WORKSPACES: workspaces, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: appToken } = given;
  if (![token, workspaces, secret, appToken, given.SLACK_MODE].some((value) => value !== undefined)) return undefined;
  const mode = given.SLACK_MODE ?? (appToken === undefined ? "http" : "socket");
  const complaints: SettingComplaint[] = [];
  if (token === undefined && workspaces === undefined) {
    complaints.push({ variable: "SLACK_BOT_TOKEN", remedy: "is missing: give the bot token, or several of them in SLACK_WORKSPACES" });
  }
  if (mode === "http" && secret === undefined) {
    complaints.push({ variable: "SLACK_SIGNING_SECRET", remedy: "is missing: over HTTP requests are checked with it" });
  }
  if (mode === "socket" && appToken === undefined) {
    complaints.push({ variable: "SLACK_APP_TOKEN", remedy: "is missing: Socket Mode connects with it" });
  }
  if (complaints.length > 0) return complaints;
  return {
    mode,
    tokens: [...(token === undefined ? [] : [{ token }]), ...(workspaces ?? [])],
    ...(secret === undefined ? {} : { signingSecret: secret }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(given.SLACK_CONFIG_TOKEN === undefined ? {} : { configToken: given.SLACK_CONFIG_TOKEN }),
    ...appIdOf(given.SLACK_APP_ID, appToken),
    command: given.SLACK_COMMAND,
    teams: given.SLACK_TEAMS,
    enterprises: given.SLACK_ENTERPRISES,
    sharedChannels: given.SLACK_SHARED_CHANNELS,
    alerts: given.SLACK_ALERTS,
    ...(given.SLACK_LANGUAGE === undefined ? {} : { language: given.SLACK_LANGUAGE }),
    newerBlocks: given.SLACK_NEWER_BLOCKS,
    apiUrl: given.SLACK_API_URL,
  };
}

/** The app-level token is written `xapp-1-<app>-...`. */
function appIdOf(given: string | undefined, appToken: string | undefined): { appId?: string } {
  const id = given ?? /^xapp-\d+-(A[A-Z0-9]{2,20})-/.exec(appToken ?? "")?.[1];
  return id === undefined ? {} : { appId: id };
}

function parts(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isTeam(id: string): boolean {
  return /^T[A-Z0-9]{2,20}$/.test(id);
}

function isBotToken(token: string): boolean {
  return /^xoxb-\S{4,}$/.test(token);
}

function isChannel(id: string): boolean {
  return /^[CG][A-Z0-9]{2,20}$/.test(id);
}

function areSenders(ids: string): boolean {
  const all = parts(ids, "+");
  return all.length > 0 && all.every((id) => /^[BUW][A-Z0-9]{2,20}$/.test(id));
}

/** A token must go nowhere else than to Slack; the fake Slack of the tests stands on this machine. */
function isSlackOrHere(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:") return hostname === "slack.com" || hostname === "slack-gov.com";
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]");
}
