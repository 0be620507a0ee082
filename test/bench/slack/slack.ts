import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SIGNING_SECRET } from "../../support/slack/signed.ts";
import { describeRun, writeSection } from "../report.ts";
import type { Sink } from "./load.ts";
import { flood, openSink, steady } from "./load.ts";
import type { Probed } from "./probe.ts";
import { ANSWER } from "./probe-line.ts";

const ROOT = join(import.meta.dirname, "../../..");
const ROUNDS = 5;
const REQUESTS = 2000;
/** Rounds before it counts: until then every server is compiling itself. */
const WARM_UP = 2;
const MANY = 100_000;

/** A measured process. */
export interface Measured {
  readonly name: string;
  readonly address: string;
  look(wish?: "look" | "collect"): Promise<Probed>;
  /** Only of the one that answers in process: its time for so many questions, in microseconds. */
  handle(from: number, count: number): Promise<number>;
  /** Whether it still runs. */
  isAlive(): boolean;
  end(): Promise<void>;
}

/** Starts a program to measure as `npm start` starts the bot, with its memory flags; waits until it says where it is, or that it is ready. */
export async function begin(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Measured> {
  const child = spawn(process.execPath, ["--import", join(import.meta.dirname, "probe.ts"), "node24.mjs", "--small", ...args], {
    ...{ cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] },
    env: { PATH: process.env["PATH"], LANG: "en_US.UTF-8", ...env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const lineWith = async (sign: RegExp): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${name} ended before it was ready`);
      if (sign.test(value)) return value;
    }
  };
  const first = await lineWith(/ready|http:\S+\//);
  const answer = async (wish: string) => {
    child.stdin.write(`${wish}\n`);
    return JSON.parse((await lineWith(/^@/)).slice(ANSWER.length));
  };
  return {
    name,
    address: /http:\S+\//.exec(first)?.[0] ?? "",
    look: (wish = "look") => answer(wish),
    handle: async (from, count) => (await answer(JSON.stringify({ from, count }))).done,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** `npm run bench -- slack`: from a signed command to the delivered answer, beside a plain server and Bolt as it comes. */
export async function slack(): Promise<void> {
  const sink = await openSink();
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "vangnet-bench-")));
  const secret = { SLACK_SIGNING_SECRET: SIGNING_SECRET };
  const servers = join(import.meta.dirname, "servers.ts");
  const settings = { ...secret, SLACK_BOT_TOKEN: "xoxb-bench", SLACK_API_URL: `${sink.url}/api/`, PORT: "0" };
  const all = await Promise.all([
    begin("plain", [servers, "plain"], secret),
    begin("bolt", [servers, "bolt"], secret),
    begin("vangnet", ["adapters/main.ts"], { ...settings, DATA_DIR: folders[0] ?? "" }),
    begin("handle", [servers, "handle"], { ...settings, DATA_DIR: folders[1] ?? "" }),
  ]);
  const many = Number(process.argv[3] ?? MANY);
  try {
    const text = await measure(all, sink, many);
    // A shorter run says nothing of memory.
    if (many === MANY) await writeSection("slack", text);
  } finally {
    await Promise.all(all.map((one) => one.end()));
    sink.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** What it showed, as a part of docs/benchmarks.md; each finding is printed as soon as it is there. */
async function measure(all: readonly Measured[], sink: Sink, many: number): Promise<string> {
  const parts = [`## Slack\n\n${describeRun(["@slack/bolt"])}`];
  const print = (lines: readonly string[]) => {
    process.stdout.write(`${lines.join("\n")}\n`);
    parts.push(lines.join("\n"));
  };
  const [plain, bolt, vangnet, handle] = all as readonly [Measured, Measured, Measured, Measured];
  const costs = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  let number = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const one of [plain, bolt, vangnet]) {
      const { cpu } = await one.look();
      await flood(one.address, number, REQUESTS, sink);
      const spent = (await one.look()).cpu - cpu;
      if (round >= 0) costs.get(one.name)?.push(spent / REQUESTS);
    }
    const spent = await handle.handle(number, REQUESTS);
    if (round >= 0) costs.get("handle")?.push(spent / REQUESTS);
    number += REQUESTS;
  }
  const cost = (name: string) => median(costs.get(name) ?? []);
  const best = (name: string) => Math.min(...(costs.get(name) ?? []));
  const rows = ["plain", "bolt", "vangnet", "handle"].map((name) => `| ${name} | ${cost(name).toFixed(0)} | ${best(name).toFixed(0)} |`);
  print(["| server | CPU us a command, median | best |", "| --- | ---: | ---: |", ...rows]);
  print([
    `- The wire's share: ${((cost("vangnet") - cost("handle")) / cost("plain")).toFixed(2)} of a plain server (at most 1.6)`,
    `- The whole: ${(cost("vangnet") / cost("bolt")).toFixed(2)} of Bolt as it comes (at most 1.3)`,
  ]);
  const acks = [...(await steady(vangnet.address, number, 20, sink))].sort((one, other) => one - other);
  number += acks.length;
  print([`- Acknowledged at 50 a second: median ${at(acks, 0.5)} ms, p99 ${at(acks, 0.99)} ms (under 50)`]);

  const memory: Probed[] = [await vangnet.look("collect")];
  for (let done = 0; done < many; done += many / 5) {
    await flood(vangnet.address, number, many / 5, sink);
    number += many / 5;
    const { rss } = await vangnet.look();
    const { heap } = await vangnet.look("collect");
    memory.push({ cpu: 0, rss, heap });
  }
  const mega = (bytes: number) => (bytes / 1_048_576).toFixed(0);
  print([
    `- Heap after collection, at each fifth of ${many} commands: ${memory.map(({ heap }) => mega(heap)).join(", ")} MB`,
    `- RSS after them: ${mega(memory.at(-1)?.rss ?? 0)} MB (under 200)`,
  ]);
  return parts.join("\n\n");
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}
