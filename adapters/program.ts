import type { Bot, Delivery, GuardedStore } from "#core";
import { readBotSettings } from "./bot-settings.ts";
import { createElsewhere } from "./elsewhere.ts";
import type { Environment } from "./environment.ts";
import type { Server } from "./http/server.ts";
import { createServer } from "./http/server.ts";
import type { Preview } from "./preview.ts";
import type { SendTo } from "./reminders.ts";
import type { SlackAdapter } from "./slack/adapter.ts";
import type { TeamsStart, TeamsStartParts } from "./teams/start-teams.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { createPage } from "./web/page.ts";

/** What a program is made of beside its settings. */
export interface ProgramParts {
  /** Called once the port is ours. */
  readonly openStore: () => GuardedStore;
  /** What the page draws with; it may come long after the start. */
  readonly previews: Promise<readonly Preview[]>;
  readonly log: (line: string) => void;
  /** Other addresses and another login than those of Microsoft. */
  readonly teams?: Pick<TeamsStartParts, "endpoints" | "credentials">;
}

/** The whole bot with the faces that are set up, without the process around it. */
export interface Program {
  readonly server: Server;
  readonly store: GuardedStore;
  /** What sends to each platform. */
  readonly senders: ReadonlyMap<string, SendTo>;
  /** The bot, once it is built and its memory is open. */
  readonly built: Promise<Bot>;
  /** Resolves once nothing that was heard is still worked on. */
  drained(): Promise<void>;
  /** Hears no more, lets what was heard come to its end, and closes the store. */
  stop(): Promise<void>;
}

/** Listens first and builds then: a taken port is told at once, and a question that comes early waits for the bot. */
export async function startProgram(environment: Environment, { openStore, previews, log, teams: wire }: ProgramParts): Promise<Program> {
  const { host, port, publicUrl, pageToken: token } = environment;
  const settings = await readBotSettings(environment);
  const bot = Promise.withResolvers<Bot>();
  const opened = Promise.withResolvers<GuardedStore>();
  let isBuilt = false;
  const senders = new Map<string, SendTo>();
  const elsewhere = createElsewhere(senders, log);
  const page = createPage({ bot: bot.promise, previews, elsewhere, address: { host, publicUrl, token } });
  senders.set("page", page.post);
  const slack = await loadSlack(environment, { bot: bot.promise, store: opened.promise, elsewhere, log });
  if (slack !== undefined) senders.set("slack", (_conversation, delivery) => slack.post(delivery));
  const teams =
    environment.teams && (await loadTeams({ bot: bot.promise, settings: environment.teams, host, publicUrl, log, elsewhere, ...wire }));
  if (teams !== undefined) senders.set("teams", teams.post);
  const server = createServer({
    host,
    port,
    publicUrl,
    token,
    isReady: () => isBuilt && teams?.isReady() !== false,
    routes: [...page.routes, ...(slack?.routes ?? []), ...(teams === undefined ? [] : [teams.route])],
    log,
  });
  await server.start();
  const store = openStore();
  opened.resolve(store);

  const build = async (): Promise<Bot> => {
    const [built] = await Promise.all([buildBot({ ...settings, store }), store.opened()]);
    bot.resolve(built);
    isBuilt = true;
    slack?.start();
    setImmediate(wakeUp, built);
    return built;
  };
  return {
    ...{ server, store, senders, built: build() },
    drained: async () => {
      // What one of them heard may still be on its way to the other.
      for (const platform of [slack, teams, slack]) await platform?.drained();
    },
    stop: async () => {
      await server.stop();
      // Teams first: it sends to Slack without waiting, Slack waits for what it sends to Teams.
      for (const platform of [teams, slack]) await platform?.stop();
      await store.close();
    },
  };
}

/** A first question makes the word index and compiles what it runs through, a third of a second in all: before somebody asks at three at night. */
function wakeUp({ lookUp }: Bot): void {
  try {
    lookUp.answerIn("back-up mislukt", "nl");
    lookUp.answerIn("backup failed", "en");
  } catch {
    // A fault that it meets is told to whoever meets it next.
  }
}

/** Slack, where it is set up: its library takes a second to load, which nobody else should wait for. */
async function loadSlack(
  { slack: settings, organisation }: Environment,
  {
    bot,
    store,
    elsewhere,
    log,
  }: {
    readonly bot: Promise<Bot>;
    readonly store: Promise<GuardedStore>;
    readonly elsewhere: (delivery: Delivery) => Promise<boolean>;
    readonly log: (line: string) => void;
  },
): Promise<SlackAdapter | undefined> {
  if (settings === undefined) return undefined;
  const { createSlackAdapter } = await import("./slack/adapter.ts");
  return createSlackAdapter({
    ...{ settings, bot, elsewhere, log },
    see: async (key, at) => (await store).see(`${encodeURIComponent(organisation)}/slack/${key}`, at),
    unsee: async (key) => (await store).unsee(`${encodeURIComponent(organisation)}/slack/${key}`),
  });
}

/** Only who has settings of Teams loads anything of it. */
async function loadTeams(parts: TeamsStartParts): Promise<TeamsStart> {
  const { startTeams } = await import("./teams/start-teams.ts");
  return startTeams(parts);
}
