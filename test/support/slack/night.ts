import type { Bot, BotParts, Store } from "#core";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import type { Server } from "../../../adapters/http/server.ts";
import { createServer } from "../../../adapters/http/server.ts";
import type { SlackAdapter, SlackParts } from "../../../adapters/slack/adapter.ts";
import { createSlackAdapter } from "../../../adapters/slack/adapter.ts";
import type { SlackSettings } from "../../../adapters/slack/settings.ts";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import type { FakeSlack } from "./fake-slack.ts";
import { INSTALLED, startFakeSlack } from "./fake-slack.ts";
import { posted, SIGNING_SECRET } from "./signed.ts";

/** The bot in a fake Slack, with what a test needs to talk to it. */
export interface SlackNight {
  readonly slack: FakeSlack;
  readonly adapter: SlackAdapter;
  readonly server: Server;
  readonly bot: Bot;
  readonly store: Store;
  readonly log: readonly string[];
  /** Delivers a body the way of this night; the status and text that Slack got, or the acknowledgement over a socket. */
  deliver(
    body: Readonly<Record<string, unknown>>,
    at?: number,
  ): Promise<{ readonly status: number; readonly body: string; readonly ms: number }>;
  stop(): Promise<void>;
}

/** How the night is to be. */
export interface NightOptions {
  readonly mode?: "http" | "socket";
  readonly settings?: Partial<SlackSettings>;
  readonly parts?: Partial<BotParts>;
  readonly slack?: FakeSlack;
  readonly bot?: Promise<Bot>;
  /** Parts of the adapter in place of the real ones, such as a clock. */
  readonly adapter?: Partial<SlackParts>;
}

const knowledge = Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);

/** Starts a fake Slack and the bot in it, over HTTP or Socket Mode. */
export async function startNight(options: NightOptions = {}): Promise<SlackNight> {
  const mode = options.mode ?? "http";
  const slack = options.slack ?? (await startFakeSlack());
  const [articles, search] = await knowledge;
  const store = options.parts?.store ?? createMemoryStore();
  const bot = createBot({ articles, search, store, ...options.parts });
  const log: string[] = [];
  const adapter = createSlackAdapter({
    settings: {
      ...{ mode, tokens: [{ token: INSTALLED.token }], command: "/mabs", teams: [], enterprises: [], sharedChannels: [], alerts: [] },
      ...(mode === "http" ? { signingSecret: SIGNING_SECRET } : { appToken: "xapp-1-test" }),
      ...{ newerBlocks: false, apiUrl: slack.apiUrl },
      ...options.settings,
    },
    bot: options.bot ?? Promise.resolve(bot),
    see: (key, at) => store.see(`home/slack/${key}`, at),
    unsee: (key) => store.unsee(`home/slack/${key}`),
    log: (line) => log.push(line),
    drain: 1500,
    ...options.adapter,
  });
  const server = createServer({ host: "127.0.0.1", port: 0, routes: adapter.routes });
  await server.start();
  adapter.start();
  if (mode === "socket") await until(() => slack.sockets.size === 2);

  return {
    ...{ slack, adapter, server, bot, store, log },
    deliver: async (body, at) => {
      const begun = performance.now();
      if (mode === "socket") {
        const type =
          typeof body["command"] === "string" ? "slash_commands" : body["type"] === "event_callback" ? "events_api" : "interactive";
        const id = slack.push(type, body);
        await until(() => slack.acks.has(id));
        return { status: 200, body: JSON.stringify(slack.acks.get(id)), ms: performance.now() - begun };
      }
      const response = await fetch(`http://127.0.0.1:${server.port()}/slack/events`, posted(body, at));
      return { status: response.status, body: await response.text(), ms: performance.now() - begun };
    },
    stop: async () => {
      await server.stop();
      await adapter.stop();
      if (options.slack === undefined) await slack.stop();
    },
  };
}

/** Waits for something that is bound to come. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
