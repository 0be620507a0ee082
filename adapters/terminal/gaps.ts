/**
 * `npm run gaps`: the questions that were not answered, grouped by likeness, with counts and the nearest article; the articles that did not
 * help, and those past their review date.
 * `-- --draft ID` writes the skeleton of an article about one group, marked as a draft, which nobody is answered with.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BotError, draftArticle, groupGaps, loadArticles, pastReview, reportGaps } from "#core";
import { readEnvironment } from "../environment.ts";
import { openStore } from "../store/open-store.ts";
import { KNOWLEDGE_FOLDER } from "./build-bot.ts";
import { runProgram } from "./run-program.ts";

const USAGE = `Usage: npm run gaps -- [options]

  (nothing)         the questions that were not answered, grouped, with counts and the nearest article; the articles
                    that did not help, and those that nobody checked for a year
  --draft ID        writes the skeleton of an article about one group
  --folder FOLDER   where the draft goes; else the knowledge of the bot
  --day YYYY-MM-DD  the day on which it is read; else today
  --help            this text
`;

await runProgram(async () => {
  const values = readArguments(process.argv.slice(2));
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const day = values.day ?? new Date().toISOString().slice(0, 10);
  if (Number.isNaN(Date.parse(day))) throw new BotError("ARGUMENTS_INVALID", "--day: give a day, such as 2026-11-22.");
  const { organisation, ...settings } = readEnvironment(process.env);
  const store = await openStore(settings);
  try {
    const groups = groupGaps(await store.gaps(organisation));
    if (values.draft === undefined) {
      const overdue = pastReview(await loadArticles(KNOWLEDGE_FOLDER), day);
      process.stdout.write(`${reportGaps(groups, await store.feedback(organisation), overdue)}\n`);
      return;
    }
    const group = groups.find(({ id }) => id === values.draft);
    if (group === undefined)
      throw new BotError("ARGUMENTS_INVALID", `There is no gap ${values.draft.slice(0, 40)}: "npm run gaps" lists them.`);
    const { id, yaml } = draftArticle(group, day);
    const file = join(values.folder, `${id}.yaml`);
    await writeFile(file, yaml, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST"
        ? new BotError("ARGUMENTS_INVALID", `${file} is there already: finish that one, or take it away first.`, { cause: error })
        : error;
    });
    process.stdout.write(`${file}: a draft. Nobody is answered with it until the line "draft: true" is gone.\n`);
  } finally {
    await store.close();
  }
});

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        draft: { type: "string" },
        day: { type: "string" },
        folder: { type: "string", default: KNOWLEDGE_FOLDER },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split(/\. |\n/, 1)[0] ?? "") : String(error);
    throw new BotError("ARGUMENTS_INVALID", `${what}. "npm run gaps -- --help" shows the options.`, { cause: error });
  }
}
