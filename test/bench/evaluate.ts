import type { Found } from "./engine.ts";
import type { Question } from "./questions.ts";
import type { Share } from "./statistics.ts";
import { f1, mean, quantile, shareOf } from "./statistics.ts";

/** What an engine did with one question. */
export interface Outcome {
  readonly question: Question;
  /** Best first. */
  readonly ranking: readonly string[];
  /** What it said: one article, a choice, or that it does not know. */
  readonly said:
    | { readonly kind: "answer"; readonly article: string }
    | { readonly kind: "ask"; readonly articles: readonly string[] }
    | { readonly kind: "unknown" };
  readonly ms: number;
}

/** How often the right article comes first. */
export interface Ranking {
  readonly first: Share;
  readonly firstThree: Share;
  /** The mean of 1/place over the first five. */
  readonly mrr: number;
}

/** Every figure of one engine. */
export interface Figures {
  readonly freeNl: Ranking;
  readonly freeEn: Ranking;
  readonly free: Ranking;
  readonly paste: Ranking;
  /** Free text and pastes together. */
  readonly all: Ranking;
  readonly answered: Share;
  readonly rightOfAnswered: Share;
  /** In scope, answered at once, and wrong. */
  readonly wrong: Share;
  readonly rightOrOneAsk: Share;
  readonly notKnown: Share;
  readonly outOfScopeAnswered: Share;
  readonly ambiguousAsked: Share;
  /** Ambiguous, and one of its articles answered or offered. */
  readonly ambiguousAnswered: Share;
  readonly abstentionF1: number;
  readonly p50: number;
  readonly p99: number;
}

const MOST_PLACES = 5;

/** Counts what the outcomes are worth. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const of = (...classes: readonly Question["class"][]) => outcomes.filter(({ question }) => classes.includes(question.class));
  const [free, paste, all, ambiguous, out] = [of("free"), of("paste"), of("free", "paste"), of("ambiguous"), of("outOfScope")];
  const isRight = ({ question, said }: Outcome) => said.kind === "answer" && question.wanted.includes(said.article);
  const isAnswered = ({ said }: Outcome) => said.kind === "answer";
  const answered = all.filter(isAnswered);
  const isWithinOneAsk = (outcome: Outcome) =>
    isRight(outcome) || (outcome.said.kind === "ask" && outcome.said.articles.some((id) => outcome.question.wanted.includes(id)));
  const abstained = outcomes.filter(({ said }) => said.kind === "unknown");
  const times = outcomes.map(({ ms }) => ms);
  return {
    freeNl: rankingOf(free.filter(({ question }) => question.lang === "nl")),
    freeEn: rankingOf(free.filter(({ question }) => question.lang === "en")),
    free: rankingOf(free),
    paste: rankingOf(paste),
    all: rankingOf(all),
    answered: shareIn(all, isAnswered),
    rightOfAnswered: shareIn(answered, isRight),
    wrong: shareIn(all, (outcome) => isAnswered(outcome) && !isRight(outcome)),
    rightOrOneAsk: shareIn(all, isWithinOneAsk),
    notKnown: shareIn(all, ({ said }) => said.kind === "unknown"),
    outOfScopeAnswered: shareIn(out, isAnswered),
    ambiguousAsked: shareIn(ambiguous, ({ said }) => said.kind === "ask"),
    ambiguousAnswered: shareIn(ambiguous, isAnswered),
    abstentionF1: f1({
      hits: abstained.filter(({ question }) => question.class === "outOfScope").length,
      claimed: abstained.length,
      wanted: out.length,
    }),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

function rankingOf(outcomes: readonly Outcome[]): Ranking {
  const places = outcomes.map(({ question, ranking }) => ranking.findIndex((id) => question.wanted.includes(id)));
  return {
    first: shareIn(places, (place) => place === 0),
    firstThree: shareIn(places, (place) => place >= 0 && place < 3),
    mrr: mean(places.map((place) => (place < 0 || place >= MOST_PLACES ? 0 : 1 / (place + 1)))),
  };
}

function shareIn<Item>(items: readonly Item[], is: (item: Item) => boolean): Share {
  return shareOf(items.filter(is).length, items.length);
}

/** What a peer's confidence can be read from: it has a score and no more. */
const SIGNALS = {
  score: ([first]) => first?.score ?? 0,
  "score per word": ([first], text) => (first?.score ?? 0) / Math.max(1, text.match(/[\p{L}\p{N}]+/gu)?.length ?? 1),
  "lead over the second": ([first, second]) =>
    first === undefined || first.score === 0 ? 0 : (first.score - (second?.score ?? 0)) / first.score,
} as const satisfies Record<string, (found: readonly Found[], text: string) => number>;

/** When a peer answers. */
export interface Threshold {
  readonly signal: keyof typeof SIGNALS;
  readonly least: number;
}

/** A question and what a peer found. */
export interface Ranked {
  readonly question: Question;
  readonly found: readonly Found[];
  readonly ms: number;
}

/** What to choose a threshold by: the best abstention, or the most right answers where a wrong one costs three, as in our own calibration. */
export type Aim = "abstention" | "careful";
const WRONG_COSTS = 3;

/** The signal and threshold that serve the aim best on the tuning half. */
export function bestThreshold(tuning: readonly Ranked[], aim: Aim): Threshold {
  let best: Threshold & { readonly worth: number } = { signal: "score", least: 0, worth: Number.NEGATIVE_INFINITY };
  for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
    const values = tuning
      .map((ranked) => ({ value: SIGNALS[signal](ranked.found, ranked.question.text), ranked }))
      .sort((a, b) => b.value - a.value);
    for (const [index, { value }] of values.entries()) {
      const next = values[index + 1]?.value;
      if (next === value) continue;
      const least = next === undefined ? value : (value + next) / 2;
      const worth = worthOf(values.slice(0, index + 1), values.slice(index + 1), aim);
      if (worth > best.worth) best = { signal, least, worth };
    }
  }
  return best;
}

type Valued = readonly { readonly ranked: Ranked }[];

function worthOf(answered: Valued, abstained: Valued, aim: Aim): number {
  const isOut = ({ ranked }: Valued[number]) => ranked.question.wanted.length === 0;
  if (aim === "abstention") {
    const hits = abstained.filter(isOut).length;
    return f1({ hits, claimed: abstained.length, wanted: hits + answered.filter(isOut).length });
  }
  const right = answered.filter(({ ranked }) => ranked.question.wanted.includes(ranked.found[0]?.id ?? "")).length;
  return right - WRONG_COSTS * (answered.length - right);
}

/** What a peer says with a threshold: the first hit, or nothing. It has no way to ask back. */
export function withThreshold(ranked: readonly Ranked[], { signal, least }: Threshold): readonly Outcome[] {
  return ranked.map(({ question, found, ms }) => {
    const [first] = found;
    const isSure = first !== undefined && SIGNALS[signal](found, question.text) >= least;
    return {
      question,
      ranking: found.map(({ id }) => id),
      said: isSure ? { kind: "answer", article: first.id } : { kind: "unknown" },
      ms,
    };
  });
}
