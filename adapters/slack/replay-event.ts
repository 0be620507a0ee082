import * as z from "zod";
import type { Bot, Clock, Turn } from "#core";
import { BotError } from "#core";
import { createSlackAdapter } from "./adapter.ts";
import { decodeOverheard, decodeSlack } from "./decode.ts";
import { originOf } from "./origin.ts";
import { slackVariables } from "./settings.ts";
import type { SendRequest } from "./web-request.ts";

/** One call that Slack would get. */
export interface ReplayedCall {
  /** The method of the Web API, or "response_url". */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What came of a recorded event. */
export interface Replayed {
  /** What was said; undefined for what is no word to the bot, such as a home that is opened. */
  readonly turn: Turn | undefined;
  /** What the event itself is answered with, where that says anything. */
  readonly acknowledged: unknown;
  readonly calls: readonly ReplayedCall[];
  readonly log: readonly string[];
}

/** Who the bot is in the fixtures of this project; a real recording of an event says so itself. */
const SELF = "U0VANGNET";
const API = "https://slack.com/api/";
const { SLACK_ALERTS, SLACK_SHARED_CHANNELS, SLACK_LANGUAGE, SLACK_COMMAND } = slackVariables;
const variables = z.object({ SLACK_ALERTS, SLACK_SHARED_CHANNELS, SLACK_LANGUAGE, SLACK_COMMAND });

/** Nothing that the adapter only waits for keeps the program alive. */
const CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** Lets the whole adapter hear a recorded body, with a Slack that takes everything and is never reached. Throws ARGUMENTS_INVALID. */
export async function replayEvent(
  body: Readonly<Record<string, unknown>>,
  bot: Bot,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Replayed> {
  const { success, data, error } = variables.safeParse(environment);
  if (!success)
    throw new BotError("ARGUMENTS_INVALID", error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  const self = { userId: selfIn(body) };
  const calls: ReplayedCall[] = [];
  const log: string[] = [];
  let acknowledged: unknown;
  const adapter = createSlackAdapter({
    settings: {
      ...{ mode: "http", tokens: [{ token: "xoxb-replay" }], command: commandIn(body) ?? data.SLACK_COMMAND, teams: [], enterprises: [] },
      ...{ sharedChannels: data.SLACK_SHARED_CHANNELS, alerts: data.SLACK_ALERTS, newerBlocks: false, apiUrl: API },
      ...(data.SLACK_LANGUAGE === undefined ? {} : { language: data.SLACK_LANGUAGE }),
    },
    bot: Promise.resolve(bot),
    see: async () => true,
    unsee: async () => {},
    ...{ log: (line) => log.push(line), clock: CLOCK },
    send: createRecorder(calls, originOf(body).team ?? "", self.userId),
  });
  adapter.start();
  await adapter.process({
    body,
    ack: async (response) => {
      acknowledged = response;
    },
  });
  await adapter.stop();
  return { turn: decodeSlack(body, self) ?? decodeOverheard(body, self)?.turn, acknowledged, calls, log };
}

/** Takes every call as Slack would, and writes it down. */
function createRecorder(calls: ReplayedCall[], team: string, user: string): SendRequest {
  return async ({ url, headers, body }) => {
    const address = String(url);
    const isApi = address.startsWith(API);
    const method = isApi ? address.slice(API.length) : "response_url";
    const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
    const args = isForm ? formOf(String(body)) : (JSON.parse(String(body) || "{}") as ReplayedCall["args"]);
    // It asks for itself whose its token is.
    if (method !== "auth.test") calls.push({ method, args });
    const answer = { ok: true, team_id: team, user_id: user, channel: args["channel"], ts: "1795320000.000001" };
    const type = { "content-type": isApi ? "application/json" : "text/plain" };
    return { status: 200, statusText: "OK", headers: type, body: isApi ? JSON.stringify(answer) : "ok" };
  };
}

function formOf(text: string): ReplayedCall["args"] {
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}

function selfIn({ authorizations }: Readonly<Record<string, unknown>>): string {
  const [first] = Array.isArray(authorizations) ? (authorizations as readonly { readonly user_id?: unknown }[]) : [];
  return typeof first?.user_id === "string" ? first.user_id : SELF;
}

/** A command is answered under whatever name it was recorded. */
function commandIn({ command }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof command === "string" ? command : undefined;
}
