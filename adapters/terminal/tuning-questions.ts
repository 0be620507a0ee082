import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

const QUESTIONS_FOLDER = join(import.meta.dirname, "../../test/questions");
/** Never test/questions/blind: what is measured must not be learned. */
const TUNING_FOLDERS = [QUESTIONS_FOLDER, join(QUESTIONS_FOLDER, "tuning")];

const questionsSchema = z.array(
  z.union([
    z.string().transform((text) => ({ text, articles: [] as string[] })),
    z
      .object({ text: z.string(), article: z.string().optional(), anyOf: z.array(z.string()).optional() })
      .transform(({ text, article, anyOf }) => ({ text, articles: anyOf ?? (article === undefined ? [] : [article]) })),
  ]),
);

/** The questions that may be learned from, each with the articles a colleague would pick; never those of test/questions/blind. */
export async function readTuningQuestions(): Promise<z.infer<typeof questionsSchema>> {
  return (await Promise.all(TUNING_FOLDERS.map(readFolder))).flat();
}

async function readFolder(folder: string): Promise<z.infer<typeof questionsSchema>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text) => questionsSchema.parse(parse(text)));
}
