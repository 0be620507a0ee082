/**
 * The composition root: builds the core and starts what is configured.
 */
import { BotError } from "#core";
import { readEnvironment } from "./environment.ts";
import type { Preview } from "./preview.ts";
import type { Program } from "./program.ts";
import { startProgram } from "./program.ts";
import { startReminders } from "./reminders.ts";
import { pruneRegularly, startStore } from "./store/start-store.ts";
import { startLines } from "./web/start-lines.ts";

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof BotError ? error.message : describe(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const environment = readEnvironment(process.env);
  const { host, publicUrl, pageToken: token, slack } = environment;
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const previews = Promise.withResolvers<readonly Preview[]>();
  // A library that leaves a failure to nobody must not end a bot that can still answer.
  if (slack !== undefined) process.on("unhandledRejection", (error) => log(`Not handled: ${describe(error)}`));
  const program = await startProgram(environment, { openStore: () => startStore(environment, log), previews: previews.promise, log });
  stopOnSignal(program);
  const bot = await program.built;
  pruneRegularly(program.store, environment.retentionDays);
  startReminders(bot, program.senders, log);
  const lines = startLines({ host, port: program.server.port(), publicUrl, token }, process.env);
  process.stdout.write(`${lines.join("\n")}\n`);
  previews.resolve(await loadPreviews());
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What draws for the platforms is heavy, and only the page needs it: it comes once the page is there. */
async function loadPreviews(): Promise<readonly Preview[]> {
  const [slack, teams] = await Promise.all([import("./slack/preview.ts"), import("./teams/preview.ts")]);
  return [slack.createSlackPreview(), teams.createTeamsPreview(), teams.createPhonePreview()];
}

/** A signal may come twice, to the whole group and passed on by the launcher: the second must not cut off the first. */
function stopOnSignal(program: Program): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await program.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, stop);
  }
}
