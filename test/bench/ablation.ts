import type { Article } from "#core";
import { loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";
import type { Layer } from "../../src/search/layers.ts";
import { LAYERS } from "../../src/search/layers.ts";
import type { SearchData } from "../../src/search/search-data.ts";
import { createSearchIndex } from "../../src/search/search-index.ts";
import { figuresOf } from "./evaluate.ts";
import type { Question } from "./questions.ts";
import { readBlind } from "./questions.ts";
import { describeRun, percent, progress, table, writeSection } from "./report.ts";
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
};

/** Layers that are left out together: all that fuse.js does. */
const FUSE: readonly Layer[] = ["names", "fragments", "ties"];
const SHORTEST_CUT = 7;
const CUT = 0.65;
const EDITED = 0.4;

/** Leaves out one layer after the other and writes down what the right article in the first place loses. */
export async function ablation(): Promise<void> {
  const [articles, data, blind] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER), readBlind()]);
  const questions = blind.filter((question) => question.class === "free" || question.class === "paste");
  const fragments = fragmentsOf(questions);
  const whole = worthOf(articles, data, [], questions, fragments);
  progress(`all layers: ${percent(whole.asked.first)}`);
  const trials = [
    ...LAYERS.map((layer) => ({ name: MEANING[layer], without: [layer] as readonly Layer[] })),
    { name: "all of fuse.js", without: FUSE },
  ];
  const rows = trials.map(({ name, without }) => {
    const { asked, cut } = worthOf(articles, data, without, questions, fragments);
    progress(`without ${name}: ${percent(asked.first)}`);
    return [name, percent(asked.first), points(whole.asked, asked), percent(cut.first), points(whole.cut, cut)];
  });
  const text = `## What each layer is worth

${describeRun(["fuse.js"])}

The right article in the first place, with one layer left out at a time: on the ${questions.length} blind questions and pastes with one right article, and on the ${fragments.length} questions in own words cut as hurried people type, every word of ${SHORTEST_CUT} letters or more to ${100 * CUT} % and ${100 * EDITED} % of all words with one edit. "Worth" is what leaving it out costs, in points; below zero the figure was better without. The calibration stays that of the whole.

${table(
  ["left out", "questions and pastes @1", "worth", "fragments @1", "worth"],
  [["nothing", percent(whole.asked.first), "", percent(whole.cut.first), ""], ...rows],
)}

Codes by themselves are not among the blind questions; their own tests hold the code index. A layer that costs nothing here may still carry the decision between answering and asking back, which this table does not show.
`;
  process.stdout.write(`${text}\n`);
  await writeSection("ablation", text);
}

interface Worth {
  readonly asked: ReturnType<typeof figuresOf>["all"];
  readonly cut: ReturnType<typeof figuresOf>["all"];
}

function worthOf(
  articles: readonly Article[],
  data: SearchData,
  without: readonly Layer[],
  questions: readonly Question[],
  fragments: readonly Question[],
): Worth {
  const index = createSearchIndex(articles, data, new Set(without));
  const rank = (asked: readonly Question[]) => figuresOf(asked.map((question) => askCore(index, question))).all;
  return { asked: rank(questions), cut: rank(fragments) };
}

function points(whole: Worth["asked"], part: Worth["asked"]): string {
  const lost = 100 * (whole.first.share - part.first.share);
  return `${lost > 0 ? "+" : ""}${lost.toFixed(1)}`;
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
