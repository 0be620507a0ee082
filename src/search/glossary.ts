import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { BotError } from "../errors.ts";
import { LOCALES } from "../i18n/locale.ts";
import { stemOf } from "./stem.ts";

const form = z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+){0,3}$/, "one to four words, lower case, without accents or hyphens");
const glossarySchema = z.strictObject({
  concepts: z
    .array(
      z
        .strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), nl: z.array(form).min(1).readonly(), en: z.array(form).min(1).readonly() })
        .readonly(),
    )
    .readonly(),
});

/** Words and phrases that mean the same, in Dutch and English. Data, because translators own it. */
export type Glossary = z.infer<typeof glossarySchema>;

/** A concept found in a row of words. */
export interface ConceptSeen {
  readonly concept: string;
  readonly start: number;
  readonly length: number;
}

const LONGEST_FORM = 4;
const HEAD = 3;

/** Reads knowledge/search/glossary.yaml. Throws KNOWLEDGE_INVALID where it is unreadable, or where a form means two things. */
export async function loadGlossary(folder: string): Promise<Glossary> {
  const file = join(folder, "search", "glossary.yaml");
  try {
    const glossary = glossarySchema.parse(parse(await readFile(file, "utf8"), { maxAliasCount: 0 }));
    const owners = new Map<string, string>();
    for (const concept of glossary.concepts) {
      for (const written of new Set(LOCALES.flatMap((locale) => concept[locale]))) {
        const other = owners.get(written);
        if (other !== undefined) throw new Error(`"${written}" stands in ${other} and in ${concept.id}: leave it in one`);
        owners.set(written, concept.id);
      }
    }
    return glossary;
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new BotError("KNOWLEDGE_INVALID", `${file}: ${problem}. Restore the file or mend the field.`, { cause: error });
  }
}

/** Finds the concepts in a row of folded words; the longest form wins, and no word belongs to two. */
export function createConceptFinder({ concepts }: Glossary, stem = stemOf): (words: readonly string[]) => readonly ConceptSeen[] {
  const byStems = new Map<string, string>();
  const bySquash = new Map<string, string>();
  // Most words begin no phrase: one look at the first word spares joining three.
  const firstStems = new Set<string>();
  const heads = new Set<string>();
  for (const concept of concepts) {
    for (const written of LOCALES.flatMap((locale) => concept[locale])) {
      const [first = "", ...rest] = written.split(" ").map(stem);
      byStems.set([first, ...rest].join(" "), concept.id);
      if (rest.length > 0) firstStems.add(first);
      const squashed = written.replaceAll(" ", "");
      bySquash.set(squashed, concept.id);
      heads.add(squashed.slice(0, HEAD));
    }
  }
  return (words) => {
    const stems = words.map(stem);
    const seen: ConceptSeen[] = [];
    for (let start = 0; start < words.length; ) {
      const found = longestAt(start);
      if (found !== undefined) seen.push(found);
      start += found?.length ?? 1;
    }
    return seen;

    function longestAt(start: number): ConceptSeen | undefined {
      const beginsPhrase = firstStems.has(stems[start] as string);
      const beginsForm = heads.has(`${words[start]}${words[start + 1] ?? ""}`.slice(0, HEAD));
      for (let length = Math.min(LONGEST_FORM, words.length - start); length > 1; length -= 1) {
        const concept =
          (beginsPhrase ? byStems.get(stems.slice(start, start + length).join(" ")) : undefined) ??
          (beginsForm ? bySquash.get(words.slice(start, start + length).join("")) : undefined);
        if (concept !== undefined) return { concept, start, length };
      }
      const single = byStems.get(stems[start] as string) ?? bySquash.get(words[start] as string);
      return single === undefined ? undefined : { concept: single, start, length: 1 };
    }
  };
}
