import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusedRequests } from "../../support/slack/refused-requests.ts";
import type { SignedRequest } from "../../support/slack/signed.ts";
import { SIGNING_SECRET } from "../../support/slack/signed.ts";
import { commandOf } from "./commands.ts";
import { openSink, post } from "./load.ts";
import { begin } from "./slack.ts";

const ROUNDS = 20;
const SETTLE = 3000;

/** `npm run bench -- refusals`: what each request that is not Slack's is answered with, how long the slowest took, and whether the bot lives on. */
export async function refusals(): Promise<void> {
  const sink = await openSink();
  const folder = mkdtempSync(join(tmpdir(), "vangnet-bench-"));
  const bot = await begin("vangnet", ["adapters/main.ts"], {
    ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: "xoxb-bench", SLACK_API_URL: `${sink.url}/api/`, PORT: "0" },
    DATA_DIR: folder,
  });
  let asked = 0;
  const cases = refusedRequests(() => {
    asked += 1;
    return commandOf(1_000_000 + asked, `${sink.url}/response/${asked}`);
  });
  try {
    // What draws for the page is loaded once the bot is up, and the first command wakes the rest.
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    await post(bot.address, 0, sink);
    const rows: string[] = [];
    let slowest = 0;
    let taken = 0;
    for (const [name, request, wanted] of cases) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { status, ms } = await knock(`${bot.address}slack/events`, request());
        // The same bytes twice in a second are refused as a copy, whatever else is wrong with them.
        if (status !== wanted && status !== 401) taken += 1;
        times.push(ms);
      }
      const worst = Math.max(...times);
      slowest = Math.max(slowest, worst);
      const middle = times.toSorted((one, other) => one - other)[ROUNDS / 2] ?? 0;
      rows.push(`| ${name} | ${wanted} | ${middle.toFixed(1)} | ${worst.toFixed(1)} |`);
    }
    // A command that is in order, behind them all: when it has its answer, each of them would have had its own.
    await post(bot.address, 1, sink);
    while (bot.isAlive() && sink.delivered() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const table = ["| request | status | median ms | slowest ms |", "| --- | --- | --- | --- |", ...rows];
    process.stdout.write(`${table.join("\n")}\n\n`);
    process.stdout.write(
      [
        `${cases.length} cases, ${ROUNDS} times each: the slowest took ${slowest.toFixed(1)} ms.`,
        `Not refused: ${taken}. Took effect: ${sink.delivered() - 2}.`,
        `The process is ${bot.isAlive() ? "alive" : "DEAD"}.\n`,
      ].join("\n"),
    );
    if (taken > 0 || sink.delivered() !== 2 || !bot.isAlive()) process.exitCode = 1;
  } finally {
    await bot.end();
    sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One request over a connection of its own, from the first byte to the last of the answer. */
function knock(url: string, { method, headers, body }: SignedRequest): Promise<{ readonly status: number; readonly ms: number }> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, agent: false, headers: { ...headers, "content-length": Buffer.byteLength(body) } });
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, ms: performance.now() - begun }));
    });
    request.on("error", reject);
    request.end(body);
  });
}
