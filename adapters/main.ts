/**
 * The composition root: builds the core and starts what is configured.
 */
import type { Bot, Delivery, GuardedStore } from "#core";
import { BotError, placeIn } from "#core";
import { readBotSettings } from "./bot-settings.ts";
import type { Environment } from "./environment.ts";
import { readEnvironment } from "./environment.ts";
import type { Server } from "./http/server.ts";
import { createServer } from "./http/server.ts";
import type { Preview } from "./preview.ts";
import type { SendTo } from "./reminders.ts";
import { startReminders } from "./reminders.ts";
import type { SlackAdapter } from "./slack/adapter.ts";
import { pruneRegularly, startStore } from "./store/start-store.ts";
import type { TeamsStart } from "./teams/start-teams.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { createPage } from "./web/page.ts";
import { startLines } from "./web/start-lines.ts";

try {
  await start();
} catch (error) {
  process.stderr.write(
    `${error instanceof BotError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}

/** Listens first and builds then: a taken port is told at once, and a question that comes early waits for the bot. */
async function start(): Promise<void> {
  const environment = readEnvironment(process.env);
  const { host, port, publicUrl, pageToken: token } = environment;
  const settings = await readBotSettings(environment);
  const bot = Promise.withResolvers<Awaited<ReturnType<typeof buildBot>>>();
  let isBuilt = false;
  const previews = Promise.withResolvers<readonly Preview[]>();
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const page = createPage({ bot: bot.promise, previews: previews.promise, address: { host, publicUrl, token } });
  const opened = Promise.withResolvers<GuardedStore>();
  const senders = new Map<string, SendTo>([["page", page.post]]);
  const slack = await loadSlack(environment, { bot: bot.promise, store: opened.promise, senders, log });
  const elsewhere = (delivery: Delivery) => sendElsewhere(delivery, senders);
  const teams = environment.teams && (await loadTeams({ bot: bot.promise, settings: environment.teams, host, publicUrl, log, elsewhere }));
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
  const store = startStore(environment, log);
  opened.resolve(store);
  stopOnSignal(server, store, [slack, teams]);

  const [built] = await Promise.all([buildBot({ ...settings, store }), store.opened()]);
  bot.resolve(built);
  pruneRegularly(store, environment.retentionDays);
  isBuilt = true;
  slack?.start();
  if (teams !== undefined) senders.set("teams", teams.post);
  startReminders(built, senders, log);
  const lines = startLines({ host, port: server.port(), publicUrl, token }, process.env);
  process.stdout.write(`${lines.join("\n")}\n`);
  previews.resolve(await loadPreviews());
}

/** Slack, where it is set up: its library takes a second to load, which nobody else should wait for. */
async function loadSlack(
  { slack: settings, organisation }: Environment,
  parts: {
    readonly bot: Promise<Bot>;
    readonly store: Promise<GuardedStore>;
    readonly senders: Map<string, SendTo>;
    readonly log: (line: string) => void;
  },
): Promise<SlackAdapter | undefined> {
  if (settings === undefined) return undefined;
  const { createSlackAdapter } = await import("./slack/adapter.ts");
  const { bot, store, senders, log } = parts;
  // A library that leaves a failure to nobody must not end a bot that can still answer.
  process.on("unhandledRejection", (error) =>
    log(`Not handled: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  );
  const adapter = createSlackAdapter({
    ...{ settings, bot, log },
    see: async (key, at) => (await store).see(`${encodeURIComponent(organisation)}/slack/${key}`, at),
    elsewhere: (delivery) => sendElsewhere(delivery, senders),
  });
  senders.set("slack", (_conversation, delivery) => adapter.post(delivery));
  return adapter;
}

/** A card of a run that stands in a conversation of another platform. */
async function sendElsewhere(delivery: Delivery, senders: ReadonlyMap<string, SendTo>): Promise<boolean> {
  const { platform, conversation } = placeIn(delivery.about?.conversation ?? "");
  return (await senders.get(platform)?.(conversation, delivery)) ?? false;
}

/** Only who has settings of Teams loads anything of it. */
async function loadTeams(parts: Parameters<typeof import("./teams/start-teams.ts").startTeams>[0]): Promise<TeamsStart> {
  const { startTeams } = await import("./teams/start-teams.ts");
  return startTeams(parts);
}

/** What draws for the platforms is heavy, and only the page needs it: it comes once the page is there. */
async function loadPreviews(): Promise<readonly Preview[]> {
  const [slack, teams] = await Promise.all([import("./slack/preview.ts"), import("./teams/preview.ts")]);
  return [slack.createSlackPreview(), teams.createTeamsPreview(), teams.createPhonePreview()];
}

/** A signal may come twice, to the whole group and passed on by the launcher: the second must not cut off the first. */
function stopOnSignal(server: Server, store: GuardedStore, platforms: readonly ({ stop(): Promise<void> } | undefined)[]): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await server.stop();
    for (const platform of platforms) await platform?.stop();
    await store.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, stop);
  }
}
