import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { wordsOf } from "../text/normalize.ts";
import type { ArticlePhrases, FieldTexts, FieldWords } from "./article-fields.ts";
import { createTermReader, fieldsOf, identifiersOf, phrasesOf, termsOfFields, wordsOfFields } from "./article-fields.ts";
import type { Associations } from "./associations.ts";
import { createAssociationReader, NO_ASSOCIATIONS } from "./associations.ts";
import { createCompoundSplitter } from "./compounds.ts";
import { closeness, createFragmentFinder } from "./fuzzy.ts";
import type { Glossary } from "./glossary.ts";
import { createConceptFinder } from "./glossary.ts";
import { createInvertedIndex } from "./inverted-index.ts";
import type { Layer } from "./layers.ts";
import { NONE_LEFT_OUT } from "./layers.ts";
import type { Alternative, Group, Readers } from "./query-groups.ts";
import { conceptTerm, readGroups } from "./query-groups.ts";
import type { QuestionTerms } from "./question-terms.ts";
import { createQuestionTermReader } from "./question-terms.ts";
import { place } from "./ranking.ts";
import { onFirstUse, remembered } from "./remembered.ts";
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
  const findConcepts = createConceptFinder(glossary, stem);
  const fields = articles.map(fieldsOf);
  const fieldWords = fields.map(wordsOfFields);
  const readTerms = createTermReader(findConcepts, stopWords, stem);
  const articlePhrases = articles.map((article) => phrasesOf(article, readTerms));
  const phrases = articlePhrases.map(({ title, asked, messages }) => [...title, ...asked, ...messages]);
  const index = createInvertedIndex(
    articles.map(({ names }, at) =>
      termsOfFields(articlePhrases[at] as ArticlePhrases, fieldWords[at] as FieldWords, names ?? [], readTerms),
    ),
  );
  const titles = articles.map((article) => LOCALES.map((locale) => titleTerms(article.title[locale], stopWords, weightless, stem)));
  const isTerm = (term: string) => index.postings(term) !== undefined;
  const surface = new Set([
    ...fieldWords.flatMap((words) => Object.values(words).flat()),
    ...glossary.concepts.flatMap((concept) => LOCALES.flatMap((locale) => concept[locale]).filter((form) => !form.includes(" "))),
  ]);
  const known = () => [...new Set([...surface, ...stopWords])].filter((word) => word.length > 3 && !/^\d+$/.test(word)).sort();
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
    isStopWord: (word) => stopWords.has(word),
    findConcepts,
    splitCompound: without.has("compounds")
      ? () => undefined
      : remembered(createCompoundSplitter((part) => surface.has(part) || termsOf(part).some(isTerm))),
    // Built when the first unknown word comes: most questions have none.
    nearWords: without.has("spelling") ? () => [] : remembered(onFirstUse(() => createSpeller(known()))),
    longerWords: without.has("fragments") ? () => [] : remembered(onFirstUse(() => createFragmentFinder(known()))),
    termsOf,
  };
  const anchors = new Set([...[...vocabulary.anchors].flatMap(termsOf), ...fields.flatMap(identifiersOf).map(stem)]);
  const isAnchor = ({ alternatives, written }: Group) =>
    anchors.has(stem(written.replaceAll(" ", ""))) ||
    alternatives.some(({ terms, weight }) => weight >= 0.75 && terms.some((term) => anchors.has(term)));

  /** How much a word says: the rarer the more, our own words a little more, everybody's words little. */
  const rarityOf = (group: Group): number => {
    const [first] = group.alternatives;
    const rarity = first === undefined ? UNKNOWN_RARITY : Math.max(LEAST_RARITY, ...first.terms.map(index.rarity));
    if (!without.has("common") && common.has(stem(group.written))) return COMMON_SHARE * rarity;
    return !without.has("anchors") && isAnchor(group) ? ANCHOR_SHARE * rarity : rarity;
  };
  const numbers = new Map(articles.map(({ id }, number) => [id, number]));
  const learnedOf = createAssociationReader(without.has("associations") ? NO_ASSOCIATIONS : associations, (id) => numbers.get(id));
  const questionTerms = createQuestionTermReader(createTermReader(findConcepts, new Set([...stopWords, ...weightless]), stem), weightless);
  const titleShare = without.has("titles") ? 0 : TITLE_SHARE;
  const scores = new Float64Array(articles.length);
  const best = new Float64Array(articles.length);
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

    scores.fill(0);
    content.forEach((group, at) => {
      best.fill(0);
      for (const alternative of group.alternatives) addBest(alternative, best);
      for (let document = 0; document < scores.length; document += 1)
        scores[document] = (scores[document] as number) + (rarities[at] as number) * (best[document] as number);
    });
    const saidTerms = new Set(
      groups.flatMap(({ alternatives }) => alternatives.filter(({ weight }) => weight >= 0.7).flatMap(({ terms }) => terms)),
    );
    const saidOf = (document: number) =>
      Math.max(...(titles[document] as readonly ReadonlySet<string>[]).map((title) => shareSaid(title, saidTerms)));
    const ranked = Array.from(scores, (score, document) => ({ document, score: score / total + titleShare * saidOf(document) ** 2 }))
      .filter(({ document }) => (scores[document] as number) > 0)
      .sort((a, b) => b.score - a.score || a.document - b.document)
      .slice(0, MOST_HITS);
    for (const one of without.has("phrases") ? [] : ranked)
      one.score += PHRASE_SHARE * bestPhrase(phrases[one.document] as readonly ReadonlySet<string>[], content, rarities, total);
    ranked.sort((a, b) => b.score - a.score || a.document - b.document);
    if (!without.has("ties"))
      breakTies(
        ranked,
        content.map(({ written }) => written),
        fields,
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

  function addBest({ terms, weight }: Alternative, into: Float64Array): void {
    if (terms.length === 1) {
      const postings = index.postings(terms[0] as string);
      postings?.documents.forEach((document, at) => {
        into[document] = Math.max(into[document] as number, weight * (postings.values[at] as number));
      });
      return;
    }
    const sums = new Map<number, number>();
    for (const term of terms) {
      const postings = index.postings(term);
      postings?.documents.forEach((document, at) => {
        sums.set(document, (sums.get(document) ?? 0) + (postings.values[at] as number));
      });
    }
    for (const [document, sum] of sums) into[document] = Math.max(into[document] as number, (weight * sum) / terms.length);
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
    const postings = index.postings(term);
    if (postings === undefined) return 0;
    let [low, high] = [0, postings.documents.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = postings.documents[middle] as number;
      if (at === document) return postings.values[middle] as number;
      if (at < document) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  const knows = (word: string) =>
    stopWords.has(word) || weightless.has(word) || vocabulary.foreign.has(word) || surface.has(word) || termsOf(word).some(isTerm);
  const termsOfText = (text: string) => {
    const words = wordsOf(text);
    return questionTerms(words, readGroups(words, readers));
  };
  return { search, termsOf: termsOfText, knows };
}

/** How well the one phrase fits that fits best: the share of the question it explains, and how much of it the question says. */
function bestPhrase(phrases: readonly ReadonlySet<string>[], groups: readonly Group[], rarities: readonly number[], total: number): number {
  let best = 0;
  for (const phrase of phrases) {
    let explained = 0;
    let said = 0;
    groups.forEach(({ alternatives }, at) => {
      const found = alternatives.find(({ terms }) => terms.every((term) => phrase.has(term)));
      if (found === undefined) return;
      explained += found.weight * (rarities[at] as number);
      said += 1;
    });
    best = Math.max(best, (explained / total) * (0.4 + 0.6 * Math.min(1, said / phrase.size)));
  }
  return best;
}

/** fuse.js decides between articles that the index holds nearly equal; it never feeds the confidence. */
function breakTies(ranked: { document: number; score: number }[], words: readonly string[], fields: readonly FieldTexts[]): void {
  const [first, second] = ranked;
  if (first === undefined || second === undefined || second.score < (1 - TIE) * first.score) return;
  const tied = ranked.slice(0, MOST_TIED).filter(({ score }) => score >= (1 - TIE) * first.score);
  for (const one of tied) {
    const { title, asked } = fields[one.document] as FieldTexts;
    one.score += TIE_SHARE * first.score * closeness(words.slice(0, 12), `${title} ${asked}`.toLowerCase().slice(0, 1500));
  }
  ranked.sort((a, b) => b.score - a.score || a.document - b.document);
}

function titleTerms(
  title: string,
  stopWords: ReadonlySet<string>,
  weightless: ReadonlySet<string>,
  stem: (word: string) => string,
): ReadonlySet<string> {
  const words = wordsOf(textOf(parseRichText(title)));
  return new Set(words.filter((word) => !stopWords.has(word) && !weightless.has(word)).map(stem));
}

function shareSaid(title: ReadonlySet<string>, said: ReadonlySet<string>): number {
  return title.size === 0 ? 0 : title.intersection(said).size / title.size;
}
