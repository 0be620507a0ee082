import { performance } from "node:perf_hooks";
import type { Article, Bot } from "#core";
import { answerOne } from "../../adapters/terminal/batch.ts";
import type { Layer } from "../../src/search/layers.ts";
import { NONE_LEFT_OUT } from "../../src/search/layers.ts";
import type { SearchData } from "../../src/search/search-data.ts";
import type { SearchIndex } from "../../src/search/search-index.ts";
import { createSearchIndex } from "../../src/search/search-index.ts";
import type { Engine, Peer } from "./engine.ts";
import { documentOf } from "./engine.ts";
import type { Outcome, Ranked, Threshold } from "./evaluate.ts";
import { bestThreshold, withThreshold } from "./evaluate.ts";
import { forceCollection } from "./memory.ts";
import type { Question } from "./questions.ts";
import { sampleOf } from "./questions.ts";

/** What building cost. */
export interface Cost {
  readonly buildMs: number;
  readonly heapMb: number;
}

/** How one engine did at one size. */
export interface Trial {
  readonly name: string;
  readonly cost: Cost;
  readonly outcomes: readonly Outcome[];
  /** A peer's outcomes where a wrong answer costs three right ones. */
  readonly careful?: readonly Outcome[];
  readonly threshold?: Threshold;
}

/** The name of this core in the tables. */
export const CORE = "Vangnet";
/** The same with nothing learned from questions, as it is for articles that nobody has asked about yet. */
export const UNLEARNED = "Vangnet, nothing learned";

const WARM_UP = 20;

/** Asks this core with nothing learned: its order counts, its verdicts do not, since they were calibrated with what was learned. */
export function tryUnlearned(articles: readonly Article[], data: SearchData, blind: readonly Question[]): Trial {
  const { name: _, ...trial } = tryCore(articles, data, blind, new Set(["associations"]));
  return { name: UNLEARNED, ...trial };
}

/** Asks this core: what it says, in what order it has the articles, and how long a search takes. */
export function tryCore(
  articles: readonly Article[],
  data: SearchData,
  blind: readonly Question[],
  without: ReadonlySet<Layer> = NONE_LEFT_OUT,
): Trial {
  const { built: index, cost } = measure(() => {
    const index = createSearchIndex(articles, data, without);
    // The words' index is built when the first words come, its repairs when the first unknown ones come.
    index.search("replica inconsistnet herstelpuntt", "en");
    return index;
  });
  for (const { text } of sampleOf(blind, WARM_UP)) index.search(text, "en");
  return { name: CORE, cost, outcomes: blind.map((question) => askCore(index, question)) };
}

/** Asks the index of this core one question. */
export function askCore(index: SearchIndex, question: Question): Outcome {
  const start = performance.now();
  const { verdict, candidates } = index.search(question.text, question.lang);
  const ms = performance.now() - start;
  const shown = verdict.kind === "answer" ? [verdict.article] : verdict.kind === "ask" ? verdict.articles : [];
  return {
    question,
    ranking: [...shown, ...candidates].map(({ id }) => id),
    said:
      verdict.kind === "answer"
        ? { kind: "answer", article: verdict.article.id }
        : verdict.kind === "ask"
          ? { kind: "ask", articles: shown.map(({ id }) => id) }
          : { kind: "unknown" },
    ms,
  };
}

/** What the whole bot says, as somebody in a chat would see it; the times are those of the whole answer. */
export async function tryBot(bot: Bot, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
  const asked: Outcome[] = [];
  for (const [number, { question, ranking }] of outcomes.entries()) {
    const { kind, articles, ms } = await answerOne(bot, { id: `bench-${number}`, text: question.text });
    const [first] = articles;
    asked.push({
      question,
      ranking,
      said:
        kind === "answer" && first !== undefined
          ? { kind, article: first }
          : kind === "choices"
            ? { kind: "ask", articles }
            : { kind: "unknown" },
      ms,
    });
  }
  return asked;
}

/** Asks a peer: its threshold is learned from the tuning half, its figures come from the blind half. */
export function tryPeer(
  peer: Peer,
  articles: readonly Article[],
  {
    blind,
    tuning,
    fallback,
  }: { readonly blind: readonly Question[]; readonly tuning: readonly Question[]; readonly fallback?: Trial | undefined },
): Trial {
  const documents = articles.map(documentOf);
  const { built: engine, cost } = measure(() => peer.build(documents));
  const most = peer.most(articles.length);
  const isSlow = most.blind < 2 * WARM_UP;
  // A handful comes from the questions in own words alone: one long paste would outweigh them all.
  const asked = isSlow ? blind.filter((question) => question.class === "free") : blind;
  if (!isSlow) for (const { text } of sampleOf(blind, WARM_UP)) engine.rank(text);
  const learned = rankAll(engine, sampleOf(tuning, most.tuning));
  // Too slow to learn at this size: the threshold of the real base is better than none.
  const threshold = learned.length === 0 && fallback?.threshold !== undefined ? fallback.threshold : bestThreshold(learned, "abstention");
  const ranked = rankAll(engine, sampleOf(asked, most.blind));
  return {
    name: peer.name,
    cost,
    threshold,
    outcomes: withThreshold(ranked, threshold),
    careful: withThreshold(ranked, learned.length === 0 ? threshold : bestThreshold(learned, "careful")),
  };
}

function rankAll(engine: Engine, questions: readonly Question[]): readonly Ranked[] {
  return questions.map((question) => {
    const start = performance.now();
    const found = engine.rank(question.text);
    return { question, found, ms: performance.now() - start };
  });
}

function measure<Built>(build: () => Built): { readonly built: Built; readonly cost: Cost } {
  const before = forceCollection();
  const start = performance.now();
  const built = build();
  const buildMs = performance.now() - start;
  return { built, cost: { buildMs, heapMb: (forceCollection() - before) / 2 ** 20 } };
}
