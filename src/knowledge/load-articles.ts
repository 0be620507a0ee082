import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { BotError } from "../errors.ts";
import type { Article } from "./article.ts";
import { checkArticles } from "./check-articles.ts";
import type { Complaint } from "./complaint.ts";
import { describeComplaint } from "./complaint.ts";
import { parseArticle } from "./parse-article.ts";

/**
 * All articles of a folder, in order of their id.
 *
 * Throws KNOWLEDGE_INVALID with every complaint at once, each naming file, line and field: a half-read runbook is worse than none.
 */
export async function loadArticles(folder: string): Promise<readonly Article[]> {
  const { articles, complaints } = await readArticles(folder);
  if (complaints.length === 0) return articles;
  const count = complaints.length === 1 ? "1 thing is" : `${complaints.length} things are`;
  throw new BotError(
    "KNOWLEDGE_INVALID",
    `${folder}: ${count} wrong, nothing was loaded.\n${complaints.map((complaint) => `  ${describeComplaint(complaint)}`).join("\n")}`,
  );
}

/** What a folder holds. */
export interface ReadKnowledge {
  readonly articles: readonly Article[];
  readonly complaints: readonly Complaint[];
  /** Articles that are not finished: left out whatever is wrong in them, so that a draft stops nobody. */
  readonly drafts: readonly { readonly id: string; readonly complaints: readonly Complaint[] }[];
}

/** Says in a file that it is not finished, also in one that cannot be read further. */
const DRAFT = /^draft: *true *(?:#.*)?$/m;

/** The articles of a folder that can be read, and everything that is wrong in it. */
export async function readArticles(folder: string): Promise<ReadKnowledge> {
  const files = (await listFiles(folder)).filter((name) => name.endsWith(".yaml")).sort();
  const articles: Article[] = [];
  const complaints: Complaint[] = [];
  const drafts: ReadKnowledge["drafts"][number][] = [];
  if (files.length === 0) complaints.push({ file: folder, problem: "no .yaml file here: point to the folder with the articles" });
  const contents = await Promise.all(files.map((file) => readFile(join(folder, file))));
  for (const [index, file] of files.entries()) {
    const content = contents[index] as Buffer;
    const parsed = parseArticle(file, content);
    if (DRAFT.test(content.toString("utf8")))
      drafts.push({
        id: basename(file, ".yaml"),
        complaints: parsed.kind === "refused" ? parsed.complaints : checkArticles([parsed.article]),
      });
    else if (parsed.kind === "refused") complaints.push(...parsed.complaints);
    else if (`${parsed.article.id}.yaml` === file) articles.push(parsed.article);
    else complaints.push({ file, field: "id", problem: `"${parsed.article.id}" must equal the file name without .yaml` });
  }
  const unreadable = files.map((file) => basename(file, ".yaml")).filter((id) => !articles.some((article) => article.id === id));
  return { articles, drafts, complaints: [...complaints, ...checkArticles(articles, unreadable)] };
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new BotError("KNOWLEDGE_INVALID", `${folder}: cannot be read. Check that the folder exists and may be read.`, { cause: error });
  }
}
