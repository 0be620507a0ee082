import type { IncomingMessage, ServerResponse } from "node:http";

/** One request as a route sees it: its body read whole, within the route's limit. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** What a route answers; an `undefined` answer says that the route has written the response itself. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One address of the server, registered by an adapter. A GET route answers HEAD as well. */
export interface Route {
  readonly method: "GET" | "POST";
  /** The whole path; no patterns, so that no path can reach what is not registered. */
  readonly path: string;
  /** Most bytes of a body. */
  readonly limit: number;
  /** Refuses by address and headers alone, before a byte of the body is read and whatever the method. */
  readonly admit?: (request: IncomingMessage) => Answer | undefined;
  readonly handle: (call: Call) => Promise<Answer | undefined> | Answer | undefined;
}

/** An answer as JSON, kept by nobody on the way. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}
