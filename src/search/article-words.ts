import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { wordsOf } from "../text/normalize.ts";
import { FIELD_WEIGHT, identifiersOf, searchedTexts } from "./article-fields.ts";
import type { ConceptReader, GlossaryWord } from "./glossary.ts";
import type { InvertedIndex } from "./inverted-index.ts";
import { createIndexWriter } from "./inverted-index.ts";
import type { Phrases } from "./phrases.ts";
import { createPhraseWriter } from "./phrases.ts";
import { conceptTerm } from "./query-groups.ts";

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
  readonly words: ReadonlySet<string>;
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
  const lexemes = new Map<string, Lexeme>();
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
  const describe = (word: string): Lexeme => {
    // Not a piece of the text it was found in: that would keep the whole text.
    const glossaryWord = concepts.describe(copyOf(word));
    const { text, stem } = glossaryWord;
    const isStop = isStopWord(text);
    const lexeme = {
      ...glossaryWord,
      term: isStop || text.length < 2 ? undefined : numberTerm(stem),
      titleTerm: isStop || isWeightless(text) ? undefined : numberTerm(stem),
    };
    lexemes.set(text, lexeme);
    return lexeme;
  };
  const lexemesOf = (text: string): readonly Lexeme[] => wordsOf(text).map((word) => lexemes.get(word) ?? describe(word));
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
  const titleTermsOf = (words: readonly Lexeme[]): ReadonlySet<number> =>
    new Set(words.map(({ titleTerm }) => titleTerm).filter((term) => term !== undefined));

  const [index, titles, phrases] = [createIndexWriter(), createIndexWriter(), createPhraseWriter()];
  const titleSizes = new Uint16Array(LOCALES.length * articles.length);
  const identifiers = new Set<string>();
  articles.forEach((article, at) => {
    const texts = searchedTexts(article);
    const titleWords = texts.title.map(lexemesOf);
    const inPhrases = {
      title: titleWords.map(termsOf),
      messages: texts.messages.map((text) => termsOf(lexemesOf(text))),
      asked: texts.asked.map((text) => termsOf(lexemesOf(text))),
    };
    const inField = {
      messages: termsOf(texts.names.flatMap(lexemesOf)),
      body: termsOf(lexemesOf(texts.body)),
      steps: termsOf(lexemesOf(texts.steps)),
    };
    for (const field of ["title", "messages", "asked"] as const) {
      for (const terms of inPhrases[field]) phrases.add(terms);
      for (const term of new Set(inPhrases[field].flat())) index.add(term, FIELD_WEIGHT[field]);
    }
    for (const field of ["messages", "body", "steps"] as const) for (const term of inField[field]) index.add(term, FIELD_WEIGHT[field]);
    index.endDocument();
    phrases.endArticle();
    titleWords.forEach((words, language) => {
      const terms = titleTermsOf(words);
      for (const term of terms) titles.add(term, 1);
      titles.endDocument();
      titleSizes[LOCALES.length * at + language] = terms.size;
    });
    for (const name of identifiersOf(texts.steps)) identifiers.add(copyOf(name));
  });
  const written = index.finish(numbers.size);
  return {
    index: written,
    titles: titles.finish(numbers.size),
    titleSizes,
    phrases: phrases.finish(),
    numberOf: (term) => {
      const number = numbers.get(term);
      return number === undefined || written.starts[number] === written.starts[number + 1] ? undefined : number;
    },
    words: new Set(lexemes.keys()),
    identifiers,
  };
}

/** The same letters as a text of their own. */
function copyOf(word: string): string {
  return String.fromCharCode(...Array.from({ length: word.length }, (_, at) => word.charCodeAt(at)));
}
