/**
 * `npm run calibrate`: learns when to answer, when to ask back and when to say "not known", from the tuning questions.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Calibration } from "#core";
import { calibrate, loadArticles, loadGlossary, loadVocabulary } from "#core";
import { KNOWLEDGE_FOLDER } from "./build-bot.ts";
import { runProgram } from "./run-program.ts";
import { readTuningQuestions } from "./tuning-questions.ts";

await runProgram(async () => {
  const [articles, vocabulary, glossary, questions] = await Promise.all([
    loadArticles(KNOWLEDGE_FOLDER),
    loadVocabulary(KNOWLEDGE_FOLDER),
    loadGlossary(KNOWLEDGE_FOLDER),
    readTuningQuestions(),
  ]);
  const calibration = calibrate(articles, vocabulary, glossary, questions);
  await writeFile(join(KNOWLEDGE_FOLDER, "search", "calibration.json"), print(calibration));
  process.stdout.write(`Learned from ${questions.length} questions. Thresholds: ${JSON.stringify(calibration.thresholds)}\n`);
});

/** A term a line, so that a change can be read. */
function print({ associations: { terms, ...associations }, ...calibration }: Calibration): string {
  const lines = Object.entries(terms).map(([term, pairs]) => `      ${JSON.stringify(term)}: ${JSON.stringify(pairs)}`);
  const whole = JSON.stringify({ ...calibration, associations: { ...associations, terms: "HERE" } }, null, 2);
  return `${whole.replace('"HERE"', `{\n${lines.join(",\n")}\n    }`)}\n`;
}
