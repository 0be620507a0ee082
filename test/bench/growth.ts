import type { Article } from "#core";
import type { SearchData } from "../../src/search/search-data.ts";
import type { Outcome } from "./evaluate.ts";
import { figuresOf } from "./evaluate.ts";
import { growTo, numbersIn } from "./grow.ts";
import { PEERS } from "./peers.ts";
import { drawPlot } from "./plots.ts";
import type { Question } from "./questions.ts";
import { milliseconds, percent, progress, table, writeImage } from "./report.ts";
import type { Trial } from "./subjects.ts";
import { CORE, tryCore, tryPeer, tryUnlearned, UNLEARNED } from "./subjects.ts";

const SIZES = [1000, 10_000] as const;
/** Fewer questions than this say something about time and nothing about quality. */
const LEAST_FOR_QUALITY = 20;

/** What growth is measured on. */
export interface GrowthInput {
  readonly articles: readonly Article[];
  readonly data: SearchData;
  readonly blind: readonly Question[];
  readonly tuning: readonly Question[];
  /** The trials on the real base. */
  readonly trials: readonly Trial[];
}

interface Sized {
  readonly size: number;
  readonly trials: readonly Trial[];
}

/** Asks the same at 1,000 and 10,000 articles, draws both plots, and returns the page's part about it. */
export async function measureGrowth({ articles, data, blind, tuning, trials }: GrowthInput): Promise<string> {
  const taken = new Set([
    ...articles.flatMap(({ codes, relatedCodes }) => [...(codes ?? []), ...(relatedCodes ?? [])].map(Number)),
    ...[...blind, ...tuning].flatMap(({ text }) => numbersIn(text)),
  ]);
  const sized: Sized[] = [{ size: articles.length, trials }];
  for (const size of SIZES) {
    const grown = growTo(size, articles, taken);
    const core = tryCore(grown, data, blind);
    const unlearned = tryUnlearned(grown, data, blind);
    progress(`${size} articles, ${CORE}: done`);
    const peers = PEERS.map((peer) => {
      const fallback = trials.find(({ name }) => name === peer.name);
      const trial = tryPeer(peer, grown, { blind, tuning, fallback });
      progress(`${size} articles, ${peer.name}: ${trial.outcomes.length} questions, done`);
      return trial;
    });
    sized.push({ size, trials: [core, unlearned, ...peers] });
  }
  await drawBoth(sized);
  return `## Growth

The real ${articles.length} articles among made-up ones of other products, confusable on purpose: the same things break in the same words, in both languages, with a vocabulary by Zipf's law, own codes and own names. Thresholds of the peers are learned anew at each size, or, where a question takes a peer too long, kept; this core keeps the calibration of the real base. What it learned from questions it learned of the real articles only, as a base that grew would have it for the articles that are asked about; the second row is without. Heap is what the index holds beside the articles. Slow engines are asked fewer questions; where fewer than ${LEAST_FOR_QUALITY} with one right article remain, no share is given. The exponent is that of p50 from the real base to 10,000: 0 is none, 1 is linear.

${sized.slice(1).map(qualityTable).join("\n\n")}

${costTable(sized)}

![Right article first, by size](images/quality.svg)

![Median time, by size](images/latency.svg)
`;
}

function qualityTable({ size, trials }: Sized): string {
  const own = trials[0]?.outcomes ?? [];
  const rows = trials.map(({ name, outcomes }) => {
    const figures = figuresOf(outcomes);
    const isEnough = figures.all.first.of >= LEAST_FOR_QUALITY;
    const cells = isEnough
      ? [
          percent(figures.all.first),
          percent(figuresOf(onSame(own, outcomes)).all.first),
          percent(figures.all.firstThree),
          ...(name === UNLEARNED
            ? ["–", "–", "–", "–", "–"]
            : [
                percent(figures.answered),
                percent(figures.rightOfAnswered),
                `${figures.wrong.count + figures.outOfScopeAnswered.count}`,
                figures.outOfScopeAnswered.of < LEAST_FOR_QUALITY ? "–" : percent(figures.outOfScopeAnswered),
                figures.outOfScopeAnswered.of < LEAST_FOR_QUALITY ? "–" : figures.abstentionF1.toFixed(3),
              ]),
        ]
      : ["–", "–", "–", "–", "–", "–", "–", "–"];
    return [name, `${outcomes.length}`, ...cells];
  });
  return `### ${size.toLocaleString("en")} articles\n\n${table(
    [
      "engine",
      "questions",
      "@1",
      `${CORE} @1 on the same`,
      "@3",
      "answered directly",
      "right of those",
      "wrong answers",
      "out of scope answered",
      "abstention F1",
    ],
    rows,
  )}`;
}

/** The outcomes of this core for the questions that a peer was asked. */
function onSame(own: readonly Outcome[], others: readonly Outcome[]): readonly Outcome[] {
  const asked = new Set(others.map(({ question }) => question));
  return own.filter(({ question }) => asked.has(question));
}

function costTable(sized: readonly Sized[]): string {
  const [base, ...larger] = sized as [Sized, ...Sized[]];
  const rows = base.trials.map(({ name }) => {
    const found = sized.map(({ size, trials }) => ({ size, trial: trials.find((one) => one.name === name) as Trial }));
    const p50 = found.map(({ trial }) => figuresOf(trial.outcomes).p50);
    const last = found.at(-1) as (typeof found)[number];
    const exponent = Math.log((p50.at(-1) as number) / (p50[0] as number)) / Math.log(last.size / base.size);
    return [
      name,
      ...found.map(({ trial }, at) => `${milliseconds(p50[at] as number)} / ${milliseconds(figuresOf(trial.outcomes).p99)}`),
      exponent.toFixed(2),
      ...found.slice(1).map(({ trial }) => milliseconds(trial.cost.buildMs)),
      ...found.slice(1).map(({ trial }) => trial.cost.heapMb.toFixed(0)),
    ];
  });
  const sizes = larger.map(({ size }) => size.toLocaleString("en"));
  return `### Cost

${table(
  [
    "engine",
    `p50 / p99 ms at ${base.size}`,
    ...sizes.map((size) => `at ${size}`),
    "exponent of p50",
    ...sizes.map((size) => `build ms ${size}`),
    ...sizes.map((size) => `heap MB ${size}`),
  ],
  rows,
)}`;
}

async function drawBoth(sized: readonly Sized[]): Promise<void> {
  const names = (sized[0] as Sized).trials.map(({ name }) => name);
  const lines = (value: (trial: Trial) => number) =>
    names.map((name) => ({
      name,
      points: sized.flatMap(({ size, trials }) => {
        const y = value(trials.find((trial) => trial.name === name) as Trial);
        return Number.isFinite(y) ? [{ x: size, y }] : [];
      }),
    }));
  const x = { label: "articles", ticks: sized.map(({ size }) => size) };
  const quality = lines(({ outcomes }) => {
    const { first } = figuresOf(outcomes).all;
    return first.of < LEAST_FOR_QUALITY ? Number.NaN : 100 * first.share;
  });
  const latency = lines(({ outcomes }) => figuresOf(outcomes).p50);
  await writeImage(
    "quality.svg",
    drawPlot({
      title: "Right article first, blind questions",
      x,
      y: { label: "%", ticks: [0, 20, 40, 60, 80, 100], isLogarithmic: false },
      lines: quality,
    }),
  );
  await writeImage(
    "latency.svg",
    drawPlot({
      title: "Median time of a question",
      x,
      y: { label: "ms", ticks: [0.1, 1, 10, 100, 1000, 10_000, 100_000], isLogarithmic: true },
      lines: latency,
    }),
  );
}
