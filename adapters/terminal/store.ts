/**
 * `npm run store`: what an owner does with what the bot remembers.
 */
import { parseArgs } from "node:util";
import { BotError } from "#core";
import type { Environment } from "../environment.ts";
import { readEnvironment } from "../environment.ts";
import { backUp } from "../store/backup.ts";
import type { Engine } from "../store/engine.ts";
import { openEngine } from "../store/open-store.ts";
import { restore } from "../store/restore.ts";
import { createSqlStore } from "../store/sql-store.ts";
import { runProgram } from "./run-program.ts";

const USAGE = `Usage: npm run store -- COMMAND

  backup FILE       writes everything into one file; the bot may run meanwhile
  restore FILE      fills an empty store from a backup, of either engine
  forget PERSON     removes a person: PERSON is platform/tenant/user, such as slack/T0123/U0123
  migrate           brings the tables up to date, as each start does

  --force           replaces the file of a backup, or all that is in the store
  --help            this text

The store is the file in DATA_DIR, or the PostgreSQL that DATABASE_URL names.
`;

/** One command: what it does with its argument, and the line it ends with. */
type Command = (
  engine: Engine,
  argument: string,
  options: { readonly force: boolean; readonly environment: Environment },
) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  backup: async (engine, file, { force }) => {
    const rows = await backUp(engine, file, { at: new Date(), force });
    return `${rows} rows of ${engine.where} are in ${file}.`;
  },
  restore: async (engine, file, { force }) => {
    const rows = await restore(engine, file, force);
    return `${rows} rows of ${file} are in ${engine.where}.`;
  },
  forget: async (engine, person, { environment: { organisation } }) => {
    // As a platform shows an id, or as a key holds it.
    const parts = person.split("/").map((part) => (part.includes("%") ? part : encodeURIComponent(part)));
    const key = [...(parts.length === 3 ? [organisation] : []), ...parts].join("/");
    const rows = await createSqlStore(engine).forget(key);
    return rows === 0 ? `Nothing is kept of ${key}.` : `${key} is forgotten: ${rows} rows changed or removed.`;
  },
  migrate: async (engine) => `${engine.where} is up to date.`,
};

await runProgram(async () => {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const { command, argument, force } = wanted;
  const environment = readEnvironment(process.env);
  const { dataFolder, databaseUrl } = environment;
  const { MAINTAINING } = await import("../store/postgres.ts");
  const engine = await openEngine({ dataFolder, ...(databaseUrl === undefined ? {} : { databaseUrl }) }, MAINTAINING);
  try {
    process.stdout.write(`${await command(engine, argument, { force, environment })}\n`);
  } finally {
    await engine.db.destroy();
  }
});

function readArguments(args: readonly string[]) {
  const parsed = (() => {
    try {
      return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { force: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
      });
    } catch (error) {
      throw wrong(error instanceof Error ? (error.message.split(/\. |\n/, 1)[0] ?? "") : String(error));
    }
  })();
  const [name = "", argument = "", ...more] = parsed.positionals;
  const { force, help } = parsed.values;
  const command = COMMANDS[name];
  if (help) return "help";
  if (command === undefined) throw wrong(name === "" ? "No command" : `There is no command "${name.slice(0, 20)}"`);
  if (more.length > 0 || (argument === "") !== (name === "migrate"))
    throw wrong(name === "migrate" ? "migrate takes nothing behind it" : `${name} takes one ${name === "forget" ? "person" : "file"}`);
  return { command, argument, force };
}

function wrong(what: string): BotError {
  return new BotError("ARGUMENTS_INVALID", `${what}. "npm run store -- --help" shows the commands.`);
}
