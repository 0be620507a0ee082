import type { Bot, Clock, Delivery } from "#core";
import { LOCALES } from "#core";
import { shortId } from "../http/refusal.ts";
import type { Route } from "../http/route.ts";
import type { Received } from "./answer-in-time.ts";
import { answerInTime } from "./answer-in-time.ts";
import { isDelivered } from "./bodies.ts";
import { App, SocketModeReceiver, verifySlackRequest, webApi } from "./bolt.ts";
import { createChannelQueue } from "./channel-queue.ts";
import { createChannelSight } from "./channel-sight.ts";
import { createRequestCheck } from "./check-request.ts";
import { createDeliver } from "./deliver.ts";
import type { Emitter } from "./farewell.ts";
import { hearFarewell } from "./farewell.ts";
import type { Floor } from "./floor.ts";
import { formsOf } from "./forms.ts";
import { createGate } from "./gate.ts";
import { httpRoute } from "./http-receiver.ts";
import { listen } from "./listen.ts";
import { createOnce } from "./once.ts";
import { quietLogger } from "./quiet-logger.ts";
import { createRefusal } from "./refuse-politely.ts";
import { createRespond } from "./response-url.ts";
import { createSender } from "./sender.ts";
import type { SlackSettings } from "./settings.ts";
import { createShowView } from "./show-view.ts";
import { createSlackFetch } from "./slack-fetch.ts";
import type { OpenSocket, SocketClient } from "./socket-receiver.ts";
import { createSockets } from "./socket-receiver.ts";
import { createTalk } from "./talk.ts";
import { CLIENT_OPTIONS } from "./web-calls.ts";
import type { SendRequest } from "./web-request.ts";
import { createSendRequest } from "./web-request.ts";
import { say } from "./words.ts";
import { createWorkspaces } from "./workspaces.ts";

/** What Slack needs of the rest of the program. */
export interface SlackParts {
  readonly settings: SlackSettings;
  /** May still be on its way when the first request comes. */
  readonly bot: Promise<Bot>;
  /** Marks in the store what happens once; false when it happened before. */
  readonly see: (key: string, at: Date) => Promise<boolean>;
  /** Takes such a mark away again. */
  readonly unsee: (key: string) => Promise<void>;
  /** Brings a card to another platform. */
  readonly elsewhere?: (delivery: Delivery) => Promise<boolean>;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  /** How long what was heard may take once it stops, in milliseconds. */
  readonly drain?: number;
  /** The network; a test hands in its own. */
  readonly send?: SendRequest;
}

/** Slack, as the rest of the program sees it. */
export interface SlackAdapter {
  /** Empty in Socket Mode. */
  readonly routes: readonly Route[];
  /** Begins to reach Slack; does not wait for it, and nothing that Slack does ends the program. */
  start(): void;
  /** Hears no more, and lets what was heard come to its end for a while. */
  stop(): Promise<void>;
  /** Resolves once nothing that was heard is still worked on. */
  drained(): Promise<void>;
  /** Posts what nobody just asked for, such as a reminder; false where it could not be brought. */
  post(delivery: Delivery): Promise<boolean>;
  /** Something that Slack delivered, by whatever way. */
  process(received: Received): Promise<void>;
}

/** What was heard gets this long to come to its end. */
const DRAIN = 10_000;

