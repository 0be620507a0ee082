/**
 * The servers that stand beside the bot in the benchmark, each a process of its own: `plain`, a node:http server that checks the signature and
 * posts a fixed body, and `bolt`, Bolt as it comes doing the same. `handle` is no server: it answers the same questions in process.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readBotSettings } from "../../../adapters/bot-settings.ts";
import { readEnvironment } from "../../../adapters/environment.ts";
import { decodeSlack } from "../../../adapters/slack/decode.ts";
import { startStore } from "../../../adapters/store/start-store.ts";
import { buildBot } from "../../../adapters/terminal/build-bot.ts";
import { commandOf } from "./commands.ts";
import { ANSWER } from "./probe-line.ts";

const secret = process.env["SLACK_SIGNING_SECRET"] ?? "";
/** A card as it is sent, always the same. */
const card = JSON.parse(readFileSync(join(import.meta.dirname, "../../golden/slack/answer.en.json"), "utf8"));
const FIXED = { response_type: "ephemeral", ...card };

function plain(): void {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 50 });
  const body = JSON.stringify(FIXED);
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const stamp = String(request.headers["x-slack-request-timestamp"]);
      const wanted = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${stamp}:${text}`).digest("hex")}`);
      const given = Buffer.from(String(request.headers["x-slack-signature"]));
      const isRight = wanted.length === given.length && timingSafeEqual(wanted, given) && Math.abs(Date.now() / 1000 - Number(stamp)) < 300;
      response.writeHead(isRight ? 200 : 401).end();
      if (!isRight) return;
      const url = new URLSearchParams(text).get("response_url") ?? "";
      const post = http.request(url, {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      });
      post.on("response", (answer) => answer.resume());
      post.on("error", () => {});
      post.end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}/\n`));
}

async function bolt(): Promise<void> {
  const { App, HTTPReceiver }: typeof import("@slack/bolt") = createRequire(import.meta.url)("@slack/bolt");
  const receiver = new HTTPReceiver({ signingSecret: secret });
  const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-bench", botId: "B1", botUserId: "U1" }) });
  app.command("/mabs", async ({ ack, respond }) => {
    await ack();
    await respond(FIXED as never);
  });
  const server = await app.start({ port: 0, host: "127.0.0.1" } as never);
  process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}/\n`);
}

async function handle(): Promise<void> {
  const environment = readEnvironment(process.env);
  const store = startStore(environment, () => {});
  const [bot] = await Promise.all([buildBot({ ...(await readBotSettings(environment)), store }), store.opened()]);
  process.stdout.write("ready\n");
  createInterface({ input: process.stdin }).on("line", async (wish) => {
    if (!wish.startsWith("{")) return;
    const { from, count } = JSON.parse(wish) as { readonly from: number; readonly count: number };
    const turns = Array.from({ length: count }, (_value, index) => decodeSlack(commandOf(from + index, ""), { userId: "U0VANGNET" }));
    const ask = async (lane: number) => {
      for (let index = lane; index < count; index += LANES) {
        const turn = turns[index];
        if (turn !== undefined) await bot.handle(turn);
      }
    };
    const { user, system } = process.cpuUsage();
    await Promise.all(Array.from({ length: LANES }, (_value, lane) => ask(lane)));
    const used = process.cpuUsage({ user, system });
    process.stdout.write(`${ANSWER}${JSON.stringify({ done: used.user + used.system })}\n`);
  });
}

/** As many as the load generator keeps open. */
const LANES = 8;

const KINDS: Readonly<Record<string, () => void | Promise<void>>> = { plain, bolt, handle };
await KINDS[process.argv[2] ?? ""]?.();
