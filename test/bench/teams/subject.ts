/**
 * One bot to measure, in a process of its own: `subject.ts echo|wire|drawing|whole ORIGIN`, with the service of Teams at ORIGIN.
 *
 * `echo` is a bare bot on botbuilder that sends a card it has, `wire` is our adapter with the same card and no search behind it,
 * `drawing` is the same with the card drawn and checked for each message, `whole` is the bot.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Activity, TurnContext } from "botbuilder";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import type { Bot, Reply } from "#core";
import { createServer as createOurServer } from "../../../adapters/http/server.ts";
import { createTeamsAdapter } from "../../../adapters/teams/adapter.ts";
import { CLOCK } from "../../../adapters/teams/clock.ts";
import { renderCard } from "../../../adapters/teams/render.ts";
import { createTeamsRoute } from "../../../adapters/teams/route.ts";
import { buildBot } from "../../../adapters/terminal/build-bot.ts";
import { endpointsOf, fixedCredentials } from "../../support/teams/teams-bot.ts";
import { APP_ID, TENANT } from "../../support/teams/tokens.ts";

const [kind = "", origin = ""] = process.argv.slice(2);
const bot = await buildBot();
const answer = bot.lookUp.answer("ID: 100050", "en");

const usage = () => {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, rss: process.memoryUsage.rss() };
};
const replies = { wire: () => answer, drawing: () => ({ ...answer }) } as const;
const port =
  kind === "echo" ? await startEcho(answer) : await startOurs(kind === "wire" || kind === "drawing" ? replying(bot, replies[kind]) : bot);
process.stdout.write(`${JSON.stringify({ port })}\n`);

/** The bot without its search: always the same reply. */
function replying(whole: Bot, reply: () => Reply): Bot {
  return { ...whole, handle: async () => [{ reply: reply(), to: { kind: "here" } }], reach: async () => {}, delivered: async () => {} };
}

async function startOurs(with_: Bot): Promise<number> {
  const settings = {
    ...{ appId: APP_ID, tenants: [TENANT], serviceOrigins: [origin], hearsChannels: false },
    login: { kind: "secret", tenant: TENANT, secret: "only-for-the-bench" },
  } as const;
  const adapter = createTeamsAdapter({
    ...{ bot: Promise.resolve(with_), settings, clock: CLOCK, log: () => {} },
    ...{ endpoints: endpointsOf(origin), credentials: fixedCredentials() },
  });
  await adapter.start();
  const server = createOurServer({
    host: "127.0.0.1",
    port: 0,
    routes: [
      createTeamsRoute(Promise.resolve(adapter), { ...settings, asksToken: true }),
      { method: "GET", path: "/usage", limit: 0, handle: () => ({ status: 200, body: JSON.stringify(usage()) }) },
    ],
  });
  await server.start();
  return server.port();
}

/** What one writes by the book: the same authentication, the same card. */
async function startEcho(reply: Reply): Promise<number> {
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({ MicrosoftAppId: APP_ID, ...endpointsOf(origin) }, fixedCredentials()),
  );
  const card = renderCard(reply);
  const logic = async (context: TurnContext) => {
    if (context.activity.type !== "message") return;
    await context.sendActivity({
      attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
    } as Partial<Activity>);
  };
  const server = createServer({ keepAliveTimeout: 65_000 }, async (request, response) => {
    if (request.method === "GET") return response.end(JSON.stringify(usage()));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
    return adapter.process(Object.assign(request, { body }) as never, shim(request, response), logic);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function shim(request: IncomingMessage, response: ServerResponse): never {
  return {
    socket: request.socket,
    status: (code: number) => {
      response.statusCode = code;
    },
    header: (name: string, value: string) => response.setHeader(name, value),
    send: (value: unknown) => response.write(typeof value === "string" ? value : JSON.stringify(value)),
    end: () => response.end(),
  } as never;
}
