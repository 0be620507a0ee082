/**
 * `npm run replay -- FILE`: decodes one recorded event, answers it, and prints the turn, the answer as text and the very JSON that would be sent.
 */
import { readFile } from "node:fs/promises";
import { BotError } from "#core";
import type { ReplayedCall } from "./slack/replay-event.ts";
import { readSlackText } from "./slack/text.ts";
import { validateMessage } from "./slack/validate.ts";
import { validateView } from "./slack/validate-view.ts";
import { wordsOf } from "./teams/card-text.ts";
import { cardsIn, replayTeams } from "./teams/replay-event.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { runProgram } from "./terminal/run-program.ts";

type Fields = Readonly<Record<string, unknown>>;

const TEAMS_CHANNEL = "msteams";
const SILENT = "not said to the bot, or said by itself. No answer.\n";

/** An event says itself where it comes from: Teams names its channel. */
async function replay(file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new BotError("ARGUMENTS_INVALID", `${file} cannot be read (${error.message}).`);
  });
  const event = parseJson(file, text);
  if (typeof event !== "object" || event === null)
    throw new BotError("ARGUMENTS_INVALID", "The file holds no event: record the body as the platform posted it.");
  if ("channelId" in event && event.channelId === TEAMS_CHANNEL) await replayInTeams(event);
  else await replaySlack(event as Fields);
}

/** Teams delivers more than words too: a search, a dialog, a thumb, an installation. */
async function replayInTeams(event: object): Promise<void> {
  const hearsChannels = process.env["TEAMS_CHANNEL_MESSAGES"] === "on";
  const { turn, answered, requests, log, complaints } = await replayTeams(event, await buildBot(), hearsChannels);
  if (turn !== undefined) process.stdout.write(`Teams, decoded:\n${JSON.stringify(turn, null, 2)}\n`);
  if (answered !== undefined) process.stdout.write(`\nThe event is answered with:\n${JSON.stringify(answered, null, 2)}\n`);
  for (const { method, path, body } of requests) {
    const words = cardsIn(body).flatMap(({ body: elements = [] }) => wordsOf(elements));
    if (words.length > 0) process.stdout.write(`\nThe answer:\n${words.join("\n")}\n`);
    process.stdout.write(`\nWhat would be sent, with ${method} to ${path}:\n${JSON.stringify(body, null, 2)}\n`);
  }
  for (const complaint of complaints) process.stdout.write(`Not valid: ${complaint}\n`);
  for (const line of log) process.stdout.write(`\nThe log says: ${line}\n`);
  if (answered === undefined && requests.length === 0 && log.length === 0) process.stdout.write(`Teams: ${SILENT}`);
}

/** Slack delivers more than words: a home that is opened, a picker that is typed in, an app that is removed. */
async function replaySlack(body: Fields): Promise<void> {
  // Slack's library takes a second to load.
  const { replayEvent } = await import("./slack/replay-event.ts");
  const { turn, acknowledged, calls, log } = await replayEvent(body, await buildBot());
  if (turn !== undefined) process.stdout.write(`Slack, decoded:\n${JSON.stringify(turn, null, 2)}\n`);
  if (acknowledged !== undefined) process.stdout.write(`\nThe event is answered with:\n${JSON.stringify(acknowledged, null, 2)}\n`);
  for (const { method, args } of calls) {
    if (typeof args["text"] === "string") process.stdout.write(`\nThe answer:\n${readSlackText(args["text"], "")}\n`);
    process.stdout.write(`\nWhat would be sent, to ${method}:\n${JSON.stringify(args, null, 2)}\n`);
    for (const complaint of complaintsAbout(args)) process.stdout.write(`Not valid: ${complaint}\n`);
  }
  for (const line of log) process.stdout.write(`\nThe log says: ${line}\n`);
  if (acknowledged === undefined && calls.length === 0 && log.length === 0) process.stdout.write(`Slack: ${SILENT}`);
}

function complaintsAbout({ view, blocks, text }: ReplayedCall["args"]): readonly string[] {
  if (view !== undefined) return validateView(view);
  return blocks === undefined ? [] : validateMessage({ blocks, text });
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BotError("ARGUMENTS_INVALID", `${file} is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
}

await runProgram(async () => {
  const [file, ...others] = process.argv.slice(2);
  if (file === undefined || file.startsWith("-") || others.length > 0) {
    throw new BotError("ARGUMENTS_INVALID", "Usage: npm run --silent replay -- test/fixtures/slack/slash-command-nl.json");
  }
  await replay(file);
});
