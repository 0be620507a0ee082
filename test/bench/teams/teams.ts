import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { linesOf } from "../../../adapters/lines-of.ts";
import type { FakeTeams } from "../../support/teams/fake-teams.ts";
import { startFakeTeams } from "../../support/teams/fake-teams.ts";
import { fixture } from "../../support/teams/teams-bot.ts";
import { bearer } from "../../support/teams/tokens.ts";
import { describeRun, writeSection } from "../report.ts";

const ROOT = join(import.meta.dirname, "../../..");
const ROUNDS = 7;
const PER_ROUND = 1500;
const WARM_UP = 1500;
const AT_ONCE = 8;
const LONG_RUN = 70_000;
const CONVERSATIONS = 500;
/** More than our adapter remembers. */
const MOST_TOKENS = 300;

interface Subject {
  readonly name: string;
  /** Sends so many messages and waits until each is answered in Teams; CPU in microseconds a message, and the memory afterwards. */
  run(count: number, hasOwnTokens?: boolean): Promise<{ readonly cpu: number; readonly rss: number }>;
  stop(): void;
}

/** Measures what a message costs in Teams: beside a bare bot on botbuilder, and in memory over a long run. */
export async function teams(): Promise<void> {
  const service = await startFakeTeams();
  const [echo, wire, drawing] = [
    await startSubject("echo", service),
    await startSubject("wire", service),
    await startSubject("drawing", service),
  ];
  const subjects = [echo, wire, drawing];
  process.once("exit", () => {
    for (const subject of subjects) subject.stop();
  });
  for (const subject of subjects) await subject.run(WARM_UP);
  const rounds: Readonly<Record<string, number>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const costs: Record<string, number> = {};
    for (let turn = 0; turn < subjects.length; turn += 1) {
      const subject = subjects[(round + turn) % subjects.length] as Subject;
      costs[subject.name] = (await subject.run(PER_ROUND)).cpu;
    }
    costs["ownTokens"] = (await wire.run(PER_ROUND, true)).cpu;
    rounds.push(costs);
    process.stderr.write(`round ${round + 1}: ${subjects.map(({ name }) => `${name} ${Math.round(costs[name] ?? 0)} us`).join(", ")}\n`);
  }
  for (const subject of subjects) subject.stop();
  const whole = await startSubject("whole", service);
  const long = await whole.run(LONG_RUN);
  whole.stop();
  await service.close();

  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const cost = (name: string) => `${Math.round(middle(rounds.map((one) => one[name] ?? 0)))} µs`;
  const ratio = (name: string) => middle(rounds.map((one) => (one[name] ?? 0) / (one["echo"] ?? 1))).toFixed(2);
  const text = `## Teams

${describeRun(["botbuilder"])}

\`npm run bench -- teams\`. One bot a process, a service of Teams on the same machine, authentication on, the same card and token, the memory flags of \`npm start\`; ${ROUNDS} rounds of ${PER_ROUND} messages by turns, ${AT_ONCE} at once. CPU of the bot's process a message.

| | CPU a message | middle of the ratios |
| --- | --- | --- |
| a bare echo bot on botbuilder, sending a card that it has | ${cost("echo")} | 1 |
| our adapter, sending the same card | ${cost("wire")} | ${ratio("wire")} |
| the same, each message with a token of its own | ${cost("ownTokens")} | ${ratio("ownTokens")} |
| one token, drawing and checking the card for each message | ${cost("drawing")} | ${ratio("drawing")} |

The whole bot through the launcher: ${Math.round(long.rss / 1e6)} MB (${Math.round(long.rss / 2 ** 20)} MiB) after ${LONG_RUN} questions, ${Math.round(long.cpu)} µs each.
`;
  process.stdout.write(text);
  await writeSection("teams", text);
}

async function startSubject(name: string, service: FakeTeams): Promise<Subject> {
  const child = spawn(process.execPath, ["node24.mjs", "--small", "test/bench/teams/subject.ts", name, service.origin], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { value: line } = await linesOf(child.stdout).next();
  const { port } = JSON.parse(String(line)) as { port: number };
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const event = await fixture("personal-chat-en");
  const tokens = Array.from({ length: MOST_TOKENS }, (_, index) => bearer(service.serviceUrl, { claims: { jti: String(index) } }));
  let sent = 0;

  const call = (method: string, path: string, body?: string, authorization = tokens[0]) =>
    new Promise<string>((resolve, reject) => {
      const one = request(
        {
          port,
          host: "127.0.0.1",
          method,
          path,
          agent,
          headers: { authorization: authorization ?? "", "content-type": "application/json" },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on("end", () =>
            response.statusCode === 200 ? resolve(text) : reject(new Error(`${name}: ${response.statusCode} ${text}`)),
          );
        },
      );
      one.on("error", reject);
      one.end(body);
    });
  const usage = async () => JSON.parse(await call("GET", "/usage")) as { cpu: number; rss: number };

  return {
    name,
    run: async (count, hasOwnTokens = false) => {
      const before = await usage();
      service.sent.length = 0;
      let left = count;
      let answered = 0;
      const worker = async () => {
        while (left > 0) {
          left -= 1;
          sent += 1;
          const conversation = { ...(event["conversation"] as object), id: `a:bench-${sent % CONVERSATIONS}` };
          await call(
            "POST",
            "/api/messages",
            JSON.stringify({ ...event, id: `bench-${sent}`, serviceUrl: service.serviceUrl, conversation, text: "ID: 100050" }),
            hasOwnTokens ? tokens[sent % MOST_TOKENS] : tokens[0],
          );
          if (service.sent.length > 1000) answered += service.sent.splice(0).length;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      while (answered < count) {
        answered += service.sent.splice(0).length;
        if (answered < count) await service.made(1);
      }
      const after = await usage();
      return { cpu: (after.cpu - before.cpu) / count, rss: after.rss };
    },
    stop: () => {
      agent.destroy();
      child.kill();
    },
  };
}
