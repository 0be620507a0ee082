import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { wordsOf } from "../text/normalize.ts";
import { tieTextOf } from "./article-fields.ts";
import { readArticles } from "./article-words.ts";
import type { Associations } from "./associations.ts";
import { createAssociationReader, NO_ASSOCIATIONS } from "./associations.ts";
import { createCompoundSplitter } from "./compounds.ts";
import { closeness, createFragmentFinder } from "./fuzzy.ts";
import type { Glossary } from "./glossary.ts";
import { createConceptReader } from "./glossary.ts";
import type { Layer } from "./layers.ts";
import { NONE_LEFT_OUT } from "./layers.ts";
import type { PhraseReading } from "./phrases.ts";
import type { Alternative, Group, Readers } from "./query-groups.ts";
import { conceptTerm, readGroups } from "./query-groups.ts";
import type { QuestionTerms } from "./question-terms.ts";
import { createQuestionTermReader } from "./question-terms.ts";
import { place } from "./ranking.ts";
import { onFirstUse, remembered } from "./remembered.ts";
import type { Ranked } from "./scores.ts";
import { createScorer } from "./scores.ts";
import { createSpeller } from "./spelling.ts";
import { stemOf } from "./stem.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How one word of the question was found in an article. */
export interface WordMatch {
  readonly written: string;
  readonly reading: Alternative["reading"];
  readonly terms: readonly string[];
  /** What it added to the score. */
  readonly worth: number;
}

/** How well the words of a question fit one article. */
export interface WordHit {
  readonly article: Article;
  /** 0 to 1: the share of the question's meaning that the article explains. */
  readonly coverage: number;
  /** 0 to 1: the share of the article's title that the question says. */
  readonly titleCoverage: number;
  /** What the index holds of it. */
  readonly score: number;
  /** 0 to 1: its share among all articles, given that one of them is right; orders the hits. */
  readonly fit: number;
  /** How far it is ahead of "no article of ours". */
  readonly lead: number;
  /** The question's words that were found, weightiest first. */
  readonly matches: readonly WordMatch[];
  /** Whether it explains the words of our field in the question, or most of them. */
  readonly explainsField: boolean;
}

/** What the words of a question say. */
export interface WordResult {
  /** Best first. */
  readonly hits: readonly WordHit[];
  /** How far all articles together are ahead of "no article of ours". */
  readonly fieldLead: number;
  /** Words that say something, product names left out. */
  readonly contentWords: number;
  /** The share of those that nothing in the knowledge is near to. */
  readonly unknownShare: number;
  /** Words of our field in the question, as written. */
  readonly anchors: readonly string[];
  /** The question names another backup product. */
  readonly isForeign: boolean;
}

/** What words can do. */
export interface WordEngine {
  search(text: string): WordResult;
  /** What the text says and how it can be read, for learning from it. */
  termsOf(text: string): QuestionTerms;
  /** Whether the knowledge or the vocabulary has this folded word: only such words may be repeated to anybody. */
  knows(word: string): boolean;
}

const MOST_HITS = 12;
/** A word that nothing is near to may still be what the question is about; it counts as much as a rather rare one. */
const UNKNOWN_RARITY = 1.6;
const LEAST_RARITY = 0.4;
const COMMON_SHARE = 0.3;
const ANCHOR_SHARE = 1.5;
const TITLE_SHARE = 0.22;
/** Within this of the first, fuse.js has a say in the order. */
const TIE = 0.12;
/** One way of asking that fits is worth more than words from several. */
const PHRASE_SHARE = 0.25;
const TIE_SHARE = 0.2;
const MOST_TIED = 4;

