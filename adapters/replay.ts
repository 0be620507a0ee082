/**
 * `npm run replay -- FILE`: decodes one recorded event, answers it, and prints the turn, the answer as text and the very JSON that would be sent.
 */
import { readFile } from "node:fs/promises";
import type { Reply, Turn } from "#core";
import { BotError } from "#core";
import { decodeSlack } from "./slack/decode.ts";
import { renderBlocks } from "./slack/render.ts";
import { validateMessage } from "./slack/validate.ts";
import { decodeTeams } from "./teams/decode.ts";
import { renderCard } from "./teams/render.ts";
import { validateCard } from "./teams/validate.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { renderText } from "./terminal/render.ts";
import { runProgram } from "./terminal/run-program.ts";

/** Who the bot is in the fixtures of this project. */
const SLACK_SELF = { userId: "U0VANGNET" };
const TEAMS_CHANNEL = "msteams";

interface Platform {
  readonly name: string;
  readonly turn: Turn | undefined;
  readonly draw: (reply: Reply) => unknown;
  readonly validate: (drawn: unknown) => readonly string[];
}

/** An event says itself where it comes from: Teams names its channel, and the bot as its recipient. */
function platformOf(event: unknown): Platform {
  if (typeof event !== "object" || event === null)
    throw new BotError("ARGUMENTS_INVALID", "The file holds no event: record the body as the platform posted it.");
  if ("channelId" in event && event.channelId === TEAMS_CHANNEL) {
    const self =
      "recipient" in event && typeof event.recipient === "object" && event.recipient !== null && "id" in event.recipient
        ? String(event.recipient.id)
        : "";
    return { name: "Teams", turn: decodeTeams(event, { id: self }), draw: renderCard, validate: validateCard };
  }
  return { name: "Slack", turn: decodeSlack(event, SLACK_SELF), draw: renderBlocks, validate: validateMessage };
}

async function replay(file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new BotError("ARGUMENTS_INVALID", `${file} cannot be read (${error.message}).`);
  });
  const { name, turn, draw, validate } = platformOf(parseJson(file, text));
  if (turn === undefined) {
    process.stdout.write(`${name}: not said to the bot, or said by itself. No answer.\n`);
    return;
  }
  process.stdout.write(`${name}, decoded:\n${JSON.stringify(turn, null, 2)}\n`);
  const bot = await buildBot();
  for (const { reply } of await bot.handle(turn)) {
    const drawn = draw(reply);
    process.stdout.write(`\nThe answer:\n${renderText(reply)}\n\nWhat would be sent:\n${JSON.stringify(drawn, null, 2)}\n`);
    for (const complaint of validate(drawn)) process.stdout.write(`Not valid: ${complaint}\n`);
  }
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
