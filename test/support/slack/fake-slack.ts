import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { WebSocket } from "ws";
import { WebSocketServer } from "ws";
import { validateMessage, validateText } from "../../../adapters/slack/validate.ts";
import { validateView } from "../../../adapters/slack/validate-view.ts";

type Fields = Record<string, unknown>;

/** One call that reached the fake Slack. */
export interface Recorded {
  /** The method of the Web API, or "response" for what was posted to a response_url. */
  readonly method: string;
  readonly token: string;
  readonly args: Fields;
  readonly at: number;
  /** What the Web API answered, once it did. */
  answer?: Fields;
}

/** What to do in place of answering as Slack would. */
export type Trouble =
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "held"; readonly until: Promise<void> }
  | { readonly kind: "limited"; readonly after: number }
  | { readonly kind: "status"; readonly status: number; readonly body?: string }
  | { readonly kind: "error"; readonly word: string }
  | { readonly kind: "html" }
  | { readonly kind: "reset" };

/** An installation: its token, and what auth.test says of it. */
export interface Installation {
  readonly token: string;
  readonly team: string;
  readonly bot: string;
  /** The rights of the app, parted by commas; those of the manifest by default. */
  readonly scopes?: string;
  readonly enterprise?: string;
}

/** A Slack on this machine: the Web API with the project's own validator, response_urls, and Socket Mode. */
export interface FakeSlack {
  readonly url: string;
  readonly apiUrl: string;
  readonly calls: Recorded[];
  /** Decides on trouble for each call; undefined answers as Slack would. */
  trouble: (call: Recorded) => Trouble | undefined;
  /** Channels that another organisation reads too. */
  readonly sharedChannels: Set<string>;
  /** Channels of which it was asked whether another organisation reads them. */
  readonly lookups: string[];
  /** Methods whose newer blocks are refused as by an older Slack. */
  refusesNewer: boolean;
  /** The people whom a message may mention: nobody, unless a test says so. */
  readonly mayCall: Set<string>;
  /** The app as its owner would export it. */
  manifest: unknown;
  /** Channels that the bot cannot see. */
  readonly hidden: Set<string>;
  responseUrl(): string;
  /** Waits for calls that fit, past those that were there before. */
  wait(fits: (call: Recorded) => boolean, count?: number): Promise<Recorded[]>;
  readonly sockets: Set<WebSocket>;
  /** Sends an envelope to one of the connections; the envelope's id. */
  push(type: string, payload: unknown, socket?: WebSocket): string;
  readonly acks: Map<string, unknown>;
  /** Says that a connection will end, and goes on to send over it; ends it when there are enough others, or never. */
  renew(socket: WebSocket, ends: "replaced" | "never"): void;
  stop(): Promise<void>;
}

const INSTALLED: Installation = { token: "xoxb-home-0001", team: "T0NACHT01", bot: "U0VANGNET" };

export { INSTALLED };

