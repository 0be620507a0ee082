/**
 * `npm run ask`: a question from the shell.
 */
import { createReadStream } from "node:fs";
import { text as readAll } from "node:stream/consumers";
import { parseArgs } from "node:util";
import type { Locale } from "#core";
import { BotError, createTranslator, LOCALES } from "#core";
import { readBotSettings } from "../bot-settings.ts";
import { readEnvironment } from "../environment.ts";
import { linesOf } from "../lines-of.ts";
import { startStore } from "../store/start-store.ts";
import { answerLine, answerOne } from "./batch.ts";
import { buildBot, buildSearch } from "./build-bot.ts";
import type { Terminal } from "./conversation.ts";
import { converse } from "./conversation.ts";
import { renderExplanation } from "./explain.ts";
import { renderText } from "./render.ts";
import { runProgram } from "./run-program.ts";
import { screenStyle } from "./screen-style.ts";
import { createTurns } from "./turns.ts";

const USAGE = `Usage: npm run --silent ask -- [options] ["text"]

  "text"            a code, an alert or a question; - reads it from the input
  (nothing)         a conversation, in a terminal
  --lang nl|en      the language of the answer; else that of the text, else LANG
  --explain         the answer, and what led to it
  --json            the answer as one JSON object
  --batch FILE      with --json: one question a line in, one answer a line out; - reads the input
  --help            this text
`;

/** What the command line asks for. */
interface Wanted {
  readonly text: string | undefined;
  readonly lang: Locale | undefined;
  readonly json: boolean;
  readonly explain: boolean;
  readonly batch: string | undefined;
  readonly help: boolean;
}

function readArguments(args: readonly string[]): Wanted {
  try {
    // A negative number is a Windows result that somebody pasted, not an option.
    const numbers = args.filter((argument) => /^-\d+$/.test(argument));
    const { values, positionals: texts } = parseArgs({
      args: args.filter((argument) => !numbers.includes(argument)),
      allowPositionals: true,
      options: {
        lang: { type: "string" },
        json: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        batch: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const positionals = [...texts, ...numbers];
    const lang = LOCALES.find((locale) => locale === values.lang);
    if (values.lang !== undefined && lang === undefined)
      throw new Error(`--lang takes ${LOCALES.join(" or ")}, not "${values.lang.slice(0, 20)}"`);
    if (values.batch !== undefined && lang !== undefined) throw new Error('--lang does not go with --batch: give each line its "lang"');
    if (values.batch !== undefined && !values.json) throw new Error("--batch goes with --json");
    if (values.batch !== undefined && positionals.length > 0)
      throw new Error("--batch takes its questions from the file, not from the command line");
    return {
      text: positionals.length === 0 ? undefined : positionals.join(" "),
      lang,
      json: values.json,
      explain: values.explain,
      batch: values.batch,
      help: values.help,
    };
  } catch (error) {
    throw new BotError(
      "ARGUMENTS_INVALID",
      `${error instanceof Error ? (error.message.split(/\. |\n/, 1)[0] ?? "") : String(error)}. "npm run --silent ask -- --help" shows the options.`,
    );
  }
}

async function run(args: readonly string[]): Promise<void> {
  const wanted = readArguments(args);
  const hint = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
  if (wanted.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (wanted.batch !== undefined) return answerBatch(wanted.batch);
  if (wanted.text === undefined && (wanted.json || !process.stdin.isTTY)) {
    throw new BotError(
      "ARGUMENTS_INVALID",
      'No question: write one behind "--", as in npm run --silent ask -- "ID: 100050", or - to read the input.',
    );
  }
  const style = screenStyle(process.stdout);
  const text = wanted.text === "-" ? await readAll(process.stdin) : wanted.text;
  if (text === undefined) {
    const name = process.env["USER"] || process.env["USERNAME"];
    return talk({ input: process.stdin, output: process.stdout, style, lang: wanted.lang, hint, name });
  }
  const bot = await buildBot();
  if (wanted.json) {
    process.stdout.write(`${JSON.stringify(await answerOne(bot, { id: "1", text, lang: wanted.lang, hint }))}\n`);
    return;
  }
  const turn = createTurns("shell", hint);
  if (wanted.lang !== undefined) await bot.handle(turn({ kind: "language", locale: wanted.lang }));
  for (const { reply } of await bot.handle(turn({ kind: "ask", text }))) {
    process.stdout.write(`${renderText(reply, style)}\n`);
    if (wanted.explain)
      process.stdout.write(`\n${renderExplanation((await buildSearch()).explain(text, reply.locale), createTranslator()(reply.locale))}\n`);
  }
}

/** A conversation, over the same store as the page: a run begun there goes on here. */
async function talk(terminal: Terminal): Promise<void> {
  const environment = readEnvironment(process.env);
  const settings = await readBotSettings(environment);
  const store = startStore(environment, (line) => process.stderr.write(`${line}\n`));
  await store.opened();
  try {
    await converse(await buildBot({ ...settings, store }), terminal);
  } finally {
    await store.close();
  }
}

async function answerBatch(file: string): Promise<void> {
  const input = file === "-" ? process.stdin : createReadStream(file, "utf8");
  const failed = new Promise<never>((_, reject) => {
    input.once("error", (error: Error) =>
      reject(new BotError("ARGUMENTS_INVALID", `--batch: ${file} cannot be read (${error.message}).`, { cause: error })),
    );
  });
  const bot = await Promise.race([buildBot(), failed]);
  let conversation = 0;
  const answers = (async () => {
    for await (const line of linesOf(input)) {
      conversation += 1;
      const written = process.stdout.write(`${JSON.stringify(await answerLine(bot, line, conversation))}\n`);
      if (!written) await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  })();
  await Promise.race([answers, failed]);
}

await runProgram(() => run(process.argv.slice(2)));
