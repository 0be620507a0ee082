/**
 * `npm run calibrate`: learns when to answer, when to ask back and when to say "not known", from the tuning questions.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { calibrate, loadArticles, loadGlossary, loadVocabulary } from "#core";
import { KNOWLEDGE_FOLDER } from "./build-bot.ts";
import { runProgram } from "./run-program.ts";

const QUESTIONS_FOLDER = join(import.meta.dirname, "../../test/questions");
/** Never test/questions/blind: what is measured must not be learned. */
const TUNING_FILES = ["nl.yaml", "en.yaml", "tuning.yaml", "out-of-scope.yaml"];

const questionsSchema = z.array(
  z.union([
    z.string().transform((text) => ({ text, articles: [] as string[] })),
    z
      .object({ text: z.string(), article: z.string().optional(), anyOf: z.array(z.string()).optional() })
      .transform(({ text, article, anyOf }) => ({ text, articles: anyOf ?? (article === undefined ? [] : [article]) })),
  ]),
);

await runProgram(async () => {
  const [articles, vocabulary, glossary] = await Promise.all([
    loadArticles(KNOWLEDGE_FOLDER),
    loadVocabulary(KNOWLEDGE_FOLDER),
    loadGlossary(KNOWLEDGE_FOLDER),
  ]);
  const files = await Promise.all(TUNING_FILES.map((file) => readFile(join(QUESTIONS_FOLDER, file), "utf8")));
  const questions = files.flatMap((text) => questionsSchema.parse(parse(text)));
  const calibration = calibrate(articles, vocabulary, glossary, questions);
  await writeFile(join(KNOWLEDGE_FOLDER, "search", "calibration.json"), `${JSON.stringify(calibration, null, 2)}\n`);
  process.stdout.write(`Learned from ${questions.length} questions. Thresholds: ${JSON.stringify(calibration.thresholds)}\n`);
});
