/**
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  ...{ match, ablation, hostile, slack, refusals, start, store: storeCost, teams },
};
 */
import { runProgram } from "../../adapters/terminal/run-program.ts";
import { storeCost } from "../fault/store-cost.ts";
import { ablation } from "./ablation.ts";
import { hostile } from "./hostile.ts";
import { match } from "./match.ts";
import { refusals } from "./slack/refusals.ts";
import { slack } from "./slack/slack.ts";
import { start } from "./start.ts";
import { teams } from "./teams/teams.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  ...{ match, ablation, hostile, slack, refusals, start, store: storeCost, teams },
};

await runProgram(async () => {
  const bench = BENCHES[process.argv[2] ?? ""];
  if (bench === undefined) {
    process.stderr.write(`Which one? npm run bench -- ${Object.keys(BENCHES).join(" | ")}\n`);
    process.exitCode = 2;
    return;
  }
  await bench();
});
