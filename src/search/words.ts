import { LOCALES } from "../i18n/locale.ts";
import type { Article } from "../knowledge/article.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { wordsOf } from "../text/normalize.ts";
import type { WordDocument } from "./fuzzy.ts";
import { createWordSearch } from "./fuzzy.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How well the words of a question fit one article. */
export interface WordHit {
  readonly article: Article;
  /** 0 to 1: the share of the question's meaning that the article explains. */
  readonly coverage: number;
  /** Orders the hits. */
  readonly score: number;
  /** The question's words that were found, weightiest first. */
  readonly matched: readonly string[];
  /** Whether it explains the words of our field in the question, or most of them. */
  readonly explainsField: boolean;
}

/** What the words of a question say. */
export interface WordResult {
  /** Best first. */
  readonly hits: readonly WordHit[];
  /** Words that say something, product names left out. */
  readonly contentWords: number;
  /** Words of our field in the question, as written. */
  readonly anchors: readonly string[];
  /** The question names another backup product or another kind of thing. */
  readonly isForeign: boolean;
}

/** What words can do. */
export interface WordEngine {
  search(text: string): WordResult;
  /** Whether the knowledge or the vocabulary has this folded word: only such words may be repeated to anybody. */
  knows(word: string): boolean;
}

/** A long paste is judged by its rarest words. */
const MOST_WORDS = 24;
/** Further different words of a very long text are not looked at: each costs a walk over all words of the knowledge. */
const MOST_DISTINCT = 200;
const MOST_HITS = 12;
const FIELD_WEIGHT = { title: 1, messages: 1, asked: 1, body: 0.75, steps: 0.5 } as const;
const FUSE_SHARE = 0.25;
/** A title that the question says in full is the likelier one of two look-alikes; half a title says little, so the share is squared. */
const TITLE_SHARE = 0.18;
/** A misspelled or compound word counts as the known one from here on. */
const SURE_READING = 0.75;
/** Shorter words stand by chance inside longer ones. */
const SHORTEST_PART = 5;
const MISSPELLED = 0.8;

