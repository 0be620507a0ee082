import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { start as startProgram } from "../support/run.ts";
import type { FakeSlack } from "../support/slack/fake-slack.ts";
import { INSTALLED, startFakeSlack } from "../support/slack/fake-slack.ts";
import { SIGNING_SECRET } from "../support/slack/signed.ts";
import type { Microsoft } from "../support/teams/microsoft.ts";
import { startMicrosoft } from "../support/teams/microsoft.ts";
import { APP_ID, TENANT } from "../support/teams/tokens.ts";
import { describeRun, table, writeSection } from "./report.ts";

const ROUNDS = 5;
const LOOK_EVERY = 10;
const LONGEST_START = 60_000;
/** What is only for the page comes once the bot is ready; memory is read after that. */
const SETTLE = 3000;

/** Tells, at a signal and at the end of the process, its memory and which of the large libraries it has loaded. */
const PROBE = `
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const { cache } = createRequire("file:///probe.js");
const tell = () => {
  const files = Object.keys(cache);
  const loads = ["botbuilder", "@slack/bolt"].filter((name) => files.some((file) => file.includes("/node_modules/" + name + "/")));
  const rss = process.memoryUsage.rss(), most = process.resourceUsage().maxRSS * 1024;
  writeFileSync(process.env.PROBE_FILE, JSON.stringify({ rss, most, loads }));
};
process.on("SIGUSR2", tell);
process.on("exit", tell);
`;

interface Probed {
  readonly rss: number;
  /** The most that it had. */
  readonly most: number;
  readonly loads: readonly string[];
}

interface Measured extends Probed {
  /** Milliseconds until /healthz is 200; of the shell until its end. */
  readonly ready: number;
  /** Milliseconds until the port answers at all. */
  readonly listens?: number;
}

/** Measures a start of the program as it is: time until it is ready, memory, and which libraries it loads. */
export async function start(): Promise<void> {
  const [slack, microsoft] = await Promise.all([startFakeSlack(), startMicrosoft()]);
  const subjects = subjectsOf(slack, microsoft);
  const measured = new Map<string, Measured[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < subjects.length; turn += 1) {
      const { name, measure } = subjects[(round + turn) % subjects.length] as (typeof subjects)[number];
      const one = await measure();
      measured.get(name)?.push(one);
      process.stderr.write(`round ${round + 1}, ${name}: ${one.ready.toFixed(0)} ms, ${megabytes(one.rss)}\n`);
    }
  }
  await Promise.all([slack.stop(), microsoft.close()]);
  const report = reportOf(measured);
  process.stdout.write(`${report}\n`);
  await writeSection("start", report);
}

function subjectsOf(
  slack: FakeSlack,
  microsoft: Microsoft,
): readonly { readonly name: string; readonly measure: () => Promise<Measured> }[] {
  const inSlack = { SLACK_API_URL: slack.apiUrl, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: INSTALLED.token };
  const inTeams = { ...microsoft.env, TEAMS_APP_ID: APP_ID, TEAMS_TENANT_ID: TENANT, TEAMS_APP_PASSWORD: "only-for-the-bench" };
  return [
    { name: "page only", measure: () => measureBot({}) },
    { name: "Slack only", measure: () => measureBot(inSlack) },
    { name: "Teams only", measure: () => measureBot(inTeams) },
    { name: "Slack and Teams", measure: () => measureBot({ ...inSlack, ...inTeams }) },
    { name: "shell, one question", measure: measureShell },
  ];
}

async function measureBot(more: Readonly<Record<string, string>>): Promise<Measured> {
  const port = await freePort();
  return inFolder(async (folder, probed) => {
    const begun = performance.now();
    const child = startProgram(["--small", "adapters/main.ts"], {
      env: { ...probeIn(folder), PORT: String(port), DATA_DIR: join(folder, "data"), ...more },
    });
    let listens: number | undefined;
    for (;;) {
      const status = await fetch(`http://127.0.0.1:${port}/healthz`).then(
        (response) => response.status,
        () => undefined,
      );
      const passed = performance.now() - begun;
      if (status !== undefined) listens ??= passed;
      if (status === 200) break;
      if (passed > LONGEST_START || child.exitCode !== null) throw new Error("the program was never ready");
      await wait(LOOK_EVERY);
    }
    const ready = performance.now() - begun;
    await wait(SETTLE);
    const seen = await probed(() => child.kill("SIGUSR2"));
    await ended(child);
    return { ...seen, ready, ...(listens === undefined ? {} : { listens }) };
  });
}

async function measureShell(): Promise<Measured> {
  return inFolder(async (folder, probed) => {
    const begun = performance.now();
    const child = startProgram(["adapters/terminal/ask.ts", "ID: 100050"], { env: { ...probeIn(folder), DATA_DIR: join(folder, "data") } });
    await once(child, "exit");
    const ready = performance.now() - begun;
    return { ...(await probed(() => {})), ready };
  });
}

function probeIn(folder: string): Readonly<Record<string, string>> {
  return { PROBE_FILE: join(folder, "probe.json"), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PROBE)}` };
}

async function inFolder(
  measure: (folder: string, probed: (ask: () => unknown) => Promise<Probed>) => Promise<Measured>,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "vangnet-start-"));
  const file = join(folder, "probe.json");
  try {
    return await measure(folder, async (ask) => {
      ask();
      for (;;) {
        if (existsSync(file)) {
          const text = readFileSync(file, "utf8");
          if (text.endsWith("}")) return JSON.parse(text) as Probed;
        }
        await wait(LOOK_EVERY);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function reportOf(measured: ReadonlyMap<string, readonly Measured[]>): string {
  const rows = [...measured].map(([name, all]) => {
    const times = all.map(({ ready }) => ready);
    const listens = all.flatMap((one) => one.listens ?? []);
    return [
      name,
      listens.length === 0 ? "–" : seconds(middle(listens)),
      `${seconds(middle(times))} (${seconds(Math.min(...times))}–${seconds(Math.max(...times))})`,
      megabytes(middle(all.map(({ rss }) => rss))),
      megabytes(middle(all.map(({ most }) => most))),
      [...new Set(all.flatMap(({ loads }) => loads))].join(", ") || "neither",
    ];
  });
  return `## A start

${describeRun(["botbuilder", "@slack/bolt"])}

\`npm run bench -- start\`. The program as it is, through the launcher, with Slack and the addresses of Microsoft on the same machine; ${ROUNDS} rounds by turns, the middle one (and the least and most). Ready: \`/healthz\` answers 200, with the keys and a token of Microsoft there. Memory ${SETTLE / 1000} seconds after that.

${table(["what is set up", "the port answers", "ready", "memory", "at most", "loads"], rows)}`;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
