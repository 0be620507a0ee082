/**
 * `npm run replay -- FILE`: decodes one recorded event, answers it, and prints the turn, the answer as text and the very JSON that would be sent.
 */
import { readFile } from "node:fs/promises";
import { BotError } from "#core";
import type { ReplayedCall } from "./slack/replay-event.ts";
import { readSlackText } from "./slack/text.ts";
import { validateMessage } from "./slack/validate.ts";
import { validateView } from "./slack/validate-view.ts";
import { decodeTeams } from "./teams/decode.ts";
import { renderCard } from "./teams/render.ts";
import { validateCard } from "./teams/validate.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { renderText } from "./terminal/render.ts";
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
  if ("channelId" in event && event.channelId === TEAMS_CHANNEL) await replayTeams(event);
  else await replaySlack(event as Fields);
}

/** Teams names the bot as the recipient. */
async function replayTeams(event: object): Promise<void> {
  const { recipient } = event as { readonly recipient?: { readonly id?: unknown } | null };
  const turn = decodeTeams(event, { id: String(recipient?.id ?? "") });
  if (turn === undefined) {
    process.stdout.write(`Teams: ${SILENT}`);
    return;
  }
  process.stdout.write(`Teams, decoded:\n${JSON.stringify(turn, null, 2)}\n`);
  const bot = await buildBot();
  for (const { reply } of await bot.handle(turn)) {
    const drawn = renderCard(reply);
    process.stdout.write(`\nThe answer:\n${renderText(reply)}\n\nWhat would be sent:\n${JSON.stringify(drawn, null, 2)}\n`);
    for (const complaint of validateCard(drawn)) process.stdout.write(`Not valid: ${complaint}\n`);
  }
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
