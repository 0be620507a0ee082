/**
 * `npm run manifest -- PLATFORM ...`: what a platform is given to know the bot.
 */
import { BotError } from "#core";
import { runProgram } from "./run-program.ts";

/** For each platform what makes it, from the arguments behind its name; it returns what to print. */
const PLATFORMS: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<string>>>> = {
  slack: async () => (await import("../slack/write-manifest.ts")).writeManifest,
  teams: async () => (await import("../teams/package/write-package.ts")).writePackage,
};

await runProgram(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  const platform = Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
  if (platform === undefined) {
    throw new BotError(
      "ARGUMENTS_INVALID",
      `Usage: npm run --silent manifest -- PLATFORM, which is one of: ${Object.keys(PLATFORMS).join(", ")}`,
    );
  }
  process.stdout.write(`${await (await platform())(args)}\n`);
});
