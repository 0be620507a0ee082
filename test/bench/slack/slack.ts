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

/** Starts a program to measure; waits until it says where it is, or that it is ready. By default as `npm start` starts the bot, with its memory flags. */
export async function begin(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = ["--small"],
): Promise<Measured> {
  const child = spawn(process.execPath, ["--import", join(import.meta.dirname, "probe.ts"), "node24.mjs", ...flags, ...args], {
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
  const many = Number(process.argv[3] ?? MANY);
  const parts = [`## Slack\n\n${describeRun(["@slack/bolt"])}`];
  const print = (...lines: readonly string[]) => {
    process.stdout.write(`${lines.join("\n")}\n\n`);
    parts.push(lines.join("\n"));
  };
  try {
    print("All four with the flags of Node as it comes:");
    await withServers(sink, [], async (servers) => print(...(await compare(servers, sink))));
    print("All four with the memory flags of `npm start`:");
    await withServers(sink, ["--small"], async (servers) => {
      print(...(await compare(servers, sink)));
      print(...(await hold(servers.vangnet, sink, many)));
    });
  } finally {
    sink.close();
  }
  // A shorter run says nothing of memory.
  if (many === MANY) await writeSection("slack", parts.join("\n\n"));
}

type Servers = Readonly<Record<"plain" | "bolt" | "vangnet" | "handle", Measured>>;

async function withServers(sink: Sink, flags: readonly string[], work: (servers: Servers) => Promise<void>): Promise<void> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "vangnet-bench-")));
  const secret = { SLACK_SIGNING_SECRET: SIGNING_SECRET };
  const file = join(import.meta.dirname, "servers.ts");
  const settings = { ...secret, SLACK_BOT_TOKEN: "xoxb-bench", SLACK_API_URL: `${sink.url}/api/`, PORT: "0" };
  const [plain, bolt, vangnet, handle] = await Promise.all([
    begin("plain", [file, "plain"], secret, flags),
    begin("bolt", [file, "bolt"], secret, flags),
    begin("vangnet", ["adapters/main.ts"], { ...settings, DATA_DIR: folders[0] ?? "" }, flags),
    begin("handle", [file, "handle"], { ...settings, DATA_DIR: folders[1] ?? "" }, flags),
  ]);
  try {
    await work({ plain, bolt, vangnet, handle });
  } finally {
    await Promise.all([plain, bolt, vangnet, handle].map((one) => one.end()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Commands are never sent twice: a copy is refused. */
let number = 0;

async function compare({ plain, bolt, vangnet, handle }: Servers, sink: Sink): Promise<readonly string[]> {
  const all = [plain, bolt, vangnet, handle];
  const costs = new Map<string, number[]>(all.map(({ name }) => [name, []]));
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
  const cost = ({ name }: Measured) => median(costs.get(name) ?? []);
  const rows = all.map((one) => `| ${one.name} | ${cost(one).toFixed(0)} | ${Math.min(...(costs.get(one.name) ?? [])).toFixed(0)} |`);
  return [
    ...["| server | CPU us a command, median | best |", "| --- | ---: | ---: |", ...rows, ""],
    `- The wire's share: ${((cost(vangnet) - cost(handle)) / cost(plain)).toFixed(2)} of a plain server (at most 1.6)`,
    `- The whole: ${(cost(vangnet) / cost(bolt)).toFixed(2)} of Bolt as it comes (at most 1.3)`,
  ];
}

async function hold(vangnet: Measured, sink: Sink, many: number): Promise<readonly string[]> {
  const acks = [...(await steady(vangnet.address, number, 20, sink))].sort((one, other) => one - other);
  number += acks.length;
  const memory: Probed[] = [await vangnet.look("collect")];
  for (let done = 0; done < many; done += many / 5) {
    await flood(vangnet.address, number, many / 5, sink);
    number += many / 5;
    const { rss } = await vangnet.look();
    const { heap } = await vangnet.look("collect");
    memory.push({ cpu: 0, rss, heap });
  }
  const mega = (bytes: number) => (bytes / 1_048_576).toFixed(0);
  const rss = memory.at(-1)?.rss ?? 0;
  return [
    `- Acknowledged at 50 a second: median ${at(acks, 0.5)} ms, p99 ${at(acks, 0.99)} ms (under 50)`,
    `- Heap after collection, at each fifth of ${many} commands: ${memory.map(({ heap }) => mega(heap)).join(", ")} MiB`,
    `- RSS after them: ${(rss / 1e6).toFixed(0)} MB, ${mega(rss)} MiB (under 200)`,
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}