/** Answers by words alone: fuse.js proposes, the share of the question that is explained decides the order. */
export function createWordEngine(articles: readonly Article[], vocabulary: Vocabulary): WordEngine {
  const indexed = articles.map((article) => ({ article, weights: stemWeights(article), titles: titleStems(article, vocabulary) }));
  const byId = new Map(indexed.map((entry) => [entry.article.id, entry]));
  const frequency = new Map<string, number>();
  for (const { weights } of indexed) for (const stem of weights.keys()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const rarity = (stem: string) => Math.log(1 + articles.length / (frequency.get(stem) ?? 0.5));
  const { stopWords: stop, labels, products } = vocabulary;
  const stopWords = new Set([...stop.nl, ...stop.en]);
  const weightless = new Set([...products, ...labels.nl, ...labels.en]);
  const anchors = new Set([...vocabulary.anchors, ...articles.flatMap(identifiersOf)].map(stemOf));
  const knownStems = Map.groupBy(frequency.keys(), (stem) => stem.length);
  const propose = createWordSearch(articles.map((article) => documentOf(article, stopWords)));
  /** The stems of the knowledge that a word can stand for, with how surely. */
  const readings = new Map<string, ReadonlyMap<string, number>>();
  const read = (word: string): ReadonlyMap<string, number> => {
    const known = readings.get(word);
    if (known) return known;
    if (readings.size > 5000) readings.clear();
    const fresh = readWord(stemOf(word), frequency, knownStems);
    readings.set(word, fresh);
    return fresh;
  };

  const search = (text: string): WordResult => {
    const words = joinNeighbours(wordsOf(text), frequency);
    const isForeign = words.some((word) => vocabulary.foreign.has(word));
    const found = [...new Set(words)]
      .filter((word) => word.length > 1 && !stopWords.has(word) && !/^\d+$/.test(word))
      .slice(0, MOST_DISTINCT);
    const anchorWords = found.filter((word) => anchors.has(stemOf(word)) || (!weightless.has(word) && isNearAnchor(word, anchors, read)));
    const content = found.filter((word) => !weightless.has(word) && !isNoise(word, read));
    const chosen = content
      .map((word) => ({ word, weight: rarity(bestReading(read(word)) ?? "") }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST_WORDS);
    const total = chosen.reduce((sum, { word, weight }) => sum + (read(word).size === 0 ? Math.min(weight, 2.5) : weight), 0);
    if (total === 0) return { hits: [], contentWords: 0, anchors: anchorWords, isForeign };
    const asked = new Set(
      chosen.flatMap(({ word }) => [...read(word)].filter(([, sureness]) => sureness >= SURE_READING).map(([stem]) => stem)),
    );
    const hits = propose(
      chosen.map(({ word }) => word),
      MOST_HITS,
    ).flatMap(({ id, score: proposed }) => {
      const entry = byId.get(id);
      if (entry === undefined) return [];
      const worth = chosen.map(({ word, weight }) => ({ word, worth: weight * strength(read(word), entry.weights) }));
      const coverage = worth.reduce((sum, one) => sum + one.worth, 0) / total;
      const matched = worth
        .filter((one) => one.worth > 0)
        .sort((a, b) => b.worth - a.worth)
        .map(({ word }) => word);
      const fieldWords = worth.filter(({ word }) => anchorWords.includes(word));
      const explained = fieldWords.filter((one) => one.worth > 0).length;
      const explainsField = explained > 0 && 2 * explained >= fieldWords.length;
      const score = (1 - FUSE_SHARE) * coverage + FUSE_SHARE * proposed + TITLE_SHARE * titleCoverage(entry.titles, asked) ** 2;
      return [{ article: entry.article, coverage, score, matched, explainsField }];
    });
    hits.sort((a, b) => b.score - a.score || (a.article.id < b.article.id ? -1 : 1));
    return { hits, contentWords: content.length, anchors: anchorWords, isForeign };
  };
  const knows = (word: string) =>
    stopWords.has(word) || weightless.has(word) || vocabulary.foreign.has(word) || frequency.has(stemOf(word));
  return { search, knows };
}

function fieldsOf(article: Article): Readonly<Record<keyof typeof FIELD_WEIGHT, string>> {
  const both = (text: { readonly nl: string; readonly en: string } | undefined) =>
    text === undefined ? "" : LOCALES.map((locale) => textOf(parseRichText(text[locale]))).join(" ");
  const lists = (list: { readonly nl: readonly string[]; readonly en: readonly string[] } | undefined) =>
    list === undefined ? "" : LOCALES.flatMap((locale) => list[locale]).join(" ");
  return {
    title: both(article.title),
    messages: `${lists(article.messages)} ${(article.names ?? []).join(" ")}`,
    asked: lists(article.asked),
    // Not tellApart, caution or collect: they speak of the look-alikes.
    body: [article.impact, article.cause].map(both).join(" "),
    steps: article.paths
      .flatMap((path) => [both(path.title), both(path.when), ...path.steps.map((step) => `${both(step.do)} ${step.run ?? ""}`)])
      .join(" "),
  };
}

/** The words of the title that say something, a set a language. */
function titleStems(article: Article, { stopWords, products, labels }: Vocabulary): readonly ReadonlySet<string>[] {
  return LOCALES.map((locale) => {
    const words = wordsOf(textOf(parseRichText(article.title[locale])));
    return new Set(words.filter((word) => !stopWords[locale].has(word) && !products.has(word) && !labels[locale].has(word)).map(stemOf));
  });
}

function titleCoverage(titles: readonly ReadonlySet<string>[], asked: ReadonlySet<string>): number {
  return Math.max(...titles.map((title) => (title.size === 0 ? 0 : title.intersection(asked).size / title.size)));
}

function stemWeights(article: Article): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const fields = fieldsOf(article);
  for (const [field, weight] of Object.entries(FIELD_WEIGHT)) {
    for (const word of wordsOf(fields[field as keyof typeof FIELD_WEIGHT])) {
      const stem = stemOf(word);
      weights.set(stem, Math.max(weights.get(stem) ?? 0, weight));
    }
  }
  return weights;
}

/** What fuse.js sees of an article: every word once, in its weightiest field. It reads all of it for each word of a question. */
function documentOf(article: Article, stopWords: ReadonlySet<string>): WordDocument {
  const fields = fieldsOf(article);
  const seen = new Set<string>();
  const fresh = (text: string) =>
    wordsOf(text)
      .filter((word) => word.length > 2 && !stopWords.has(word) && !seen.has(word) && seen.add(word))
      .join(" ");
  return {
    id: article.id,
    title: fresh(fields.title),
    messages: fresh(fields.messages),
    asked: fresh(fields.asked),
    body: fresh(`${fields.body} ${fields.steps}`),
  };
}

/** A word without the endings of Dutch and English; the same for both, since questions mix them. */
function stemOf(word: string): string {
  let stem = word;
  for (let round = 0; round < 2; round += 1) {
    const shorter = stem.replace(/(?:ing|en|ed|es|te|de|e|s|t|d)$/u, "");
    if (shorter.length < 4) break;
    stem = shorter;
  }
  return stem.replace(/(\p{L})\1$/u, "$1");
}

/** "herstel punt" is herstelpunt where the knowledge knows that word. */
function joinNeighbours(words: readonly string[], frequency: ReadonlyMap<string, number>): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    const pair = word + (words[index + 1] ?? "");
    const isOneWord = words[index + 1] !== undefined && word.length > 2 && frequency.has(stemOf(pair));
    joined.push(isOneWord ? pair : word);
    if (isOneWord) index += 1;
  }
  return joined;
}

