import type { IncomingMessage } from "node:http";

/** Not imported, as in adapters/http: the names of an import wake all of node:http. */
const http = process.getBuiltinModule("node:http");
const https = process.getBuiltinModule("node:https");

/** What came back. */
export interface WebAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** One POST to Slack. */
export interface WebRequest {
  readonly url: string | URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeout: number;
}

/** Sends a request over connections that stay open; throws a `WebRequestError` that says what went wrong on the way. */
export type SendRequest = (request: WebRequest) => Promise<WebAnswer>;

/** A request that came to nothing, and how far it got: it never left; it was sent and nothing came back in time; it was sent and what came back broke off. */
export class WebRequestError extends Error {
  readonly reach: "unsent" | "silent" | "broken";

  constructor(reach: WebRequestError["reach"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WebRequestError";
    this.reach = reach;
  }
}

const CONNECTIONS = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 60_000 } as const;
const LARGEST_ANSWER = 1_048_576;

/** Opens a pool of connections. Node's own fetch costs twice the time and 150 MB under load, which a bot that only posts does not need. */
export function createSendRequest(): { readonly send: SendRequest; close(): void } {
  const agents = { "http:": new http.Agent(CONNECTIONS), "https:": new https.Agent(CONNECTIONS) };
  return {
    send: ({ url, headers, body, timeout }) =>
      new Promise((resolve, reject) => {
        const target = typeof url === "string" ? new URL(url) : url;
        const isPlain = target.protocol === "http:";
        const request = (isPlain ? http : https).request(target, {
          method: "POST",
          agent: isPlain ? agents["http:"] : agents["https:"],
          headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
        });
        // Before it has a connection nothing of it can have been read.
        let isOut = false;
        let isLate = false;
        request.on("socket", (socket) => {
          if (request.reusedSocket) isOut = true;
          else socket.once(isPlain ? "connect" : "secureConnect", () => (isOut = true));
        });
        const late = setTimeout(() => {
          isLate = true;
          request.destroy(new Error(`no answer within ${timeout / 1000} s`));
        }, timeout);
        const fail = (cause: Error) => {
          clearTimeout(late);
          reject(new WebRequestError(isOut ? (isLate ? "silent" : "broken") : "unsent", cause.message, { cause }));
        };
        request.on("error", fail);
        request.on("response", (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            text += chunk;
            if (text.length > LARGEST_ANSWER) response.destroy(new Error("the answer is too large"));
          });
          response.on("error", fail);
          response.on("end", () => {
            clearTimeout(late);
            const { statusCode: status = 0, statusMessage: statusText = "", headers: received } = response;
            resolve({ status, statusText, headers: received, body: text });
          });
          response.on("close", () => {
            // An error is made of where it was made, and to look that up for each answer costs more than to read one.
            if (!response.readableEnded) fail(new Error("the answer broke off"));
          });
        });
        request.end(body);
      }),
    close: () => {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}
