import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { refuse } from "../http/refusal.ts";
import type { Answer } from "../http/route.ts";
import { isLoopback } from "../http/server.ts";

/** Under which addresses the page is reached, and by whom. */
export interface GuardOptions {
  readonly host: string;
  readonly publicUrl?: string | undefined;
  readonly token?: string | undefined;
}

/** Refuses what does not come from the page itself. */
export interface Guard {
  /** For every request: the name by which the server is called, and the page that sent it. */
  address(request: IncomingMessage): Answer | undefined;
  /** For the files of the frame, which has no origin, so that its browser names none ("null"). */
  frame(request: IncomingMessage): Answer | undefined;
  /** For what the page asks: all of that, and the token where there is one. */
  ask(request: IncomingMessage): Answer | undefined;
}

/**
 * Guards the routes of the page.
 *
 * A foreign name in Host means that a name was bent towards this machine (DNS rebinding); a foreign Origin, that another site's page is sending.
 */
export function createGuard({ host, publicUrl, token }: GuardOptions): Guard {
  const own = publicUrl === undefined ? undefined : new URL(publicUrl);
  const names = new Set(["localhost", "127.0.0.1", "[::1]", host.toLowerCase(), ...(own === undefined ? [] : [own.hostname])]);
  const isOwnName = (name: string) => names.has(name) || (!isLoopback(host) && isIP(name.replace(/^\[|\]$/g, "")) !== 0);

  const check = ({ headers }: IncomingMessage, isFrame: boolean): Answer | undefined => {
    const called = headers.host?.toLowerCase() ?? "";
    if (!isOwnName(called.replace(/:\d+$/, ""))) {
      return refuse("foreign-host", "The page does not answer to this host name: set PUBLIC_URL to the address under which it is reached.");
    }
    const { origin } = headers;
    if (origin !== undefined && !(isFrame && origin === "null") && origin !== own?.origin && hostOf(origin) !== called) {
      return refuse("foreign-origin", "The page takes nothing from other sites.");
    }
    return undefined;
  };
  const address = (request: IncomingMessage) => check(request, false);
  return {
    address,
    frame: (request) => check(request, true),
    ask: (request) => {
      const refused = address(request);
      if (refused) return refused;
      if (token && !sameSecret(request.headers.authorization ?? "", `Bearer ${token}`)) {
        return refuse("token-needed", "The page needs the token: open it with #token= and the value of PAGE_TOKEN behind its address.");
      }
      return undefined;
    },
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
