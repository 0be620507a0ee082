import type { SendRequest } from "./web-request.ts";

const TIMEOUT = 10_000;

/** What Slack's clients use of an answer. */
export type SlackFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Slack's Web API clients over our own connections: the part of `fetch` that they use. Redirects are not followed, as they want it. */
export function createSlackFetch(send: SendRequest, timeout: number = TIMEOUT): SlackFetch {
  return async (url, init = {}) => {
    const address = url instanceof Request ? url.url : String(url);
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const body = typeof init.body === "string" ? init.body : String(init.body ?? "");
    const answer = await send({ url: address, headers, body, timeout });
    const received = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) received.append(name, one);
    }
    const response = new Response(mayHaveBody(answer.status) ? answer.body : null, {
      status: answer.status,
      statusText: answer.statusText,
      headers: received,
    });
    // An answer made by hand has no address, and the client looks at it.
    return Object.defineProperty(response, "url", { value: address });
  };
}

function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 304;
}
