import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

/** What kind of question it is; what is reported is reported by class. */
export type QuestionClass = "free" | "paste" | "ambiguous" | "outOfScope";

/** A question with the articles a colleague would pick: one, several for an ambiguous one, none out of scope. */
export interface Question {
  readonly text: string;
  readonly lang: "nl" | "en";
  readonly class: QuestionClass;
  readonly wanted: readonly string[];
}

const FOLDER = join(import.meta.dirname, "../questions");
/** Thresholds are learned from these alone. */
const TUNING_FOLDERS = [FOLDER, join(FOLDER, "tuning")];

const fileSchema = z.array(
  z.union([
    z.string().transform((text) => ({ text, class: "outOfScope" as const, article: undefined, anyOf: undefined, lang: undefined })),
    z.object({
      text: z.string(),
      lang: z.enum(["nl", "en"]).optional(),
      class: z.enum(["free", "paste", "ambiguous", "outOfScope"]).default("free"),
      article: z.string().optional(),
      anyOf: z.array(z.string()).optional(),
    }),
  ]),
);

/** The tuning half: what peers may learn their thresholds from. */
export async function readTuning(): Promise<readonly Question[]> {
  return (await Promise.all(TUNING_FOLDERS.map(readFolder))).flat();
}

/** The blind half: every figure comes from it, and nothing is learned from it. */
export async function readBlind(): Promise<readonly Question[]> {
  return readFolder(join(FOLDER, "blind"));
}

/** Evenly spread questions, so that each class and file is still in it: for engines that are too slow for all. */
export function sampleOf<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item);
}

async function readFolder(folder: string): Promise<readonly Question[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
  return (await Promise.all(files.map((file) => readQuestions(join(folder, file))))).flat();
}

async function readQuestions(file: string): Promise<readonly Question[]> {
  return fileSchema.parse(parse(await readFile(file, "utf8"))).map((item) => ({
    text: item.text,
    lang: item.lang ?? (file.endsWith("en.yaml") ? "en" : "nl"),
    class: item.class,
    wanted: item.anyOf ?? (item.article === undefined ? [] : [item.article]),
  }));
}
