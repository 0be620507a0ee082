import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";
import type { Figures, Outcome, Ranking } from "./evaluate.ts";
import { figuresOf } from "./evaluate.ts";
import { measureGrowth } from "./growth.ts";
import { PEERS } from "./peers.ts";
import { readBlind, readTuning } from "./questions.ts";
import { describeRun, milliseconds, percent, progress, table, writeSection } from "./report.ts";
import { signTest } from "./statistics.ts";
import type { Trial } from "./subjects.ts";
import { CORE, tryBot, tryCore, tryPeer, tryUnlearned } from "./subjects.ts";

const PACKAGES = ["fuse.js", "minisearch", "@orama/orama", "@orama/stemmers", "lunr", "lunr-languages", "@leeoniya/ufuzzy"];

/** Asks this core and every peer the same questions over the same articles, and writes down who does what how well. */
export async function match(): Promise<void> {
  const [articles, data, blind, tuning] = await Promise.all([
    loadArticles(KNOWLEDGE_FOLDER),
    loadSearchData(KNOWLEDGE_FOLDER),
    readBlind(),
    readTuning(),
  ]);
  progress(`${articles.length} articles, ${blind.length} blind questions, ${tuning.length} tuning questions`);
  const searched = tryCore(articles, data, blind);
  const bot = createBot({ articles, search: data, store: createMemoryStore() });
  const said = await tryBot(bot, searched.outcomes);
  progress(`${CORE}: done`);
  const peers = PEERS.map((peer) => {
    const trial = tryPeer(peer, articles, { blind, tuning });
    progress(`${peer.name}: done`);
    return trial;
  });
  const whole = figuresOf(said);
  const core: Trial = { ...searched, outcomes: said.map((outcome, at) => ({ ...outcome, ms: (searched.outcomes[at] as Outcome).ms })) };
  const unlearned = tryUnlearned(articles, data, blind);
  const trials = [core, unlearned, ...peers];
  const growth = await measureGrowth({ articles, data, blind, tuning, trials });
  const text = `## Side by side

${describeRun(PACKAGES)}

${articles.length} articles, both languages; ${blind.length} blind questions: ${countsOf(said)}. Every engine searches the same texts: titles, product messages and names, ways of asking, impact, cause, steps, codes.

### Does the right article come first?
In per cent of the questions with one right article. MRR over the first five.

${rankingTable(trials)}

${pairedTable(core, peers)}

### What is said?
A peer has a score and no verdict: it answers its first hit above a threshold and is silent below. The threshold, and what it is laid on (score, score per word, lead over the second), is the one with the best abstention F1 in the tuning half.

${verdictTable([core, ...peers].map(({ name, outcomes, threshold }) => ({ name: threshold === undefined ? name : `${name} (${threshold.signal})`, figures: figuresOf(outcomes) })))}

Abstention F1: "not known" on a question out of scope is a hit, on any other it is a false alarm; a question back counts as neither. Wrong answers are those in scope and those out of scope together. The whole answer of the bot, language and card included: p50 ${milliseconds(whole.p50)} ms, p99 ${milliseconds(whole.p99)} ms.

### Peers as careful as this core
The same with thresholds that are best in the tuning half where a wrong answer costs three times what a right one is worth, as in our own calibration.

${verdictTable([
  { name: CORE, figures: figuresOf(core.outcomes) },
  ...peers.map(({ name, careful }) => ({ name, figures: figuresOf(careful ?? []) })),
])}

${growth}
### Options of the peers
${PEERS.map(({ name, options }) => `${name}: ${options}`).join("; ")}. Each field weighs the same everywhere: title 3, messages and ways of asking 2.4, impact and cause 1, steps 0.5, codes 3.
`;
  process.stdout.write(`${text}\n`);
  await writeSection("match", text);
}

function countsOf(outcomes: readonly Outcome[]): string {
  const count = (name: Outcome["question"]["class"]) => outcomes.filter(({ question }) => question.class === name).length;
  return `${count("free")} in own words, ${count("paste")} pastes, ${count("ambiguous")} ambiguous, ${count("outOfScope")} out of scope`;
}

function rankingTable(trials: readonly Trial[]): string {
  const row = ({ name, outcomes }: Trial) => {
    const { freeNl, freeEn, free, paste, p50, p99 } = figuresOf(outcomes);
    const first = ({ first: share }: Ranking) => percent(share);
    return [
      name,
      first(freeNl),
      first(freeEn),
      first(free),
      percent(free.firstThree),
      free.mrr.toFixed(3),
      first(paste),
      percent(paste.firstThree),
      milliseconds(p50),
      milliseconds(p99),
    ];
  };
  return table(
    ["engine", "free nl @1", "free en @1", "free @1", "free @3", "free MRR", "pastes @1", "pastes @3", "p50 ms", "p99 ms"],
    trials.map(row),
  );
}

/** On the same questions: how often one is right where the other is not, and whether that can be chance. */
function pairedTable(core: Trial, peers: readonly Trial[]): string {
  const isFirst = ({ question, ranking }: Outcome) => question.wanted.includes(ranking[0] ?? "");
  const scope = ({ question }: Outcome) => question.class === "free" || question.class === "paste";
  const own = core.outcomes.filter(scope);
  const rows = peers.map(({ name, outcomes }) => {
    const others = new Map(outcomes.map((outcome) => [outcome.question, outcome]));
    const pairs = own.flatMap((one) => {
      const other = others.get(one.question);
      return other === undefined ? [] : [[isFirst(one), isFirst(other)] as const];
    });
    const [won, lost] = [pairs.filter(([we, they]) => we && !they).length, pairs.filter(([we, they]) => !we && they).length];
    const chance = signTest(won, lost);
    return [name, `${won}`, `${lost}`, chance < 0.001 ? "< 0.001" : chance.toFixed(3)];
  });
  return table(["free text and pastes", `only ${CORE} right`, "only the peer right", "chance of that (sign test)"], rows);
}

function verdictTable(rows: readonly { readonly name: string; readonly figures: Figures }[]): string {
  return table(
    [
      "engine",
      "answered directly",
      "right of those",
      "wrong answers",
      "right directly or within one ask",
      "in scope, not known",
      "out of scope answered",
      "ambiguous asked back",
      "abstention F1",
    ],
    rows.map(({ name, figures }) => [
      name,
      percent(figures.answered),
      percent(figures.rightOfAnswered),
      `${figures.wrong.count + figures.outOfScopeAnswered.count}`,
      percent(figures.rightOrOneAsk),
      percent(figures.notKnown),
      percent(figures.outOfScopeAnswered),
      percent(figures.ambiguousAsked),
      figures.abstentionF1.toFixed(3),
    ]),
  );
}
