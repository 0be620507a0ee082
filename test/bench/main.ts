/**
 * `npm run bench -- match`, `-- ablation` or `-- hostile`: measures the search and writes docs/benchmarks.md. `-- store` measures the store.
 */
import { runProgram } from "../../adapters/terminal/run-program.ts";
import { storeCost } from "../fault/store-cost.ts";
import { ablation } from "./ablation.ts";
import { hostile } from "./hostile.ts";
import { match } from "./match.ts";
import { slack } from "./slack/slack.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = { match, ablation, hostile, slack, store: storeCost };

await runProgram(async () => {
  const bench = BENCHES[process.argv[2] ?? ""];
  if (bench === undefined) {
    process.stderr.write(`Which one? npm run bench -- ${Object.keys(BENCHES).join(" | ")}\n`);
    process.exitCode = 2;
    return;
  }
  await bench();
});