/** Starts it on a free port of the loopback. */
export async function startFakeSlack(installations: readonly Installation[] = [INSTALLED], port = 0): Promise<FakeSlack> {
  const calls: Recorded[] = [];
  const waiting = new Set<() => void>();
  const connections = new Set<Socket>();
  const sockets = new Set<WebSocket>();
  const acks = new Map<string, unknown>();
  let messages = 0;
  let urls = 0;
  let envelopes = 0;

  const server: Server = createServer(async (request, response) => {
    const call = await read(request);
    if (call.method === "conversations.info") fake.lookups.push(String(call.args["channel"]));
    else calls.push(call);
    for (const wake of [...waiting]) wake();
    const trouble = fake.trouble(call);
    if (trouble?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, trouble.ms));
    else if (trouble?.kind === "held") await trouble.until;
    else if (trouble !== undefined) return misbehave(trouble, request, response);
    answer(call, response);
  });
  const web = new WebSocketServer({ server });
  web.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data));
      acks.set(id, payload);
      for (const wake of [...waiting]) wake();
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: sockets.size }));
  });
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answer(call: Recorded, response: ServerResponse): void {
    const { method, token, args } = call;
    if (method === "response") {
      const wrong = checkMessage(args);
      response.writeHead(wrong === undefined ? 200 : 400, { "content-type": "text/plain" });
      response.end(wrong === undefined ? "ok" : "invalid_blocks");
      return;
    }
    call.answer = result(method, token, args);
    json(response, call.answer, installations.find((one) => one.token === token)?.scopes);
  }

  function result(method: string, token: string, args: Fields): Fields {
    if (method === "apps.connections.open")
      return token.startsWith("xapp-") ? { ok: true, url: url.replace("http", "ws") } : { ok: false, error: "invalid_auth" };
    if (method === "apps.manifest.export") return token.startsWith("xoxe.") ? { ok: true, manifest: fake.manifest } : NOT_ALLOWED;
    const installed = installations.find((one) => one.token === token);
    if (installed === undefined) return { ok: false, error: "invalid_auth" };
    switch (method) {
      case "auth.test":
        return {
          ...{ ok: true, team_id: installed.team, user_id: installed.bot, bot_id: "B0VANGNET", team: "nachtdienst", url },
          ...(installed.enterprise === undefined ? {} : { enterprise_id: installed.enterprise }),
        };
      case "conversations.info": {
        const id = String(args["channel"]);
        if (fake.hidden.has(id)) return { ok: false, error: "channel_not_found" };
        return id.startsWith("C")
          ? { ok: true, channel: { id, is_ext_shared: fake.sharedChannels.has(id) } }
          : { ok: false, error: "missing_scope" };
      }
      case "chat.postMessage":
      case "chat.postEphemeral":
      case "chat.update": {
        const wrong = checkMessage(args);
        if (wrong !== undefined) return { ok: false, error: "invalid_blocks", response_metadata: { messages: [wrong] } };
        messages += 1;
        const channel = String(args["channel"]);
        return {
          ok: true,
          channel: /^[UW]/.test(channel) ? `D${channel.slice(1)}` : channel,
          ts: args["ts"] ?? `1795320000.${String(messages).padStart(6, "0")}`,
        };
      }
      // Nobody's message has this time: a channel that is there says that it is not.
      case "chat.getPermalink":
        return { ok: false, error: fake.hidden.has(String(args["channel"])) ? "channel_not_found" : "message_not_found" };
      case "views.open":
      case "views.update":
      case "views.publish": {
        const [wrong] = validateView(args["view"]);
        return wrong === undefined
          ? { ok: true, view: { id: "V1" } }
          : { ok: false, error: "invalid_arguments", response_metadata: { messages: [wrong] } };
      }
      default:
        return { ok: false, error: "unknown_method" };
    }
  }

  /** A text without blocks is checked as strictly as one with: it could be read as a mention or a link. */
  function checkMessage({ text, blocks }: Fields): string | undefined {
    const isBare = !Array.isArray(blocks) || blocks.length === 0;
    const mentioned = isBare ? String(text).matchAll(/<@(\w+)>/g) : JSON.stringify(blocks).matchAll(/"user_id":"(\w+)"/g);
    const [mention] = [...mentioned].map(([, id = ""]) => id).filter((id) => fake.mayCall.has(id));
    const calling = mention === undefined ? {} : { mention };
    return (isBare ? validateText(String(text), calling) : validateMessage({ text, blocks }, { newer: !fake.refusesNewer, ...calling }))[0];
  }

  const fake: FakeSlack = {
    ...{ url, apiUrl: `${url}/api/`, calls, sockets, acks },
    trouble: () => undefined,
    refusesNewer: false,
    sharedChannels: new Set(),
    lookups: [],
    mayCall: new Set(),
    manifest: undefined,
    hidden: new Set(),
    responseUrl: () => {
      urls += 1;
      return `${url}/response/${urls}`;
    },
    wait: async (fits, count = 1) => {
      for (;;) {
        const found = calls.filter(fits);
        if (found.length >= count) return found;
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    push: (type, payload, socket = [...sockets][envelopes % Math.max(1, sockets.size)]) => {
      envelopes += 1;
      const id = `envelope-${envelopes}`;
      socket?.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== "events_api" }));
      return id;
    },
    renew: (socket, ends) => {
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: { host: "applink-1" } }));
      if (ends === "never") return;
      const end = () => {
        if (sockets.size <= 2) return;
        web.off("connection", end);
        sockets.delete(socket);
        socket.close(1000);
      };
      web.on("connection", end);
    },
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      web.close();
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return fake;
}

const NOT_ALLOWED = { ok: false, error: "not_allowed_token_type" };
/** What a home installation was given. */
const GRANTED = "commands,chat:write,app_mentions:read,im:history,channels:read";

function json(response: ServerResponse, value: unknown, scopes: string = GRANTED): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "x-oauth-scopes": scopes });
  response.end(JSON.stringify(value));
}

function misbehave(trouble: Exclude<Trouble, { kind: "slow" | "held" }>, request: IncomingMessage, response: ServerResponse): void {
  switch (trouble.kind) {
    case "limited":
      response.writeHead(429, { "retry-after": String(trouble.after) });
      response.end();
      break;
    case "status":
      response.writeHead(trouble.status);
      response.end(trouble.body ?? "");
      break;
    case "error":
      if (request.url?.startsWith("/response/")) {
        response.writeHead(404);
        response.end(trouble.word);
      } else json(response, { ok: false, error: trouble.word });
      break;
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><body>We are working on it</body></html>");
      break;
    case "reset":
      request.socket.destroy();
      break;
  }
}

async function read(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const path = request.url ?? "";
  return {
    method: path.startsWith("/api/") ? path.slice(5) : "response",
    token: (request.headers.authorization ?? "").replace("Bearer ", ""),
    args: isForm
      ? Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, decoded(value)]))
      : JSON.parse(text || "{}"),
    at: performance.now(),
  };
}

function decoded(value: string): unknown {
  if (value === "true" || value === "false") return value === "true";
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}
