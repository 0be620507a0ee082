import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { BotError } from "#core";
import { readBody } from "./read-body.ts";
import type { RefusalWord } from "./refusal.ts";
import { refuse, shortId } from "./refusal.ts";
import type { Answer, Route } from "./route.ts";
import { jsonAnswer } from "./route.ts";

/** Not imported: the names of an import wake every part of node:http, its WebSocket client too, and that takes longer than all of our own files. */
const { createServer: createNodeServer } = process.getBuiltinModule("node:http");

/** What the server is to be. */
export interface ServerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The address under which others reach the server, where there is one. */
  readonly publicUrl?: string | undefined;
  /** Needed where others than this machine can reach the server. */
  readonly token?: string | undefined;
  readonly routes: readonly Route[];
  /** Whether what the routes need is there; until then /healthz says that the bot is starting. */
  readonly isReady?: () => boolean;
  /** Where failures are written, with the id that the sender got. */
  readonly log?: (line: string) => void;
  readonly limits?: Partial<ServerLimits>;
}

/** How long things may take, in milliseconds. */
export interface ServerLimits {
  readonly headers: number;
  readonly request: number;
  /** How long open requests may finish once the server stops. */
  readonly drain: number;
}

/** The one server of the bot. */
export interface Server {
  /** Listens; refuses with a sentence for a port that is taken. */
  start(): Promise<void>;
  /** Takes no more, lets open requests finish for a moment, and closes. */
  stop(): Promise<void>;
  /** The port it listens on. */
  port(): number;
}

const LIMITS: ServerLimits = { headers: 10_000, request: 15_000, drain: 1000 };
const HEADER_BYTES = 16_384;
/** Longer than a load balancer keeps a connection, so that it is never the server who closes first. */
const KEEP_ALIVE_MS = 65_000;

/** Builds the server over the routes of all adapters; /healthz is its own. */
export function createServer(options: ServerOptions): Server {
  const { host, port, routes, isReady = () => true, log = () => {} } = options;
  refuseOpenWithoutToken(options);
  const limits = { ...LIMITS, ...options.limits };
  const table = tableOf([...routes, healthRoute(isReady)]);
  let stopping = false;

  const server = createNodeServer({
    headersTimeout: limits.headers,
    requestTimeout: Math.max(limits.request, limits.headers),
    connectionsCheckingInterval: Math.min(limits.headers, 5000) / 2,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: HEADER_BYTES,
  });
  server.on("request", async (request, response) => {
    try {
      const answer = await answerTo(table, request, response);
      if (answer !== undefined) send(request, response, answer, stopping);
    } catch (error) {
      const id = shortId();
      log(`${id} ${request.method} ${pathOf(request)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (response.headersSent) response.destroy();
      else send(request, response, refuse("failed", "The bot failed on this request. Nothing was changed; try again.", id), true);
    }
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => refuseSocket(error.code, socket));

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once("error", (error) => reject(explain(error, host, port)));
        server.listen(port, host, resolve);
      }),
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        const late = setTimeout(() => server.closeAllConnections(), limits.drain);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
    port: () => (server.address() as AddressInfo | null)?.port ?? port,
  };
}

function healthRoute(isReady: () => boolean): Route {
  return {
    method: "GET",
    path: "/healthz",
    limit: 0,
    handle: () => (isReady() ? jsonAnswer(200, { status: "ok" }) : jsonAnswer(503, { status: "starting" })),
  };
}

/** A proxy on this machine opens the bot to others as much as a HOST of its own does. */
function refuseOpenWithoutToken({ host, publicUrl, token }: ServerOptions): void {
  if (token) return;
  const open = (fact: string, remedy: string) =>
    new BotError(
      "ENVIRONMENT_INVALID",
      `${fact}, so others than this machine can reach the bot: set PAGE_TOKEN to a secret of at least 16 characters, or ${remedy}.`,
    );
  if (!isLoopback(host)) throw open(`HOST is ${host}`, "HOST to 127.0.0.1");
  const name = publicUrl === undefined ? "localhost" : new URL(publicUrl).hostname;
  if (!isLoopback(name)) throw open(`PUBLIC_URL names ${name}`, "leave PUBLIC_URL out");
}

/** Whether only this machine can reach a server on that host; an IPv6 address may stand in brackets, as in a web address. */
export function isLoopback(host: string): boolean {
  if (host === "[::1]") return true;
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

type Table = ReadonlyMap<string, ReadonlyMap<string, Route>>;

function tableOf(routes: readonly Route[]): Table {
  const table = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = table.get(route.path) ?? new Map<string, Route>();
    if (methods.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    table.set(route.path, methods.set(route.method, route));
  }
  return table;
}

async function answerTo(table: Table, request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
  const methods = table.get(pathOf(request));
  if (methods === undefined) return refuse("not-found", "There is nothing at this address.");
  for (const { admit } of methods.values()) {
    const refused = admit?.(request);
    if (refused) return refused;
  }
  const route = methods.get(request.method === "HEAD" ? "GET" : (request.method ?? ""));
  if (route === undefined) {
    const allow = [...methods.keys()].join(", ");
    const refused = refuse("wrong-method", `This address takes ${allow} only.`);
    return { ...refused, headers: { ...refused.headers, allow } };
  }
  const body = await readBody(request, route.limit);
  if (body === "broken-off") return undefined;
  if (body === "too-large") return refuse("too-large", `This address takes at most ${route.limit} bytes.`);
  return route.handle({ request, response, body });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

/**
 * An unread body must not be taken for the next request, so its connection ends with the answer.
 *
 * A text is handed on as it is: with bytes Node would send the headers by themselves, and two writes cost twice one.
 */
function send(request: IncomingMessage, response: ServerResponse, { status, headers, body = "" }: Answer, last: boolean): void {
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const ends = last || !request.complete;
  response.writeHead(status, {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...headers,
    ...(status === 304 ? {} : { "content-length": length }),
    ...(ends ? { connection: "close" } : {}),
  });
  if (!request.complete) response.once("finish", () => request.complete || discardRest(request));
  response.end(request.method === "HEAD" || length === 0 ? undefined : body);
}

/** Reads on for a moment, so that a sender who is still sending sees the answer and no broken connection. */
function discardRest(request: IncomingMessage): void {
  request.on("error", () => {});
  request.resume();
  setTimeout(() => request.destroy(), 500).unref();
}

/** What cannot be read as a request is answered on the bare connection. */
function refuseSocket(code: string | undefined, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [line, word, message] =
    UNREADABLE.get(code ?? "") ?? (["400 Bad Request", "bad-request", "This is no request that can be read."] as const);
  const body = String(refuse(word, message).body ?? "");
  socket.end(
    `HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const UNREADABLE: ReadonlyMap<string, readonly [line: string, word: RefusalWord, message: string]> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", ["408 Request Timeout", "too-slow", "The request took too long to arrive."]],
  ["HPE_HEADER_OVERFLOW", ["431 Request Header Fields Too Large", "headers-too-large", `Headers take at most ${HEADER_BYTES} bytes.`]],
]);

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const say = (message: string) => new BotError("ENVIRONMENT_INVALID", message, { cause: error });
  switch (error.code) {
    case "EADDRINUSE":
      return say(`Port ${port} on ${host} is taken by another program: stop that one, or set PORT to another number.`);
    case "EACCES":
      return say(`Port ${port} may not be used by this account: set PORT to a number above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return say(`HOST is ${host}, which is no address of this machine: set HOST to 127.0.0.1, or to an address it has.`);
    default:
      return error;
  }
}
