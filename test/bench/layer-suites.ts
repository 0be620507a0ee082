import type { Article } from "#core";
import { LOCALES } from "#core";
import type { Layer } from "../../src/search/layers.ts";
import { squash } from "../../src/text/normalize.ts";
import type { Question } from "./questions.ts";
import { createSlips } from "./slips.ts";
import { seeded } from "./statistics.ts";

/** The suites, in the order of the table: in each of them other layers have their work. */
export const SUITES = ["asked", "cut", "glued", "unlearned", "untranslated", "identifiers", "guises", "texts"] as const;
/** The name of a suite. */
export type SuiteName = (typeof SUITES)[number];

/** Questions over a base, and what is left out of the search from the beginning. */
export interface Suite {
  readonly articles: readonly Article[];
  readonly questions: readonly Question[];
  readonly without: readonly Layer[];
}

const SHORTEST_CUT = 7;
const CUT = 0.65;
const EDITED = 0.4;
const GLUED = 0.4;

/** What a suite is, in the words of the page. */
export const SUITE_MEANING: Readonly<Record<SuiteName, string>> = {
  asked: "the questions in own words and pastes with one right article, the search as it is",
  cut: `the questions in own words as hurried people type them: every word of ${SHORTEST_CUT} letters or more cut to ${100 * CUT} %, and ${100 * EDITED} % of all words of four letters or more with one slip`,
  glued: `the questions in own words with ${100 * GLUED} % of the spaces between words of four letters or more left out, as in a compound that nobody wrote before`,
  unlearned: "as asked, with nothing learned from questions: a base that somebody brings himself",
  untranslated:
    "as unlearned, with every article in one language alone, Dutch and English in turns: half of the questions are in the other one",
  identifiers: "symbolic names half typed: a piece of a name by itself, with 0 to 2 slips",
  guises: "every known code as products and people write it, decimal and hexadecimal, behind a way of asking of another article",
  texts: "every product text of the articles among the lines of an alert, before a way of asking of another article",
};

const LEARNED: readonly Layer[] = ["associations"];
const PIECES_A_NAME = 50;
const SHORTEST_PIECE = 9;
const MOST_SLIPS = 2;

/** Builds every suite from questions of one half; the same ones in every run. */
export function suitesOf(articles: readonly Article[], questions: readonly Question[]): Readonly<Record<SuiteName, Suite>> {
  const asked = questions.filter((question) => question.class === "free" || question.class === "paste");
  const free = asked.filter((question) => question.class === "free");
  const monolingual = articles.map((article, at) => inOneLanguage(article, LOCALES[at % LOCALES.length] as (typeof LOCALES)[number]));
  return {
    asked: { articles, questions: asked, without: [] },
    cut: { articles, questions: cutShort(free), without: [] },
    glued: { articles, questions: gluedTogether(free), without: [] },
    unlearned: { articles, questions: asked, without: LEARNED },
    untranslated: { articles: monolingual, questions: asked, without: LEARNED },
    identifiers: { articles, questions: piecesOfNames(articles), without: [] },
    guises: { articles, questions: guisesOfCodes(articles), without: [] },
    texts: { articles, questions: pastedTexts(articles), without: [] },
  };
}

/** Questions as somebody types them who stops in the middle of a word. */
function cutShort(questions: readonly Question[]): readonly Question[] {
  const random = seeded(7);
  const slip = createSlips(random);
  return questions.map((question) => ({
    ...question,
    text: question.text.replace(/\p{L}+/gu, (word) => {
      const cut = word.length < SHORTEST_CUT ? word : word.slice(0, Math.ceil(CUT * word.length));
      return cut.length > 3 && random() < EDITED ? slip(cut) : cut;
    }),
  }));
}

/** Questions with spaces left out between longer words. */
function gluedTogether(questions: readonly Question[]): readonly Question[] {
  const random = seeded(19);
  return questions.map((question) => ({
    ...question,
    text: question.text.replace(/(\p{L}{4,}) (?=\p{L}{4,})/gu, (spaced, word) => (random() < GLUED ? word : spaced)),
  }));
}

