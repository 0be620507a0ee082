import { parseArgs } from "node:util";
import { BotError } from "#core";
import { SLACK_PATH } from "./http-receiver.ts";
import { slackManifest } from "./manifest.ts";

const USAGE = "Usage: npm run --silent manifest -- slack --mode http|socket [--url https://...] [--channels] [--command /mabs]";

/** The manifest that the arguments ask for, as JSON to paste. Throws ARGUMENTS_INVALID. */
export async function writeManifest(args: readonly string[]): Promise<string> {
  const { values } = parse(args);
  const { mode, url, channels = false, command = process.env["SLACK_COMMAND"] ?? "/mabs" } = values;
  if (mode !== "http" && mode !== "socket") throw new BotError("ARGUMENTS_INVALID", `--mode is missing: http or socket.\n${USAGE}`);
  if (!/^\/[a-z0-9_-]{1,31}$/.test(command)) throw new BotError("ARGUMENTS_INVALID", `--command: give a name such as /mabs.\n${USAGE}`);
  if (mode === "http" && url === undefined) {
    throw new BotError(
      "ARGUMENTS_INVALID",
      `--url is missing: the address at which Slack reaches the bot, such as https://bot.example.org.\n${USAGE}`,
    );
  }
  if (url !== undefined && !isPublicAddress(url)) {
    const remedy = "give the address without /slack/events, ? or #, such as https://bot.example.org or https://example.org/vangnet";
    throw new BotError("ARGUMENTS_INVALID", `--url: ${remedy}.\n${USAGE}`);
  }
  return JSON.stringify(slackManifest({ mode, command, hearsChannels: channels, ...(url === undefined ? {} : { url }) }), null, 2);
}

function isPublicAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" && !/[?#]/.test(text) && !url.pathname.includes(SLACK_PATH);
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
