/**
 * `npm run doctor -- PLATFORM`: looks whether a platform can work with the settings as they are, and says what to do where it cannot.
 */
import { BotError } from "#core";
import { readEnvironment } from "../environment.ts";
import { runProgram } from "./run-program.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** Undefined: it cannot be seen from here. */
  readonly isGood: boolean | undefined;
  /** What was seen; where it is not good, also what to do. Empty where there is no more to say. */
  readonly says: string;
}

/** For each platform what looks. */
const PLATFORMS: Readonly<Record<string, () => Promise<(environment: ReturnType<typeof readEnvironment>) => AsyncIterable<Finding>>>> = {
  slack: async () => (await import("../slack/examine.ts")).examineSetUp,
  teams: async () => (await import("../teams/examine.ts")).examineTeams,
};

await runProgram(async () => {
  const [name = ""] = process.argv.slice(2);
  const platform = Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
  if (platform === undefined) {
    throw new BotError("ARGUMENTS_INVALID", `Usage: npm run doctor -- PLATFORM, which is one of: ${Object.keys(PLATFORMS).join(", ")}`);
  }
  const examine = await platform();
  for await (const { what, isGood, says } of examine(readEnvironment(process.env))) {
    const word = isGood === undefined ? "note " : isGood ? "good " : "WRONG";
    process.stdout.write(`${word}  ${what}${says === "" ? "" : `: ${says}`}\n`);
    if (isGood === false) process.exitCode = 1;
  }
});
