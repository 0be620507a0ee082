/**
 * `npm run knowledge`: is every article right, and what the search knows beside them? With article ids behind `--`, only what is wrong in those.
 * `-- --write` also brings the editors' schema up to date; `-- --folder PATH` looks at other knowledge.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { articleSchema, BotError, checkStyle, describeComplaint, readArticles } from "#core";
import { KNOWLEDGE_FOLDER } from "./build-bot.ts";
import { checkSearchData } from "./check-search-data.ts";
import { runProgram } from "./run-program.ts";

/** The JSON schema that editors read, made from the one definition of an article. */
function schemaText(): string {
  const schema = z.toJSONSchema(articleSchema, { target: "draft-07", io: "input" });
  return `${JSON.stringify({ title: "A Vangnet article", ...schema }, null, 2)}\n`;
}

await runProgram(async () => {
  const { values, positionals } = parseArgs({
    options: { write: { type: "boolean", default: false }, folder: { type: "string", default: KNOWLEDGE_FOLDER } },
    allowPositionals: true,
  });
  const { folder } = values;
  const schemaFile = join(folder, "article.schema.json");
  if (values.write) await writeFile(schemaFile, schemaText());
  const schemaIsCurrent = (await readFile(schemaFile, "utf8").catch(() => "")) === schemaText();
  const { articles, complaints, drafts } = await readArticles(folder);
  const files = new Set(await readdir(folder));
  const strangers = positionals.filter((id) => !files.has(`${id}.yaml`));
  if (strangers.length > 0) throw new BotError("ARGUMENTS_INVALID", `There is no article ${strangers.join(", ")} in knowledge/.`);
  for (const { id } of drafts) process.stdout.write(`${id}: a draft, left out: nobody is answered with it.\n`);
  const asked = drafts.filter(({ id }) => positionals.includes(id)).flatMap((draft) => draft.complaints);
  const wrong = [...complaints, ...articles.flatMap(checkStyle), ...asked]
    .filter(({ file }) => positionals.length === 0 || positionals.includes(basename(file, ".yaml")))
    .map(describeComplaint);
  if (!schemaIsCurrent) wrong.push('article.schema.json: not current: run "npm run knowledge -- --write" and commit the file');
  // Of articles that were not read whole nothing can be said.
  if (positionals.length === 0 && complaints.length === 0) wrong.push(...(await checkSearchData(folder, articles)));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  process.stdout.write(`${positionals.length > 0 ? positionals.join(", ") : `${articles.length} articles`}: all right.\n`);
});
