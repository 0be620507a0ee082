import { loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";
import type { Layer } from "../../src/search/layers.ts";
import { LAYERS } from "../../src/search/layers.ts";
import { createSearchIndex } from "../../src/search/search-index.ts";
import { figuresOf } from "./evaluate.ts";
import type { Question } from "./questions.ts";
import { readBlind } from "./questions.ts";
import { describeRun, percent, progress, table, writeSection } from "./report.ts";
import type { Share } from "./statistics.ts";
import { seeded } from "./statistics.ts";
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

/** Layers that are left out together: all that fuse.js does. */
const FUSE: readonly Layer[] = ["names", "fragments", "ties"];
const SHORTEST_CUT = 7;
const CUT = 0.65;
const EDITED = 0.4;

/** What leaving something out costs. */
export interface LayerWorth {
  readonly name: string;
  readonly without: readonly Layer[];
  readonly whole: Worth;
  readonly part: Worth;
}

/** How often the right article comes first. */
interface Worth {
  readonly asked: Share;
  readonly cut: Share;
}

/** All there is to leave out: one layer after the other, and at last all that fuse.js does. */
const TRIALS: readonly { readonly name: string; readonly without: readonly Layer[] }[] = [
  ...LAYERS.map((layer) => ({ name: MEANING[layer], without: [layer] })),
  { name: "all of fuse.js", without: FUSE },
];

/** Leaves out what is named, or everything that can be, one after the other. */
export async function measureLayers(
  say: (text: string) => void,
  names?: readonly string[],
): Promise<{ readonly counts: readonly number[]; readonly worth: readonly LayerWorth[] }> {
  const [articles, data, blind] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER), readBlind()]);
  const questions = blind.filter((question) => question.class === "free" || question.class === "paste");
  const fragments = fragmentsOf(questions);
  const worthWithout = (without: readonly Layer[]): Worth => {
    const index = createSearchIndex(articles, data, new Set(without));
    const rank = (asked: readonly Question[]) => figuresOf(asked.map((question) => askCore(index, question))).all.first;
    return { asked: rank(questions), cut: rank(fragments) };
  };
  const whole = worthWithout([]);
  say(`all layers: ${percent(whole.asked)}`);
  const worth = TRIALS.filter(({ name }) => names === undefined || names.includes(name)).map(({ name, without }) => {
    const part = worthWithout(without);
    say(`without ${name}: ${percent(part.asked)}`);
    return { name, without, whole, part };
  });
  return { counts: [questions.length, fragments.length], worth };
}

/** What was lost, in points. */
export function pointsLost(whole: Share, part: Share): number {
  return 100 * (whole.share - part.share);
}

/** Writes down what each layer is worth. */
export async function ablation(): Promise<void> {
  const { counts, worth } = await measureLayers(progress);
  const { whole } = worth[0] as LayerWorth;
  const signed = (points: number) => `${points > 0 ? "+" : ""}${points.toFixed(1)}`;
  const rows = worth.map(({ name, part }) => [
    name,
    percent(part.asked),
    signed(pointsLost(whole.asked, part.asked)),
    percent(part.cut),
    signed(pointsLost(whole.cut, part.cut)),
  ]);
  const text = `## What each layer is worth

${describeRun(["fuse.js"])}

The right article in the first place, with one layer left out at a time: on the ${counts[0]} blind questions and pastes with one right article, and on the ${counts[1]} questions in own words cut as hurried people type, every word of ${SHORTEST_CUT} letters or more to ${100 * CUT} % and ${100 * EDITED} % of all words of four letters or more with one edit. "Worth" is what leaving it out costs, in points; below zero the figure was better without. One question is ${(100 / (counts[0] as number)).toFixed(1)} points, so a worth under a point or two may be chance. The calibration stays that of the whole.

${table(
  ["left out", "questions and pastes @1", "worth", "fragments @1", "worth"],
  [["nothing", percent(whole.asked), "", percent(whole.cut), ""], ...rows],
)}

Codes and names by themselves are not among the blind questions; their own tests hold those layers. A layer that costs nothing here may still carry the decision between answering and asking back, which this table does not show.
`;
  process.stdout.write(`${text}\n`);
  await writeSection("ablation", text);
}

/** The questions in own words as somebody types them who stops in the middle of a word; the same ones in every run. */
function fragmentsOf(questions: readonly Question[]): readonly Question[] {
  const random = seeded(7);
  const pick = (length: number) => Math.floor(random() * length);
  const edit = (word: string): string => {
    const at = 1 + pick(Math.max(1, word.length - 1));
    const letter = String.fromCharCode(97 + pick(26));
    switch (pick(4)) {
      case 0:
        return word.slice(0, at) + word.slice(at + 1);
      case 1:
        return word.slice(0, at) + letter + word.slice(at);
      case 2:
        return word.slice(0, at) + letter + word.slice(at + 1);
      default:
        return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
    }
  };
  return questions
    .filter((question) => question.class === "free")
    .map((question) => ({
      ...question,
      text: question.text.replace(/\p{L}+/gu, (word) => {
        const cut = word.length < SHORTEST_CUT ? word : word.slice(0, Math.ceil(CUT * word.length));
        return cut.length > 3 && random() < EDITED ? edit(cut) : cut;
      }),
    }));
}
