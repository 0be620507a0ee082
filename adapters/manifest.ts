/**
 * `npm run --silent manifest -- slack --mode http|socket [--url ADDRESS] [--channels]`: the setup of the app, as JSON to paste.
 */
import { parseArgs } from "node:util";
import { BotError } from "#core";
import { slackManifest } from "./slack/manifest.ts";
import { runProgram } from "./terminal/run-program.ts";

const USAGE = "Usage: npm run --silent manifest -- slack --mode http|socket [--url https://...] [--channels] [--command /mabs]";

function slack(args: readonly string[]): object {
  const { values } = parse(args);
  const { mode, url, channels = false, command = process.env["SLACK_COMMAND"] ?? "/mabs" } = values;
  if (mode !== "http" && mode !== "socket") throw new BotError("ARGUMENTS_INVALID", `--mode is missing: http or socket.\n${USAGE}`);
  if (!/^\/[a-z0-9_-]{1,31}$/.test(command)) throw new BotError("ARGUMENTS_INVALID", `--command: give a name such as /mabs.\n${USAGE}`);
  if (mode === "http" && (url === undefined || URL.parse(url)?.protocol !== "https:")) {
    throw new BotError(
      "ARGUMENTS_INVALID",
      `--url is missing: the address at which Slack reaches the bot, such as https://bot.example.org.\n${USAGE}`,
    );
  }
  return slackManifest({ mode, command, hearsChannels: channels, ...(url === undefined ? {} : { url }) });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { mode: { type: "string" }, url: { type: "string" }, command: { type: "string" }, channels: { type: "boolean" } },
    });
  } catch (cause) {
    throw new BotError("ARGUMENTS_INVALID", `${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, { cause });
  }
}

const PLATFORMS: Readonly<Record<string, (args: readonly string[]) => object>> = { slack };

await runProgram(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  const manifest = PLATFORMS[name];
  if (manifest === undefined) throw new BotError("ARGUMENTS_INVALID", USAGE);
  process.stdout.write(`${JSON.stringify(manifest(args), null, 2)}\n`);
});