const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Builds the whole of Slack around one Bolt app, with one registration of listeners for HTTP and Socket Mode. */
export function createSlackAdapter(parts: SlackParts): SlackAdapter {
  const { settings, bot, log, clock = realClock, drain = DRAIN, elsewhere = async () => false } = parts;
  const pool = createSendRequest();
  const send = parts.send ?? pool.send;
  const logger = quietLogger(log);
  // A new object for each client: what one of them writes into its options must not reach another, and headers are never among them.
  const clientOptions = () => ({ ...CLIENT_OPTIONS, slackApiUrl: settings.apiUrl, fetch: createSlackFetch(send), logger });

  const workspaces = createWorkspaces({ settings, clientFor: (token) => new webApi.WebClient(token, clientOptions()), clock, log });
  const respond = createRespond(send, settings.apiUrl);
  const queue = createChannelQueue(clock);
  const sender = createSender({ queue, workspaces, respond, clock, log });
  const show = createShowView(workspaces, log);
  const deliver = createDeliver({ bot, sender, show, newer: settings.newerBlocks, home: workspaces.home, elsewhere, log });
  const talk = createTalk({
    ...{ bot, deliver, language: settings.language },
    apology: (error) => {
      const id = shortId();
      log(`${id} Slack: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return (locale) => say(locale, "failed", { id });
    },
  });
  const floor: Floor = { bot, settings, workspaces, talk, sender, respond, ...createOnce(parts), clock, log };

  const open = new Set<Promise<void>>();
  let isStopping = false;
  // Its own way in is not used: what comes over HTTP or a socket is handed to it by `process`.
  const receiver = { init: () => {}, start: async () => {}, stop: async () => {} };
  const app = new App({
    receiver,
    // Tokens are ours to choose; an unknown team must not fail here, or it would hear nothing at all.
    authorize: async () => ({}),
    ...{ ignoreSelf: false, convoStore: false, attachFunctionToken: false, logger, clientOptions: clientOptions() },
  });
  const gate = createGate(workspaces, createChannelSight(workspaces, clock), settings.sharedChannels);
  listen(app, floor, gate, createRefusal({ sender, log }));

  let left = 0;
  const hear = answerInTime({
    process: async (received) => {
      if (isDelivered(received.body)) return app.processEvent({ ...received, ack: received.ack as never });
      left += 1;
      if (left <= 10 || left % 1000 === 0)
        log(`Slack: a body of a kind or shape that this bot does not know is left alone; ${left} so far`);
    },
    ...{ busy: busyText(settings), clock, log },
  });
  const process = async (received: Received): Promise<void> => {
    // Not acknowledged, Slack delivers it again, to whoever comes after this process.
    if (isStopping) return;
    const work = hear(received);
    open.add(work);
    await work.finally(() => open.delete(work));
  };

  const { signingSecret, appToken } = settings;
  const routes =
    settings.mode === "http" && signingSecret !== undefined
      ? [httpRoute({ check: createRequestCheck(signingSecret, verifySlackRequest), process, log })]
      : [];
  const openSocket: OpenSocket = (hear) => {
    const socket = new SocketModeReceiver({
      ...{ appToken: appToken ?? "", logger, autoReconnectEnabled: false },
      installerOptions: { clientOptions: clientOptions() },
    });
    socket.init({ processEvent: hear } as never);
    // Bolt declares its client private, and only on it can a connection be told apart and be ended.
    return hearFarewell((socket as unknown as { readonly client: SocketClient & Emitter }).client);
  };
  const sockets = settings.mode === "socket" ? createSockets({ open: openSocket, process, clock, log }) : undefined;

  const drained = async () => {
    while (open.size > 0) await Promise.allSettled([...open]);
  };

  return {
    routes,
    process,
    drained,
    start: () => {
      workspaces.start();
      sockets?.start();
      bot.then(
        (ready) => setImmediate(wakeUp, ready),
        () => {},
      );
    },
    stop: async () => {
      isStopping = true;
      await sockets?.stop();
      const late = Promise.withResolvers<void>();
      const cancel = clock.after(drain, late.resolve);
      await Promise.race([drained(), late.promise]);
      cancel();
      workspaces.stop();
      pool.close();
    },
    post: deliver.post,
  };
}

/** Draws and checks a card that nobody gets: the first that somebody gets shall not wait for what that compiles. */
function wakeUp({ lookUp }: Bot): void {
  try {
    const [first] = lookUp.complete("", undefined, 1);
    const reply = first && lookUp.open(first.article, undefined);
    if (reply !== undefined) formsOf(reply, { isPrivate: true }, () => {});
  } catch {
    // A fault that it meets is told to whoever meets it next.
  }
}

function busyText({ language }: SlackSettings): string {
  return (language === undefined ? LOCALES : [language]).map((locale) => say(locale, "busy")).join("\n");
}
