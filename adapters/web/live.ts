import type { ServerResponse } from "node:http";
import type { Bot, Delivery } from "#core";
import { refuse } from "../http/refusal.ts";
import type { Route } from "../http/route.ts";
import type { Preview } from "../preview.ts";
import type { ShownReply } from "./api.ts";
import { deliver } from "./api.ts";
import type { Guard } from "./guard.ts";

/** What the page hears without asking: a run has a newer card, or a reminder is due. */
export type LiveEvent =
  | { readonly kind: "run"; readonly run: string; readonly revision: number }
  | { readonly kind: "reply"; readonly reply: ShownReply };

/** The open windows of the page. */
export interface Live {
  readonly route: Route;
  /** Shows a reply in the windows of a conversation; false where none is open. */
  post(conversation: string, delivery: Delivery): Promise<boolean>;
}

/** What live windows need. */
export interface LiveParts {
  readonly bot: Promise<Bot>;
  readonly previews: Promise<readonly Preview[]>;
  readonly guard: Guard;
}

interface Window {
  readonly conversation: string;
  readonly send: (event: LiveEvent) => void;
}

/** More windows than one team opens; more would be a flood. */
const MOST_WINDOWS = 200;
const MOST_RUNS = 20;
/** A proxy closes what is silent for a minute. */
const HEARTBEAT_MS = 20_000;
/** How often another process is looked at that may have moved a run, such as a shell. */
const LOOK_MS = 2000;
/** A reader that takes nothing in is let go, so that nothing piles up for it. */
const MOST_UNREAD = 262_144;

/** Server-sent events over the one server, behind the same guard as every question. The browser reads them with fetch, since EventSource carries no token. */
export function createLive({ bot, previews, guard }: LiveParts): Live {
  const windows = new Set<Window>();
  let looking: NodeJS.Timeout | undefined;

  const look = () => {
    looking ??= setInterval(async () => {
      if (windows.size > 0) return (await bot).look().catch(() => {});
      clearInterval(looking);
      looking = undefined;
    }, LOOK_MS).unref();
  };

  return {
    route: {
      method: "GET",
      path: "/api/live",
      limit: 0,
      admit: guard.ask,
      handle: async ({ request, response }) => {
        const asked = new URL(request.url ?? "/", "http://page").searchParams;
        const conversation = asked.get("conversation") ?? "";
        const runs = [...new Set((asked.get("runs") ?? "").split(",").filter((id) => /^[0-9a-f]{16}$/.test(id)))].slice(0, MOST_RUNS);
        if (!/^[\w-]{8,64}$/.test(conversation)) return refuse("bad-request", "The request does not say what the page says.");
        if (windows.size >= MOST_WINDOWS) return refuse("busy", "Too many windows of the page are open.");
        const ready = await bot;
        const window: Window = { conversation, send: (event) => write(response, `data: ${JSON.stringify(event)}\n\n`) };
        const ends: (() => void)[] = [];
        const heartbeat = setInterval(() => write(response, ": \n\n"), HEARTBEAT_MS).unref();
        response.once("close", () => {
          clearInterval(heartbeat);
          windows.delete(window);
          for (const end of ends) end();
        });
        windows.add(window);
        response.writeHead(200, {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
          "x-accel-buffering": "no",
        });
        write(response, ": \n\n");
        for (const run of runs) {
          ends.push(ready.watch({ platform: "page", tenant: "local", id: run }, (revision) => window.send({ kind: "run", run, revision })));
        }
        look();
        return undefined;
      },
    },
    post: async (conversation, delivery) => {
      const open = [...windows].filter((window) => window.conversation === conversation);
      if (open.length === 0) return false;
      const reply = await deliver(await bot, delivery, await previews);
      for (const window of open) window.send({ kind: "reply", reply });
      return true;
    },
  };
}

function write(response: ServerResponse, text: string): void {
  if (response.destroyed || response.writableEnded) return;
  if (response.writableLength > MOST_UNREAD) response.destroy();
  else response.write(text);
}
