import { performance } from "node:perf_hooks";
import type { Bot, Intent } from "#core";
import { createBot, createMemoryStore, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../adapters/terminal/build-bot.ts";
import { createTurns } from "../../adapters/terminal/turns.ts";
import { describeRun, milliseconds, progress, table, writeSection } from "./report.ts";
import { quantile, seeded } from "./statistics.ts";

const SIZES = [800, 8000] as const;
/** Each is asked so often, other words each time where it is made of words: nothing may be remembered. */
const ROUNDS = 5;

type Random = () => number;
type Make = (random: Random) => string;

const always =
  (piece: string): Make =>
  () =>
    piece;
const letters = (random: Random, length: number, alphabet = "abcdefghijklmnopqrstuvwxyz") =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
const one = (random: Random, words: string) => {
  const list = words.split(" ");
  return list[Math.floor(random() * list.length)] as string;
};
const OURS = "replica inconsistent herstelpunt consistentiecontrole passphrase opslagpool momentopname beveiligingsgroep registratie";
const slip = (random: Random, word: string) => {
  const at = 1 + Math.floor(random() * (word.length - 1));
  return word.slice(0, at) + letters(random, 1) + word.slice(at + 1);
};

/** Thirty ways of being long and unpleasant: a piece of each, said over and over. */
const HOSTILE: Readonly<Record<string, Make>> = {
  "one digit": always("1"),
  "one letter": always("a"),
  "letter and hyphen": always("A-"),
  emoji: always("👩‍👩‍👧‍👦"),
  kanji: always("誰"),
  "broken encoding": always("Ã«Â©"),
  "combining accents": always("e\u0301\u0302\u0323"),
  "zero width": always("a\u200b\u200d\ufeff"),
  "right to left": always("\u202eabc\u202c "),
  brackets: always("([{<"),
  "stars and dots": always(".*.*"),
  quotes: always(`"'\``),
  slashes: always("\\\\/"),
  spaces: always(" \t\n"),
  "control characters": always("\u0000\u001b[31m"),
  versions: always("1.1.1.1."),
  hexadecimal: (random) => `0x${letters(random, 8, "0123456789ABCDEF")} `,
  "negative numbers": (random) => `-${letters(random, 10, "123456789")} `,
  "explicit codes": (random) => `ID: ${letters(random, 6, "123456789")} `,
  identifiers: (random) => `${letters(random, 8, "0123456789abcdef")}-${letters(random, 4, "0123456789abcdef")} `,
  paths: (random) => `C:\\${letters(random, 8)}\\${letters(random, 6)}.log `,
  links: (random) => `https://${letters(random, 8)}.example/${letters(random, 6)}?a=${letters(random, 4)} `,
  mentions: (random) => `<@U${letters(random, 8, "0123456789ABCDEF")}> <at>${letters(random, 5)}</at> `,
  CamelCase: (random) => `Cbp${letters(random, 5)}Snapshot${letters(random, 4)}Failed${letters(random, 6)} `,
  "unknown words": (random) => `${letters(random, 9)} `,
  "long unknown words": (random) => `${letters(random, 55)} `,
  "known words": (random) => `${one(random, OURS)} `,
  "mistyped words": (random) => `${slip(random, one(random, OURS))} `,
  fragments: (random) => `${one(random, OURS).slice(0, 4 + Math.floor(random() * 3))}${letters(random, 1)} `,
  compounds: (random) => `${one(random, OURS)}${one(random, OURS)}${one(random, OURS)} `,
};

/** Times the whole answer to hostile texts and writes down the worst and how it grows. */
export async function hostile(): Promise<void> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  const bot = createBot({ articles, search, store: createMemoryStore() });
  for (let round = 0; round < ROUNDS; round += 1) await timeOf(bot, "replica is inconsistnet herstelpuntt 3106", round);
  const results: { name: string; times: readonly number[] }[] = [];
  for (const [name, make] of Object.entries(HOSTILE)) {
    const times: number[] = [];
    // Once unmeasured, so that no kind pays for being the first of its sort.
    for (const size of SIZES) await timeOf(bot, textOf(make, size, ROUNDS), ROUNDS);
    for (const size of SIZES) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await timeOf(bot, textOf(make, size, round), round));
      times.push(quantile(rounds, 0.5));
    }
    results.push({ name, times });
    progress(`${name}: ${times.map(milliseconds).join(" → ")} ms`);
  }
  results.sort((a, b) => (b.times[1] as number) - (a.times[1] as number));
  const ratio = ({ times: [short = 0, long = 0] }: (typeof results)[number]) => long / short;
  const [slowest] = results as [(typeof results)[number]];
  const steepest = [...results].sort((a, b) => ratio(b) - ratio(a))[0] as (typeof results)[number];
  const text = `## Hostile texts

${describeRun(["fuse.js"])}

${results.length} kinds of hostile text of ${SIZES.join(" and ")} characters, through the whole bot; the median of ${ROUNDS}, with other words each time. The slowest: ${slowest.name}, ${milliseconds(slowest.times[1] as number)} ms. The steepest: ${steepest.name}, ten times the text costs ${ratio(steepest).toFixed(1)} times the time.

${table(
  ["text", ...SIZES.map((size) => `ms at ${size}`), "ratio"],
  results.map((result) => [result.name, ...result.times.map(milliseconds), ratio(result).toFixed(1)]),
)}
`;
  process.stdout.write(`${text}\n`);
  await writeSection("hostile", text);
}

function textOf(make: Make, size: number, round: number): string {
  const random = seeded(size + round);
  let text = "";
  while (text.length < size) text += make(random);
  return text.slice(0, size);
}

async function timeOf(bot: Bot, text: string, round: number): Promise<number> {
  const intent: Intent = { kind: "ask", text };
  const turn = createTurns(`hostile-${round}`)(intent);
  const start = performance.now();
  await bot.handle(turn);
  return performance.now() - start;
}
