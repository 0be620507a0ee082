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

/** What the glossary knows of one folded word; the same for every place it stands in. */
export interface GlossaryWord {
  readonly text: string;
  readonly stem: string;
  /** The concept that the word is a form of by itself. */
  readonly concept: string | undefined;
  /** Whether a form of several words, or one that is written in several, may begin with it. */
  readonly begins: boolean;
}

/** Finds concepts; words are described once, so that a word of thousands of articles is not looked up at each place. */
export interface ConceptReader {
  describe(word: string): GlossaryWord;
  /** The concepts in a row of words; the longest form wins, and no word belongs to two. */
  find(words: readonly GlossaryWord[]): readonly ConceptSeen[];
}

/** Reads words by the forms of the concepts. */
export function createConceptReader({ concepts }: Glossary, stem = stemOf): ConceptReader {
  const byStems = new Map<string, string>();
  const bySquash = new Map<string, string>();
  const firstStems = new Set<string>();
  const squashStarts = new Set<string>();
  for (const concept of concepts) {
    for (const written of LOCALES.flatMap((locale) => concept[locale])) {
      const [first = "", ...rest] = written.split(" ").map(stem);
      byStems.set([first, ...rest].join(" "), concept.id);
      if (rest.length > 0) firstStems.add(first);
      const squashed = written.replaceAll(" ", "");
      bySquash.set(squashed, concept.id);
      for (let end = 1; end < squashed.length; end += 1) squashStarts.add(squashed.slice(0, end));
    }
  }

  function longestAt(words: readonly GlossaryWord[], start: number): ConceptSeen | undefined {
    const [first, second] = [words[start] as GlossaryWord, words[start + 1]];
    if (first.begins && second !== undefined) {
      const beginsPhrase = firstStems.has(first.stem);
      const beginsSquash =
        squashStarts.has(first.text) && (squashStarts.has(first.text + second.text) || bySquash.has(first.text + second.text));
      if (beginsPhrase || beginsSquash)
        for (let length = Math.min(LONGEST_FORM, words.length - start); length > 1; length -= 1) {
          const row = words.slice(start, start + length);
          const concept =
            (beginsPhrase ? byStems.get(row.map((word) => word.stem).join(" ")) : undefined) ??
            (beginsSquash ? bySquash.get(row.map((word) => word.text).join("")) : undefined);
          if (concept !== undefined) return { concept, start, length };
        }
    }
    return first.concept === undefined ? undefined : { concept: first.concept, start, length: 1 };
  }

  return {
    describe: (text) => {
      const stemmed = stem(text);
      return {
        text,
        stem: stemmed,
        concept: byStems.get(stemmed) ?? bySquash.get(text),
        begins: firstStems.has(stemmed) || squashStarts.has(text),
      };
    },
    find: (words) => {
      const seen: ConceptSeen[] = [];
      for (let start = 0; start < words.length; ) {
        const found = longestAt(words, start);
        if (found !== undefined) seen.push(found);
        start += found?.length ?? 1;
      }
      return seen;
    },
  };
}

/** Finds the concepts in a row of folded words. */
export function createConceptFinder(glossary: Glossary, stem = stemOf): (words: readonly string[]) => readonly ConceptSeen[] {
  const { describe, find } = createConceptReader(glossary, stem);
  return (words) => find(words.map(describe));
}
