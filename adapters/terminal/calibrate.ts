/**
 * `npm run calibrate`: learns when to answer, when to ask back and when to say "not known", from the tuning questions.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import type { Calibration } from "#core";
import { calibrate, loadArticles, loadGlossary, loadVocabulary } from "#core";
import { KNOWLEDGE_FOLDER } from "./build-bot.ts";
import { runProgram } from "./run-program.ts";

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

await runProgram(async () => {
  const [articles, vocabulary, glossary] = await Promise.all([
    loadArticles(KNOWLEDGE_FOLDER),
    loadVocabulary(KNOWLEDGE_FOLDER),
    loadGlossary(KNOWLEDGE_FOLDER),
  ]);
  const folders = await Promise.all(TUNING_FOLDERS.map(readQuestions));
  const questions = folders.flat();
  const calibration = calibrate(articles, vocabulary, glossary, questions);
  await writeFile(join(KNOWLEDGE_FOLDER, "search", "calibration.json"), print(calibration));
  process.stdout.write(`Learned from ${questions.length} questions. Thresholds: ${JSON.stringify(calibration.thresholds)}\n`);
});

async function readQuestions(folder: string): Promise<z.infer<typeof questionsSchema>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text) => questionsSchema.parse(parse(text)));
}

/** A term a line, so that a change can be read. */
function print({ associations: { terms, ...associations }, ...calibration }: Calibration): string {
  const lines = Object.entries(terms).map(([term, pairs]) => `      ${JSON.stringify(term)}: ${JSON.stringify(pairs)}`);
  const whole = JSON.stringify({ ...calibration, associations: { ...associations, terms: "HERE" } }, null, 2);
  return `${whole.replace('"HERE"', `{\n${lines.join(",\n")}\n    }`)}\n`;
}
