import { Agent, request } from "node:http";
import { expect, it } from "vitest";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { bearer } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

const REQUESTS = 10_000;
const AT_ONCE = 32;

/** Chance that is the same each time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, "", "x", "\u0000", "\u202E", [], {}, [[]], { type: null }],
  ...[{ __proto__: 1 }, "../../etc/passwd", "a".repeat(5000), "https://evil.example/", "💥", -0, "constructor"],
];

/** An event with a few of its fields at any depth made odd, left out, or doubled. */
function spoiled(value: unknown, chance: (below: number) => number): unknown {
  if (chance(12) === 0) return ODD[chance(ODD.length)];
  if (Array.isArray(value)) return value.flatMap((one) => (chance(10) === 0 ? [] : [spoiled(one, chance)]));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) =>
      chance(14) === 0 ? [] : [[chance(30) === 0 ? "__proto__" : name, spoiled(child, chance)]],
    ),
  );
}

it("lets 10,000 spoiled bodies without a good token do nothing: nothing sent, nothing said, and it goes on", async () => {
  const { bot } = await testBot();
  const whole = await startTeamsBot(bot);
  const events = await Promise.all(
    ["personal-chat-en", "channel-mention", "action-execute", "conversation-update"].map((name) => fixture(name)),
  );
  const forged = ([{ signedBy: "stranger" }, { header: { alg: "none" }, signedBy: "nobody" }, { claims: { exp: undefined } }] as const).map(
    (one) => bearer(whole.teams.serviceUrl, one),
  );
  const headers = ["", "Bearer", "Bearer a.b.c", "Bearer ..", "Basic eDp5", "bearer x", `Bearer ${"x".repeat(3000)}.y.z`, ...forged];
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = new Map<number, number>();
  const texts = new Set<string>();

  const send = (body: string, authorization: string) =>
    new Promise<void>((resolve, reject) => {
      const sent = request(
        whole.url,
        { method: "POST", agent, headers: { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) } },
        (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on("end", () => {
            statuses.set(response.statusCode ?? 0, (statuses.get(response.statusCode ?? 0) ?? 0) + 1);
            if (text !== "") texts.add(text);
            resolve();
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  const worker = async (first: number) => {
    for (let index = first; index < REQUESTS; index += AT_ONCE) {
      const chance = seeded(index + 1);
      const event = spoiled({ ...events[index % events.length], serviceUrl: whole.teams.serviceUrl }, chance);
      const text = JSON.stringify(event) ?? "undefined";
      const body = chance(10) === 0 ? text.slice(0, chance(text.length + 1)) : text;
      await send(body, headers[chance(headers.length)] ?? "");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => worker(index)));
  agent.destroy();

  expect([...statuses.values()].reduce((sum, one) => sum + one, 0)).toBe(REQUESTS);
  expect([...statuses.keys()].filter((status) => status !== 401 && status !== 400)).toEqual([]);
  expect([...texts]).toEqual([]);
  expect(whole.teams.sent).toEqual([]);
  expect(whole.lines).toEqual([]);
  // And it still answers who may ask.
  expect((await whole.say(await fixture("personal-chat-en"))).sent.length).toBe(1);
  await whole.close();
}, 120_000);
