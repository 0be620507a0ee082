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
/** So many letters tell nearly always whether a form goes on. */
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

/** Forms of several words that begin alike, by the stem of their next word. */
interface PhraseNode {
  concept?: string;
  readonly next: Map<string, PhraseNode>;
}

/** What the glossary knows of one folded word; the same for every place it stands in. */
export interface GlossaryWord {
  readonly text: string;
  readonly stem: string;
  /** The concept that the word is a form of by itself. */
  readonly concept: string | undefined;
  /** The forms of several words that it begins. */
  readonly phrase: PhraseNode | undefined;
  /** Its first letters, as `goesOn` of the word before has them. */
  readonly head: string;
  /** The heads of what goes on where a form that is written as one word begins like this one. */
  readonly goesOn: string;
}

/** Finds concepts; words are described once, so that a word of thousands of articles is not looked up at each place. */
export interface ConceptReader {
  describe(word: string): GlossaryWord;
  /** The concepts in a row of words; the longest form wins, and no word belongs to two. */
  find(words: readonly GlossaryWord[]): readonly ConceptSeen[];
}

/** Reads words by the forms of the concepts. */
export function createConceptReader({ concepts }: Glossary, stem = stemOf): ConceptReader {
  const root: PhraseNode = { next: new Map() };
  const bySquash = new Map<string, string>();
  const headsAfter = new Map<string, string>();
  for (const concept of concepts) {
    for (const written of LOCALES.flatMap((locale) => concept[locale])) {
      let node = root;
      for (const word of written.split(" ").map(stem)) {
        const next: PhraseNode = node.next.get(word) ?? { next: new Map() };
        node.next.set(word, next);
        node = next;
      }
      node.concept = concept.id;
      const squashed = written.replaceAll(" ", "");
      bySquash.set(squashed, concept.id);
      for (let end = 1; end < squashed.length; end += 1) {
        const start = squashed.slice(0, end);
        headsAfter.set(start, (headsAfter.get(start) ?? "") + headOf(squashed.slice(end)));
      }
    }
  }

  /** The longest form of several words that begins here, word by word. */
  function byPhrase(words: readonly GlossaryWord[], start: number): ConceptSeen | undefined {
    let found: ConceptSeen | undefined;
    let node = (words[start] as GlossaryWord).phrase;
    for (let at = start + 1; node !== undefined && at < words.length; at += 1) {
      node = node.next.get((words[at] as GlossaryWord).stem);
      if (node?.concept !== undefined) found = { concept: node.concept, start, length: at + 1 - start };
    }
    return found;
  }

  /** The same where a word was written in pieces: "herstel punt". */
  function bySplit(words: readonly GlossaryWord[], start: number): ConceptSeen | undefined {
    const first = words[start] as GlossaryWord;
    let found: ConceptSeen | undefined;
    let [joined, goesOn] = [first.text, first.goesOn];
    for (let at = start + 1; at < Math.min(words.length, start + LONGEST_FORM); at += 1) {
      const { text, head } = words[at] as GlossaryWord;
      if (!goesOn.includes(head)) break;
      joined += text;
      const concept = bySquash.get(joined);
      // Single letters in a row are a list, an address or a drive.
      if (concept === undefined && joined.length < HEAD) break;
      if (concept !== undefined) found = { concept, start, length: at + 1 - start };
      goesOn = headsAfter.get(joined) ?? "";
    }
    return found;
  }

  function longestAt(words: readonly GlossaryWord[], start: number): ConceptSeen | undefined {
    const first = words[start] as GlossaryWord;
    const phrase = first.phrase === undefined ? undefined : byPhrase(words, start);
    const split = first.goesOn === "" ? undefined : bySplit(words, start);
    if (phrase !== undefined) return split !== undefined && split.length > phrase.length ? split : phrase;
    if (split !== undefined) return split;
    return first.concept === undefined ? undefined : { concept: first.concept, start, length: 1 };
  }

  return {
    describe: (text) => {
      const stemmed = stem(text);
      const node = root.next.get(stemmed);
      return {
        text,
        stem: stemmed,
        concept: node?.concept ?? bySquash.get(text),
        phrase: node === undefined || node.next.size === 0 ? undefined : node,
        head: headOf(text),
        goesOn: headsAfter.get(text) ?? "",
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

function headOf(word: string): string {
  return `|${word.slice(0, HEAD)}`;
}

/** Finds the concepts in a row of folded words. */
export function createConceptFinder(glossary: Glossary, stem = stemOf): (words: readonly string[]) => readonly ConceptSeen[] {
  const { describe, find } = createConceptReader(glossary, stem);
  return (words) => find(words.map(describe));
}