/** Answers by words alone: groups of readings over an inverted index, each group counted once by its best reading. */
export function createWordEngine(
  articles: readonly Article[],
  vocabulary: Vocabulary,
  wholeGlossary: Glossary,
  associations: Associations,
  without: ReadonlySet<Layer> = NONE_LEFT_OUT,
): WordEngine {
  const glossary: Glossary = without.has("concepts") ? { concepts: [] } : wholeGlossary;
  const stem = without.has("stems") ? (word: string) => word : stemOf;
  const { stopWords: stop, labels, products } = vocabulary;
  const stopWords = new Set([...stop.nl, ...stop.en]);
  const common = new Set([...vocabulary.common.nl, ...vocabulary.common.en].map(stem));
  const weightless = new Set([...products, ...labels.nl, ...labels.en]);
  const concepts = createConceptReader(glossary, stem);
  const isStopWord = (word: string) => stopWords.has(word);
  const articleWords = readArticles(articles, { concepts, isStopWord, isWeightless: (word) => weightless.has(word) });
  const { index, phrases, numberOf } = articleWords;
  const isTerm = (term: string) => numberOf(term) !== undefined;
  const forms = glossary.concepts.flatMap((concept) => LOCALES.flatMap((locale) => concept[locale])).filter((form) => !form.includes(" "));
  const surface = new Set([...articleWords.words, ...forms]);
  let sorted: readonly string[] | undefined;
  const known = () => {
    sorted ??= [...surface.union(stopWords)].filter((word) => word.length > 3 && !/^\d+$/.test(word)).sort();
    return sorted;
  };
  const conceptOf = new Map(
    glossary.concepts.flatMap(({ id, nl, en }) => [...nl, ...en].map((form) => [stem(form.replaceAll(" ", "")), conceptTerm(id)] as const)),
  );
  const termsOf = (word: string) => {
    const own = stem(word);
    const concept = conceptOf.get(own);
    return concept === undefined ? [own] : [own, concept];
  };
  const readers: Readers = {
    isTerm,
    stem,
    isStopWord,
    findConcepts: (words) => concepts.find(words.map(concepts.describe)),
    splitCompound: without.has("compounds")
      ? () => undefined
      : remembered(createCompoundSplitter((part) => surface.has(part) || termsOf(part).some(isTerm))),
    // Built when the first unknown word comes: most questions have none.
    nearWords: without.has("spelling") ? () => [] : remembered(onFirstUse(() => createSpeller(known()))),
    longerWords: without.has("fragments") ? () => [] : remembered(onFirstUse(() => createFragmentFinder(known()))),
    termsOf,
  };
  const anchors = new Set([...[...vocabulary.anchors].flatMap(termsOf), ...[...articleWords.identifiers].map(stem)]);
  const isAnchor = ({ alternatives, written }: Group) =>
    anchors.has(stem(written.replaceAll(" ", ""))) ||
    alternatives.some(({ terms, weight }) => weight >= 0.75 && terms.some((term) => anchors.has(term)));

  const rarityOfTerm = (term: string) => {
    const number = numberOf(term);
    return number === undefined ? 0 : (index.rarities[number] as number);
  };
  /** How much a word says: the rarer the more, our own words a little more, everybody's words little. */
  const rarityOf = (group: Group): number => {
    const [first] = group.alternatives;
    const rarity = first === undefined ? UNKNOWN_RARITY : Math.max(LEAST_RARITY, ...first.terms.map(rarityOfTerm));
    if (!without.has("common") && common.has(stem(group.written))) return COMMON_SHARE * rarity;
    return !without.has("anchors") && isAnchor(group) ? ANCHOR_SHARE * rarity : rarity;
  };
  const articleNumbers = new Map(articles.map(({ id }, number) => [id, number]));
  const learnedOf = createAssociationReader(without.has("associations") ? NO_ASSOCIATIONS : associations, (id) => articleNumbers.get(id));
  const questionTerms = createQuestionTermReader(readers, weightless);
  const titleShare = without.has("titles") ? 0 : TITLE_SHARE;
  const score = createScorer(articleWords);
  const search = (text: string): WordResult => {
    const words = wordsOf(text);
    const groups = readGroups(words, readers);
    const fieldWords = groups.filter(isAnchor).filter(({ written }) => !weightless.has(written) || anchors.has(stem(written)));
    const content = groups.filter(
      ({ written, alternatives }) => !weightless.has(written) && (alternatives.length > 0 || !/\d/.test(written)),
    );
    const isForeign = words.some((word) => vocabulary.foreign.has(word));
    const rarities = content.map(rarityOf);
    const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
    const anchorsSeen = fieldWords.map(({ written }) => written);
    const unknownShare =
      total === 0
        ? 0
        : content.reduce((sum, { alternatives }, at) => sum + (alternatives.length === 0 ? (rarities[at] as number) : 0), 0) / total;
    if (total === 0) return { hits: [], fieldLead: 0, contentWords: 0, unknownShare, anchors: anchorsSeen, isForeign };

    const numbered = content.map(({ alternatives }, at) => ({ readings: alternatives.map(readingOf), rarity: rarities[at] as number }));
    const saidTerms = new Set(
      groups.flatMap(({ alternatives }) => alternatives.filter(({ weight }) => weight >= 0.7).flatMap((one) => readingOf(one).terms)),
    );
    const { ranked, saidOf } = score({ groups: numbered, total, saidTerms, titleShare }, MOST_HITS);
    for (const one of without.has("phrases") ? [] : ranked) one.score += PHRASE_SHARE * phrases.best(one.document, numbered, total);
    ranked.sort((a, b) => b.score - a.score || a.document - b.document);
    if (!without.has("ties"))
      breakTies(
        ranked,
        content.map(({ written }) => written),
        articles,
      );
    const { placed, fieldLead } = place(ranked, learnedOf(questionTerms(words, groups)), associations.scoreWeight, MOST_HITS);
    const hits = placed.map(({ document, score, fit, lead }): WordHit => {
      const matches = content.flatMap((group, at) => matchOf(group, rarities[at] as number, document)).sort((a, b) => b.worth - a.worth);
      const coverage = matches.reduce((sum, { share, rarity }) => sum + share * rarity, 0) / total;
      const explained = fieldWords.filter(({ written }) => matches.some((match) => match.written === written)).length;
      const contentAnchors = fieldWords.filter((group) => content.includes(group)).length;
      return {
        article: articles[document] as Article,
        coverage,
        titleCoverage: saidOf(document),
        score,
        fit,
        lead,
        matches,
        explainsField: explained > 0 && 2 * explained >= contentAnchors,
      };
    });
    return { hits, fieldLead, contentWords: content.length, unknownShare, anchors: anchorsSeen, isForeign };
  };

  function readingOf({ terms, weight }: Alternative): PhraseReading {
    return { terms: terms.map(numberOf).filter((number) => number !== undefined), weight };
  }

  function matchOf({ written, alternatives }: Group, rarity: number, document: number): (WordMatch & { share: number; rarity: number })[] {
    let found: (WordMatch & { share: number; rarity: number }) | undefined;
    for (const { terms, weight, reading } of alternatives) {
      const values = terms.map((term) => valueIn(term, document));
      const mean = values.reduce((sum, value) => sum + value, 0) / terms.length;
      const worth = rarity * weight * mean;
      if (mean === 0 || (found !== undefined && worth <= found.worth)) continue;
      // Half a body text says half: a word of the title or of a message explains in full.
      const share = weight * (values.filter((value) => value > 0).length / terms.length) * Math.min(1, 0.55 + 0.75 * mean);
      found = { written, reading, terms, worth, share, rarity };
    }
    return found === undefined ? [] : [found];
  }

  function valueIn(term: string, document: number): number {
    const number = numberOf(term);
    return number === undefined ? 0 : index.valueIn(number, document);
  }

  const knows = (word: string) =>
    stopWords.has(word) || weightless.has(word) || vocabulary.foreign.has(word) || surface.has(word) || termsOf(word).some(isTerm);
  const termsOfText = (text: string) => {
    const words = wordsOf(text);
    return questionTerms(words, readGroups(words, readers));
  };
  return { search, termsOf: termsOfText, knows };
}

/** fuse.js decides between articles that the index holds nearly equal; it never feeds the confidence. */
function breakTies(ranked: Ranked[], words: readonly string[], articles: readonly Article[]): void {
  const [first, second] = ranked;
  if (first === undefined || second === undefined || second.score < (1 - TIE) * first.score) return;
  const tied = ranked.slice(0, MOST_TIED).filter(({ score }) => score >= (1 - TIE) * first.score);
  for (const one of tied) {
    const text = tieTextOf(articles[one.document] as Article)
      .toLowerCase()
      .slice(0, 1500);
    one.score += TIE_SHARE * first.score * closeness(words.slice(0, 12), text);
  }
  ranked.sort((a, b) => b.score - a.score || a.document - b.document);
}