/** An article whose texts are all in one language, whoever reads it. */
function inOneLanguage(article: Article, locale: (typeof LOCALES)[number]): Article {
  return JSON.parse(JSON.stringify(article), (_key, value) => {
    const isLocalized = typeof value === "object" && value !== null && LOCALES.every((one) => Object.hasOwn(value, one));
    return isLocalized ? { ...value, ...Object.fromEntries(LOCALES.map((one) => [one, value[locale]])) } : value;
  });
}

/** Pieces of symbolic names: from their beginning, or from one of their words on, with slips in them. */
function piecesOfNames(articles: readonly Article[]): readonly Question[] {
  const random = seeded(11);
  const slip = createSlips(random);
  const pick = (length: number) => Math.floor(random() * length);
  const names = [...new Set(articles.flatMap((article) => article.names ?? []))].sort();
  return names.flatMap((name) => {
    const starts = [0, ...[...name.matchAll(/[A-Z][a-z]/g)].map(({ index }) => index)].filter(
      (start) => name.length - start >= SHORTEST_PIECE,
    );
    return Array.from({ length: PIECES_A_NAME }, (): Question => {
      const start = random() < 0.5 ? 0 : (starts[pick(starts.length)] as number);
      const piece = name.slice(start, start + SHORTEST_PIECE + pick(name.length - start - SHORTEST_PIECE + 1));
      const text = Array.from({ length: pick(MOST_SLIPS + 1) }).reduce<string>((written) => slip(written), piece);
      const wanted = articles.filter((article) => article.names?.some((one) => one.includes(piece))).map(({ id }) => id);
      return { text, lang: "en", class: "free", wanted };
    });
  });
}

/** Every code in its guises, with what somebody asks about another problem in front of it. */
function guisesOfCodes(articles: readonly Article[]): readonly Question[] {
  const random = seeded(13);
  const values = [...new Set(articles.flatMap(({ codes }) => (codes ?? []).map(Number)))].sort((a, b) => a - b);
  return values.flatMap((value) => {
    const owners = articles.filter(({ codes }) => codes?.some((code) => Number(code) === value));
    const hexadecimal = value.toString(16);
    const guises = [
      `ID: ${value}`,
      `(ID ${value})`,
      `fout-id: ${value}`,
      `error ${value}`,
      `[0x${hexadecimal.toUpperCase()}]`,
      `0x${hexadecimal}`,
    ];
    return guises.map((guise): Question => {
      const { text, lang } = wayOfAsking(articles, owners, random);
      return { text: `${text}\n${guise}`, lang, class: "paste", wanted: owners.map(({ id }) => id) };
    });
  });
}

/** Every product text of the articles among the lines of an alert, with what somebody asks about another problem below. */
function pastedTexts(articles: readonly Article[]): readonly Question[] {
  const random = seeded(17);
  const textsOf = ({ messages }: Article) => LOCALES.flatMap((lang) => (messages?.[lang] ?? []).map((text) => ({ lang, text })));
  return articles.flatMap((article) =>
    textsOf(article).map(({ lang, text }): Question => {
      const owners = articles.filter((other) => textsOf(other).some((one) => squash(one.text) === squash(text)));
      const { text: other } = wayOfAsking(articles, owners, random);
      const printed = text.replace(/<[^<>]*>/g, "SRV-0412");
      return {
        text: `24-11-2026 02:14:07 SRV-0412 job 7 of 12\nstatus: failed, 0 KB\n${printed}\n-- \n${other}`,
        lang,
        class: "paste",
        wanted: owners.map(({ id }) => id),
      };
    }),
  );
}

/** A way of asking of an article that is none of those. */
function wayOfAsking(
  articles: readonly Article[],
  butNot: readonly Article[],
  random: () => number,
): { readonly text: string; readonly lang: Question["lang"] } {
  const others = articles.filter((article) => !butNot.includes(article));
  const lang = LOCALES[Math.floor(random() * LOCALES.length)] as Question["lang"];
  const ways = (others[Math.floor(random() * others.length)] as Article).asked[lang];
  return { text: ways[Math.floor(random() * ways.length)] as string, lang };
}