/** Machine names and counts: words with a digit that the knowledge does not know. */
function isNoise(word: string, read: (word: string) => ReadonlyMap<string, number>): boolean {
  return /\d/.test(word) && !read(word).has(stemOf(word));
}

/** Names of values, commands and files: nobody types them by chance. */
function identifiersOf(article: Article): readonly string[] {
  const { steps } = fieldsOf(article);
  return (steps.match(/[A-Za-z]+[a-z][A-Z][A-Za-z]+/g) ?? []).filter((name) => name.length >= 8).flatMap(wordsOf);
}

function isNearAnchor(word: string, anchors: ReadonlySet<string>, read: (word: string) => ReadonlyMap<string, number>): boolean {
  return [...read(word)].some(([reading, sureness]) => sureness >= SURE_READING && anchors.has(reading));
}

function readWord(
  stem: string,
  frequency: ReadonlyMap<string, number>,
  byLength: ReadonlyMap<number, readonly string[]>,
): ReadonlyMap<string, number> {
  const readings = new Map<string, number>();
  if (frequency.has(stem)) readings.set(stem, 1);
  if (stem.length < SHORTEST_PART) return readings;
  for (const [length, stems] of byLength) {
    if (length < SHORTEST_PART) continue;
    for (const known of stems) {
      if (known !== stem && (length > stem.length ? known.includes(stem) : stem.includes(known))) {
        readings.set(known, 0.55 + (0.35 * Math.min(length, stem.length)) / Math.max(length, stem.length));
      }
    }
  }
  if (readings.size > 0) return readings;
  const allowed = stem.length >= 9 ? 2 : 1;
  for (let length = stem.length - allowed; length <= stem.length + allowed; length += 1) {
    for (const known of byLength.get(length) ?? []) if (isNear(stem, known, allowed)) readings.set(known, MISSPELLED);
  }
  return readings;
}

function bestReading(readings: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let surest = 0;
  for (const [stem, sureness] of readings) if (sureness > surest) [best, surest] = [stem, sureness];
  return best;
}

function strength(readings: ReadonlyMap<string, number>, weights: ReadonlyMap<string, number>): number {
  let best = 0;
  for (const [stem, sureness] of readings) best = Math.max(best, sureness * (weights.get(stem) ?? 0));
  return best;
}

/** At most so many edits; swapped neighbours count as one. */
function isNear(a: string, b: string, allowed: number): boolean {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (previous[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforePrevious[j - 2] as number) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > allowed) return false;
    [beforePrevious, previous] = [previous, row];
  }
  return (previous[b.length] as number) <= allowed;
}
