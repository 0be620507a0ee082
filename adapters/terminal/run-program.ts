import { BotError } from "#core";

/**
 * Runs one npm command to its end: a failure is one clear text and an exit code, 2 for wrong arguments and 1 for the rest.
 *
 * A reader that has seen enough ("| head") is no failure.
 */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    await program();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof BotError && error.code === "ARGUMENTS_INVALID" ? 2 : 1;
  }
}
