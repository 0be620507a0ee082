import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { FIELD_WEIGHT, identifiersOf, searchedTexts } from "./article-fields.ts";
import type { ConceptReader, GlossaryWord } from "./glossary.ts";
import type { InvertedIndex } from "./inverted-index.ts";
import { createIndexWriter } from "./inverted-index.ts";
import type { Phrases } from "./phrases.ts";
import { createPhraseWriter } from "./phrases.ts";
import { conceptTerm } from "./query-groups.ts";
import { createWordTable } from "./word-table.ts";

/** All that the words of the articles are searched by. Terms and articles are numbers from here on. */
export interface ArticleWords {
  readonly index: InvertedIndex;
  /** The same for the titles alone, each language by itself: title `2 * article + language`. */
  readonly titles: InvertedIndex;
  /** By title: how many different terms it has. */
  readonly titleSizes: Uint16Array;
  /** Every title, message and way of asking by itself. */
  readonly phrases: Phrases;
  /** The number of a term that stands in some article. */
  numberOf(term: string): number | undefined;
  /** All words of the articles, folded. */
  readonly words: readonly string[];
  /** Names of values, commands and files in the steps. */
  readonly identifiers: ReadonlySet<string>;
}

/** How words are read as terms. */
export interface TermRules {
  readonly concepts: ConceptReader;
  readonly isStopWord: (word: string) => boolean;
  /** Words that say nothing of a title: names of products, labels. */
  readonly isWeightless: (word: string) => boolean;
}

/** A word of the articles, described once. */
interface Lexeme extends GlossaryWord {
  /** The number of its stem as a term; none for a stop word. */
  readonly term: number | undefined;
  /** The same in a title, where single letters count and weightless words do not. */
  readonly titleTerm: number | undefined;
}

/** Reads all articles once: their terms are the stems of their words, and the concepts that their words and phrases are forms of. */
export function readArticles(articles: readonly Article[], { concepts, isStopWord, isWeightless }: TermRules): ArticleWords {
  const numbers = new Map<string, number>();
  const conceptTerms = new Map<string, number>();
  const lastRead: number[] = [];
  let reading = 0;

  const numberTerm = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    lastRead.push(0);
    numbers.set(term, numbers.size);
    return numbers.size - 1;
  };
  const lexemes = createWordTable((word): Lexeme => {
    const glossaryWord = concepts.describe(word);
    const { stem } = glossaryWord;
    const isStop = isStopWord(word);
    return {
      ...glossaryWord,
      term: isStop || word.length < 2 ? undefined : numberTerm(stem),
      titleTerm: isStop || isWeightless(word) ? undefined : numberTerm(stem),
    };
  });
  const termOfConcept = (concept: string): number => {
    const known = conceptTerms.get(concept) ?? numberTerm(conceptTerm(concept));
    conceptTerms.set(concept, known);
    return known;
  };
  /** Each term once, in the order of the words; concepts behind the stems. */
  const termsOf = (words: readonly Lexeme[]): readonly number[] => {
    const terms: number[] = [];
    reading += 1;
    const take = (term: number) => {
      if (lastRead[term] === reading) return;
      lastRead[term] = reading;
      terms.push(term);
    };
    for (const { term } of words) if (term !== undefined) take(term);
    for (const { concept } of concepts.find(words)) take(termOfConcept(concept));
    return terms;
  };
  const titleTermsOf = (words: readonly Lexeme[]): readonly number[] => [
    ...new Set(words.map(({ titleTerm }) => titleTerm).filter((term) => term !== undefined)),
  ];

  const [index, titles, phrases] = [createIndexWriter(), createIndexWriter(), createPhraseWriter()];
  const titleSizes = new Uint16Array(LOCALES.length * articles.length);
  const identifiers = new Set<string>();
  articles.forEach((article, at) => {
    const texts = searchedTexts(article);
    const titleWords = texts.title.map(lexemes.read);
    const title = titleWords.map(termsOf);
    const messages = texts.messages.map((text) => termsOf(lexemes.read(text)));
    const asked = texts.asked.map((text) => termsOf(lexemes.read(text)));
    index.addPart(FIELD_WEIGHT.title, title);
    index.addPart(FIELD_WEIGHT.messages, messages);
    index.addPart(FIELD_WEIGHT.asked, asked);
    // A name counts once more than a message around it.
    index.addPart(FIELD_WEIGHT.messages, [termsOf(texts.names.flatMap(lexemes.read))]);
    index.addPart(FIELD_WEIGHT.body, [termsOf(texts.body.flatMap(lexemes.read))]);
    index.addPart(FIELD_WEIGHT.steps, [termsOf(texts.steps.flatMap(lexemes.read))]);
    index.endDocument();
    phrases.addArticle([...title, ...messages, ...asked]);
    titleWords.forEach((words, language) => {
      const terms = titleTermsOf(words);
      titles.addPart(1, [terms]);
      titles.endDocument();
      titleSizes[LOCALES.length * at + language] = terms.length;
    });
    for (const name of texts.steps.flatMap(identifiersOf)) identifiers.add(name);
  });
  const finished = index.finish(numbers.size);
  return {
    index: finished,
    titles: titles.finish(numbers.size),
    titleSizes,
    phrases: phrases.finish(),
    numberOf: createNumberOf(numbers, finished),
    words: lexemes.entries.map(({ text }) => text),
    identifiers,
  };
}

/** Apart, so that what was only needed to read the articles is forgotten. */
function createNumberOf(numbers: ReadonlyMap<string, number>, { starts }: InvertedIndex): ArticleWords["numberOf"] {
  return (term) => {
    const number = numbers.get(term);
    return number === undefined || starts[number] === starts[number + 1] ? undefined : number;
  };
}
