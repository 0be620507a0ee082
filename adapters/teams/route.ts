import type { Answer, Route } from "../http/route.ts";
import type { TeamsAdapter } from "./adapter.ts";
import { field } from "./decode.ts";
import type { Gate } from "./read-request.ts";
import { readEvent, refuseByHeaders } from "./read-request.ts";

/** Teams sends far less; a card with a large table in it stays under this too. */
const LIMIT = 262_144;

/** While the bot starts; whether the event is good is not known yet, so nothing is done with it. */
const UNAVAILABLE: Answer = { status: 503 };
/** What a press waits for a bot that starts. */
const LONGEST_WAIT = 150;

const afterAWhile = () => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), LONGEST_WAIT).unref());

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
      const isInvoke = field(read.event, "type") === "invoke";
      const there = await (isInvoke ? Promise.race([adapter, afterAWhile()]) : adapter);
      if (there === undefined) return UNAVAILABLE;
      const { status, body: answered } = await there.receive(read.event, request.headers.authorization ?? "");
      if (answered === undefined) return { status };
      return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(answered) };
    },
  };
}
