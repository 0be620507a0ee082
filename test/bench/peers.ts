import { createRequire } from "node:module";
import UFuzzy from "@leeoniya/ufuzzy";
import { create, insertMultiple, search } from "@orama/orama";
import { stemmer as stemDutch } from "@orama/stemmers/dutch";
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import Fuse from "fuse.js";
import MiniSearch from "minisearch";
import { foldText } from "../../src/text/normalize.ts";
import type { Document, Engine, Found, Most, Peer } from "./engine.ts";
import { BOOSTS, FIELDS, MOST_FOUND } from "./engine.ts";

/**
 * The libraries a user might take instead of this core, each with the options that suited it best in the tuning half.
 */

const bySize = (real: Most, thousand: Most, tenThousand: Most) => (articles: number) =>
  articles < 200 ? real : articles < 5000 ? thousand : tenThousand;
const EVERYTHING: Most = { blind: Number.POSITIVE_INFINITY, tuning: Number.POSITIVE_INFINITY };
/** fuse.js reads every text of every article for every question: many seconds each at 10,000 articles. */
const FUSE_MOST = bySize({ blind: 500, tuning: 200 }, { blind: 20, tuning: 0 }, { blind: 3, tuning: 0 });
const WORDS_MOST = bySize(EVERYTHING, { blind: 500, tuning: 150 }, { blind: 100, tuning: 40 });
const SLOW_MOST = bySize(EVERYTHING, { blind: 250, tuning: 100 }, { blind: 30, tuning: 0 });
const wordsOf = (text: string) => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function fuse(options: ConstructorParameters<typeof Fuse<Document>>[1]): Peer["build"] {
  return (documents) => {
    const index = new Fuse(documents, { includeScore: true, ...options });
    return {
      rank: (text) =>
        text.trim() === ""
          ? []
          : index.search(text, { limit: MOST_FOUND }).map(({ item, score }) => ({ id: item.id, score: 1 - (score ?? 1) })),
    };
  };
}

/** The Snowball stems of both languages, as questions mix them. Remembered, or building takes half a minute. */
function createStemmer(): (term: string) => string[] {
  const known = new Map<string, string[]>();
  return (term) => {
    const word = foldText(term);
    const stems = known.get(word) ?? [...new Set([stemDutch(word), stemEnglish(word)])];
    known.set(word, stems);
    return stems;
  };
}

function miniSearch(stems: boolean): Peer["build"] {
  return (documents) => {
    const index = new MiniSearch<Document>({
      fields: [...FIELDS],
      processTerm: stems ? createStemmer() : foldText,
      searchOptions: { boost: BOOSTS, fuzzy: (term) => (term.length > 3 ? 0.2 : false), prefix: (term) => term.length > 3 },
    });
    index.addAll(documents);
    return {
      rank: (text) =>
        index
          .search(text)
          .slice(0, MOST_FOUND)
          .map(({ id, score }) => ({ id: String(id), score })),
    };
  };
}

function orama(tuned: boolean): Peer["build"] {
  return (documents) => {
    const schema = { id: "string", title: "string", messages: "string", asked: "string", body: "string", steps: "string", codes: "string" };
    const tokenizer = { language: "dutch", stemming: true, stemmer: stemDutch, stopWords: false } as const;
    const index = create({ schema: schema as Record<string, "string">, ...(tuned ? { components: { tokenizer } } : {}) });
    insertMultiple(index, [...documents], documents.length);
    return {
      rank: (term) => {
        const options = { term, limit: MOST_FOUND, properties: [...FIELDS] };
        const found = search(index, tuned ? { ...options, boost: BOOSTS, tolerance: 1 } : options);
        if (found instanceof Promise) throw new Error("Orama answers at once when no hook is asynchronous");
        return found.hits.map(({ document, score }) => ({ id: String(document["id"]), score }));
      },
    };
  };
}

/** The part of lunr used here; it brings no types. */
interface Lunr {
  (define: (this: LunrBuilder) => void): { query(ask: (this: LunrQuery) => void): readonly { ref: string; score: number }[] };
  multiLanguage(...languages: string[]): unknown;
}
interface LunrBuilder {
  use(plugin: unknown): void;
  ref(field: string): void;
  field(field: string, options: { boost: number }): void;
  add(document: Document): void;
}
interface LunrQuery {
  term(word: string, options: { boost: number; editDistance: number }): void;
}

