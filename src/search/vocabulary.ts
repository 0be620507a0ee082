import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { BotError } from "../errors.ts";

const words = z.string().transform((text): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== "")));

const vocabularySchema = z.strictObject({
  stopWords: z.strictObject({ nl: words, en: words }),
  common: z.strictObject({ nl: words, en: words }),
  personal: z.strictObject({ nl: words, en: words }),
  products: words,
  labels: z.strictObject({ nl: words, en: words }),
  anchors: words,
  foreign: words,
});

/** Words that the search treats in a special way; data, because translators own it. */
export type Vocabulary = Readonly<z.infer<typeof vocabularySchema>>;

/** Reads knowledge/search/vocabulary.yaml. Throws KNOWLEDGE_INVALID where it is unreadable. */
export async function loadVocabulary(folder: string): Promise<Vocabulary> {
  const file = join(folder, "search", "vocabulary.yaml");
  try {
    return vocabularySchema.parse(parse(await readFile(file, "utf8"), { maxAliasCount: 0 }));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new BotError("KNOWLEDGE_INVALID", `${file}: ${problem}. Restore the file or mend the field.`, { cause: error });
  }
}
