/**
 * The composition root: builds the core and starts what is configured.
 */
import { BotError } from "#core";
import { readEnvironment } from "./environment.ts";
import type { Server } from "./http/server.ts";
import { createServer } from "./http/server.ts";
import { readOnCall } from "./on-call.ts";
import type { Preview } from "./preview.ts";
import { startReminders } from "./reminders.ts";
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
  const { host, port, publicUrl, pageToken: token, zone } = environment;
  const onCall = await readOnCall(environment);
  const bot = Promise.withResolvers<Awaited<ReturnType<typeof buildBot>>>();
  let isBuilt = false;
  const previews = Promise.withResolvers<readonly Preview[]>();
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const page = createPage({ bot: bot.promise, previews: previews.promise, address: { host, publicUrl, token } });
  const server = createServer({
    host,
    port,
    publicUrl,
    token,
    isReady: () => isBuilt,
    routes: page.routes,
    log,
  });
  await server.start();
  stopOnSignal(server);

  const built = await buildBot({ zone, onCall });
  bot.resolve(built);
  isBuilt = true;
  startReminders(built, new Map([["page", page.post]]), log);
  const lines = startLines({ host, port: server.port(), publicUrl, token }, process.env);
  process.stdout.write(`${lines.join("\n")}\n`);
  previews.resolve(await loadPreviews());
}

/** What draws for the platforms is heavy, and only the page needs it: it comes once the page is there. */
async function loadPreviews(): Promise<readonly Preview[]> {
  const [slack, teams] = await Promise.all([import("./slack/preview.ts"), import("./teams/preview.ts")]);
  return [slack.createSlackPreview(), teams.createTeamsPreview()];
}

function stopOnSignal(server: Server): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