/** lunr with both languages; it complains of being taught one twice. */
function loadLunr(): { readonly lunr: Lunr; readonly languages: unknown } {
  const require = createRequire(import.meta.url);
  const lunr = require("lunr") as Lunr;
  require("lunr-languages/lunr.stemmer.support")(lunr);
  require("lunr-languages/lunr.nl")(lunr);
  require("lunr-languages/lunr.multi")(lunr);
  return { lunr, languages: lunr.multiLanguage("en", "nl") };
}
const { lunr, languages } = loadLunr();

function buildLunr(documents: readonly Document[]): Engine {
  const index = lunr(function () {
    this.use(languages);
    this.ref("id");
    for (const field of FIELDS) this.field(field, { boost: BOOSTS[field] });
    for (const document of documents) this.add(document);
  });
  return {
    rank: (text) =>
      index
        .query(function () {
          for (const word of new Set(wordsOf(text))) {
            this.term(word, { boost: 10, editDistance: 0 });
            if (word.length > 3) this.term(word, { boost: 1, editDistance: 1 });
          }
        })
        .slice(0, MOST_FOUND)
        .map(({ ref, score }) => ({ id: ref, score })),
  };
}

/** uFuzzy finds one row of words in one list of texts; OR over words, rarity and fields are ours around it. */
function buildUFuzzy(documents: readonly Document[]): Engine {
  const finder = new UFuzzy({ intraMode: 1 });
  const strong = documents.map(({ title, messages, asked, codes }) => foldText(`${title} ${messages} ${asked} ${codes}`));
  const weak = documents.map(({ body, steps }) => foldText(`${body} ${steps}`));
  const rarity = (count: number) => Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  return {
    rank: (text) => {
      const scores = new Map<number, number>();
      let total = 0;
      for (const word of new Set(wordsOf(text).filter(({ length }) => length > 2))) {
        const inStrong = new Set(finder.filter(strong, word) ?? []);
        const inWeak = (finder.filter(weak, word) ?? []).filter((document) => !inStrong.has(document));
        const worth = rarity(inStrong.size + inWeak.length);
        total += worth;
        for (const document of inStrong) scores.set(document, (scores.get(document) ?? 0) + worth);
        for (const document of inWeak) scores.set(document, (scores.get(document) ?? 0) + 0.4 * worth);
      }
      return [...scores]
        .sort(([one, a], [other, b]) => b - a || one - other)
        .slice(0, MOST_FOUND)
        .map(([document, score]): Found => ({ id: (documents[document] as Document).id, score: score / total }));
    },
  };
}

const TUNED_FUSE = {
  keys: FIELDS.map((name) => ({ name, weight: BOOSTS[name] })),
  useTokenSearch: true,
  threshold: 0.2,
  ignoreFieldNorm: true,
  ignoreDiacritics: true,
  minMatchCharLength: 3,
};

/** All peers, in the order of the tables. */
export const PEERS: readonly Peer[] = [
  { name: "fuse.js", options: "default options", build: fuse({ keys: [...FIELDS] }), most: FUSE_MOST },
  {
    name: "fuse.js tuned",
    options: "token search, weights, threshold 0.2, no field norm, no diacritics, 3 letters or more",
    build: fuse(TUNED_FUSE),
    most: FUSE_MOST,
  },
  { name: "MiniSearch", options: "weights, fuzzy 0.2, prefix", build: miniSearch(false), most: WORDS_MOST },
  { name: "MiniSearch stems", options: "the same with Dutch and English Snowball stems", build: miniSearch(true), most: WORDS_MOST },
  {
    name: "Orama",
    options: "default options",
    build: orama(false),
    most: SLOW_MOST,
  },
  {
    name: "Orama tuned",
    options: "Dutch stems, weights, tolerance 1",
    build: orama(true),
    most: SLOW_MOST,
  },
  {
    name: "lunr",
    options: "English and Dutch, weights, whole word 10 : one edit 1",
    build: buildLunr,
    most: WORDS_MOST,
  },
  {
    name: "uFuzzy",
    options: "one edit, own OR over words with rarity and two fields",
    build: buildUFuzzy,
    most: SLOW_MOST,
  },
];
