import type { Answer, Route } from "../http/route.ts";
import type { TeamsAdapter } from "./adapter.ts";
import type { Gate } from "./read-request.ts";
import { readEvent, refuseByHeaders } from "./read-request.ts";

/** Teams sends far less; a card with a large table in it stays under this too. */
const LIMIT = 262_144;

/** The address that Teams posts to. The adapter may still be on its way: what is refused before it needs no adapter. */
export function createTeamsRoute(adapter: Promise<TeamsAdapter>, gate: Gate): Route {
  return {
    method: "POST",
    path: "/api/messages",
    limit: LIMIT,
    admit: (request) => refuseByHeaders(request, gate),
    handle: async ({ request, body }): Promise<Answer> => {
      const read = readEvent(body, gate);
      if ("status" in read) return read;
      const { status, body: answered } = await (await adapter).receive(read.event, request.headers.authorization ?? "");
      if (answered === undefined) return { status };
      return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(answered) };
    },
  };
}
