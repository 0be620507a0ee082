/**
 * The composition root: builds the core and starts what is configured.
 */
import { BotError } from "#core";
import { readEnvironment } from "./environment.ts";
import { buildBot } from "./terminal/build-bot.ts";
import { converse } from "./terminal/conversation.ts";
import { screenStyle } from "./terminal/screen-style.ts";

try {
  readEnvironment(process.env);
  if (process.stdin.isTTY) {
    const hint = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
    await converse(await buildBot(), { input: process.stdin, output: process.stdout, style: screenStyle(process.stdout), hint });
  } else {
    process.stdout.write('Vangnet answers in a terminal. Ask one question with: npm run --silent ask -- "ID: 100050"\n');
  }
} catch (error) {
  process.stderr.write(
    `${error instanceof BotError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
