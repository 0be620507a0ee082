import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { KEYS } from "./tokens.ts";

/** A request that the bot made to Teams. */
export interface SentRequest {
  readonly method: string;
  /** Decoded, without the address of the service. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether Teams took it in, so that people see it. */
  readonly isTaken: boolean;
  /** The message that it made, where it made one. */
  readonly id?: string;
}

/**
 * How Teams answers one request otherwise than by taking it: with a status (with `isTaken` it took it all the same), or by breaking off
 * before the body, once it has taken it in, or in the middle of saying so.
 */
export type Mood =
  | { readonly status: number; readonly retryAfter?: string; readonly code?: string; readonly text?: string; readonly isTaken?: true }
  | "resetBefore"
  | "resetAfter"
  | "resetInAnswer";

/** Teams on this machine: its keys, and the service that messages go to. */
export interface FakeTeams {
  readonly serviceUrl: string;
  readonly origin: string;
  readonly sent: SentRequest[];
  /** The moods of the next requests, in order; after them every one is taken. */
  mood(...moods: readonly Mood[]): void;
  /** Gives its keys only once that is settled. */
  holdKeys(until: Promise<unknown>): void;
  /** Resolves once so many requests were made in all. */
  made(count: number): Promise<readonly SentRequest[]>;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startFakeTeams(): Promise<FakeTeams> {
  const sent: SentRequest[] = [];
  const moods: Mood[] = [];
  const waiting: (() => void)[] = [];
  let messages = 0;
  let keysFrom: Promise<unknown> = Promise.resolve();

  const wake = () => {
    for (const one of waiting.splice(0)) one();
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    if (path.includes("openidconfiguration") || path === "/keys") await keysFrom;
    if (path.includes("openidconfiguration")) return json(response, 200, { issuer: "test", jwks_uri: `${origin()}/keys` });
    if (path === "/keys") return json(response, 200, { keys: KEYS });
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    const mood = moods.shift();
    const { method = "" } = request;
    const isTaken =
      mood === undefined || mood === "resetAfter" || mood === "resetInAnswer" || (typeof mood === "object" && mood.isTaken === true);
    const made = mood === undefined && method === "POST" ? { id: `sent-${messages + 1}` } : {};
    sent.push({ method, path, authorization: request.headers.authorization, body, isTaken, ...made });
    if (mood === "resetAfter" || mood === "resetBefore") request.socket.resetAndDestroy();
    else if (mood === "resetInAnswer") {
      response.writeHead(201, { "content-type": "application/json", "content-length": "50" });
      response.write('{"id"', () => request.socket.resetAndDestroy());
    } else if (mood !== undefined) refuse(response, mood);
    else {
      messages += 1;
      json(
        response,
        201,
        path.endsWith("/v3/conversations") ? { id: `a:chat-${messages}`, activityId: `sent-${messages}` } : { id: `sent-${messages}` },
      );
    }
    wake();
    return undefined;
  });
  server.on("checkContinue", (request, response) => {
    if (moods[0] !== "resetBefore") {
      response.writeContinue();
      server.emit("request", request, response);
      return;
    }
    moods.shift();
    const { method = "", url = "", headers } = request;
    sent.push({ method, path: decodeURIComponent(url), authorization: headers.authorization, body: {}, isTaken: false });
    request.socket.resetAndDestroy();
    wake();
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    serviceUrl: `${origin()}/emea/`,
    origin: origin(),
    sent,
    mood: (...next) => moods.push(...next),
    holdKeys: (until) => {
      keysFrom = until;
    },
    made: async (count) => {
      while (sent.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return sent;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, { status, retryAfter, code = "Error", text }: Exclude<Mood, string>): void {
  response.writeHead(status, {
    ...(text === undefined ? { "content-type": "application/json" } : { "content-type": "text/html" }),
    ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
  });
  response.end(text ?? JSON.stringify({ error: { code, message: "As the test asked." } }));
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
