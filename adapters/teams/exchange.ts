import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent as HttpAgent, request as overHttp } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** One HTTP request with a body. */
export interface ExchangeRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The way through a proxy, where there is one. */
  readonly agent?: HttpAgent | undefined;
  /** Milliseconds until it is given up. */
  readonly timeout: number;
}

/** What came of it. A connection that broke tells how far the body had come: a body that was kept back cannot have been taken in. */
export type Exchange =
  | { readonly kind: "answered"; readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }
  | { readonly kind: "broken"; readonly body: "keptBack" | "handedOver" };

/** An idle connection is let go before the other side does it. */
const IDLE = 15_000;
/** How long a server may take to say "go on"; one that says nothing does not know the question, and gets the body. */
const PATIENCE = 1000;
const EXPECTATION_FAILED = 417;

/**
 * Makes requests, each exactly once.
 *
 * A POST sends its headers and asks "may I go on?" (`Expect: 100-continue`) before its body leaves. So a connection that was kept open too
 * long, or a server that breaks off at the door, breaks before the body, and the request can be made again without fear of a double.
 */
export function createExchange(patience = PATIENCE): (request: ExchangeRequest) => Promise<Exchange> {
  const agents = { http: new HttpAgent({ keepAlive: true, timeout: IDLE }), https: new HttpsAgent({ keepAlive: true, timeout: IDLE }) };
  /** Origins that did not know the question; their bodies go at once. */
  const abrupt = new Set<string>();

  const exchange = async (asked: ExchangeRequest): Promise<Exchange> => {
    const { origin, protocol } = new URL(asked.url);
    const isAsking = asked.method === "POST" && !abrupt.has(origin);
    const agent = asked.agent ?? (protocol === "https:" ? agents.https : agents.http);
    const came = await once({ ...asked, agent }, isAsking ? { patience, onSilence: () => abrupt.add(origin) } : undefined);
    if (!isAsking || came.kind !== "answered" || came.status !== EXPECTATION_FAILED) return came;
    abrupt.add(origin);
    return exchange(asked);
  };
  return exchange;
}

function once(
  { url, method, headers, body, agent, timeout }: ExchangeRequest,
  asking: { readonly patience: number; readonly onSilence: () => void } | undefined,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const options = { method, agent, headers: { ...headers, ...length, ...(asking === undefined ? {} : { expect: "100-continue" }) } };
    const request = url.startsWith("https:") ? overHttps(url, options) : overHttp(url, options);
    let isHandedOver = false;
    const handOver = () => {
      if (isHandedOver || request.destroyed) return;
      isHandedOver = true;
      request.end(body);
    };
    let silence: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => request.destroy(), timeout);
    const settle = (came: Exchange) => {
      clearTimeout(silence);
      clearTimeout(limit);
      resolve(came);
    };
    const broken = () => settle({ kind: "broken", body: isHandedOver ? "handedOver" : "keptBack" });

    request.on("error", broken);
    request.on("close", broken);
    request.on("response", async (response) => {
      request.off("close", broken);
      clearTimeout(silence);
      // A status is an answer, also where the connection breaks behind it.
      const text = await readWhole(response).catch(() => "");
      settle({ kind: "answered", status: response.statusCode ?? 0, headers: response.headers, text });
      // Answered before the body was asked for: the connection would wait for it.
      if (!isHandedOver) request.destroy();
    });
    if (asking === undefined) return onceOpen(request, handOver);
    request.on("continue", handOver);
    onceOpen(request, () => {
      silence = setTimeout(() => {
        asking.onSilence();
        handOver();
      }, asking.patience);
    });
    request.flushHeaders();
  });
}

/** Calls once the connection is there, so that one that cannot be made has no part of the body. */
function onceOpen(request: ClientRequest, open: () => void): void {
  request.on("socket", (socket: Socket) => {
    if (socket instanceof TLSSocket && !request.reusedSocket) socket.once("secureConnect", open);
    else if (socket.connecting) socket.once("connect", open);
    else open();
  });
}

async function readWhole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
