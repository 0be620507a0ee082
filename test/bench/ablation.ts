import { loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";
import type { Layer } from "../../src/search/layers.ts";
import { LAYERS } from "../../src/search/layers.ts";
import type { SearchData } from "../../src/search/search-data.ts";
import { createSearchIndex } from "../../src/search/search-index.ts";
import type { Suite } from "./layer-suites.ts";
import { SUITE_MEANING, SUITES, suitesOf } from "./layer-suites.ts";
import { readBlind } from "./questions.ts";
import { describeRun, percent, progress, table, writeSection } from "./report.ts";
import { shareOf, signTest } from "./statistics.ts";
import { askCore } from "./subjects.ts";

/** What each layer is, in the words of the page. */
const MEANING: Readonly<Record<Layer, string>> = {
  codes: "code index",
  names: "symbolic names (fuse.js)",
  messages: "product texts",
  concepts: "glossary concepts",
  stems: "stems",
  compounds: "compounds",
  spelling: "spelling repair",
  fragments: "word fragments (fuse.js)",
  ties: "near ties (fuse.js)",
  phrases: "ways of asking as a whole",
  titles: "share of the title said",
  common: "everybody's words weigh less",
  anchors: "words of our field weigh more",
  associations: "learned from questions",
};

/** All that fuse.js does. */
export const FUSE: readonly Layer[] = ["names", "fragments", "ties"];
/** A worth that chance gives less often than this is printed bold. */
const SELDOM = 0.05;

/** Each layer by itself, and at last all that fuse.js does. */
const TRIALS: readonly { readonly name: string; readonly without: readonly Layer[] }[] = [
  ...LAYERS.map((layer) => ({ name: MEANING[layer], without: [layer] })),
  { name: "all of fuse.js", without: FUSE },
];

/** By question of a suite: whether the right article came first, with these layers left out. */
export function firstRight(
  { articles, questions, without: always }: Suite,
  data: SearchData,
  without: readonly Layer[],
): readonly boolean[] {
  const index = createSearchIndex(articles, data, new Set([...always, ...without]));
  return questions.map((question) => question.wanted.includes(askCore(index, question).ranking[0] ?? ""));
}

/** What was lost from one run to the other, in points. */
export function pointsLost(whole: readonly boolean[], part: readonly boolean[]): number {
  const count = (runs: readonly boolean[]) => runs.filter(Boolean).length;
  return (100 * (count(whole) - count(part))) / whole.length;
}

/** Writes down what each layer is worth in each suite. */
export async function ablation(): Promise<void> {
  const [articles, data, blind] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER), readBlind()]);
  const suites = suitesOf(articles, blind);
  const wholes = SUITES.map((name) => ({ name, suite: suites[name], whole: firstRight(suites[name], data, []) }));
  progress("all layers: done");
  const rows = TRIALS.map(({ name, without }) => {
    const cells = wholes.map(({ suite, whole }) => {
      // What is left out from the beginning cannot be left out again.
      if (without.every((layer) => suite.without.includes(layer))) return "–";
      return describeWorth(whole, firstRight(suite, data, without));
    });
    progress(`without ${name}: done`);
    return [name, ...cells];
  });
  const shares = wholes.map(({ whole }) => percent(shareOf(whole.filter(Boolean).length, whole.length)));
  const text = `## What each layer is worth

${describeRun(["fuse.js"])}

What leaving out one layer costs, in points of the right article in the first place; below zero the figure was better without. Bold where chance alone gives such a split in less than ${100 * SELDOM} % of cases (sign test over the questions). The calibration stays that of the whole, so what was learned with a layer in place counts as the layer's. Each suite is one where other layers have their work:

${SUITES.map((name) => `- *${name}* (${suites[name].questions.length}): ${SUITE_MEANING[name]}`).join("\n")}

All questions are of the blind half, or made from the articles by seed.

${table(["left out", ...SUITES], [["nothing: right article first, %", ...shares], ...rows])}

A layer that costs nothing in a suite may still carry the decision between answering and asking back, which this table does not show. \`test/layer-worth.test.ts\` holds a floor under every layer.
`;
  process.stdout.write(`${text}\n`);
  await writeSection("ablation", text);
}

function describeWorth(whole: readonly boolean[], part: readonly boolean[]): string {
  const points = pointsLost(whole, part);
  const written = `${points > 0 ? "+" : ""}${points.toFixed(1)}`;
  const lost = whole.filter((isRight, at) => isRight && !part[at]).length;
  const won = part.filter((isRight, at) => isRight && !whole[at]).length;
  return signTest(lost, won) < SELDOM ? `**${written}**` : written;
}
