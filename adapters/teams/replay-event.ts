import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Bot, Clock, Turn } from "#core";
import { readActivity } from "./activity.ts";
import { field, turnOf } from "./decode.ts";
import { createHost } from "./host.ts";
import { overheard } from "./overheard.ts";
import type { WireRequest } from "./request-of.ts";
import { validateCard } from "./validate.ts";

/** One request that Teams would get, with the very JSON. */
export interface ReplayedRequest {
  readonly method: WireRequest["method"];
  /** Below the service's address, as people read it. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What came of a recorded event of Teams. */
export interface ReplayedTeams {
  /** What was said; undefined for what is no word to the bot, such as a search or an installation. */
  readonly turn: Turn | undefined;
  /** What the event itself is answered with, where that says anything. */
  readonly answered: unknown;
  readonly requests: readonly ReplayedRequest[];
  readonly log: readonly string[];
  /** What the linter says of the cards in all of it. */
  readonly complaints: readonly string[];
}

/** Nothing is late here, however slow the machine. */
const PATIENT: Clock = { now: () => 0, after: () => () => {} };

/** Lets everything but the token hear a recorded event, with a Teams that takes every message and is never reached. */
export async function replayTeams(event: object, bot: Bot, hearsChannels: boolean): Promise<ReplayedTeams> {
  const requests: ReplayedRequest[] = [];
  const log: string[] = [];
  // Teams names the bot as the one it is for; in a message of the bot itself it is somebody else.
  const self = String(field(field(event, "recipient"), "id") ?? "");
  const host = createHost({
    ...{ bot: Promise.resolve(bot), appId: self.replace(/^28:/, ""), hearsChannels, clock: PATIENT },
    home: { tenant: "", serviceUrl: "https://teams.invalid/" },
    log: (line) => log.push(line),
    wire: async ({ method, path, body }) => {
      requests.push({ method, path: decodeURIComponent(path), body: JSON.parse(body) as ReplayedRequest["body"] });
      return { kind: "answered", status: 201, retryAfter: undefined, body: { id: `sent-${requests.length}` } };
    },
  });
  const { body } = await host.receive(event);
  await host.drained();
  const activity = readActivity(event);
  const turn = activity && (turnOf(activity, { id: self }) ?? (hearsChannels ? overheard(activity, { id: self }, bot) : undefined));
  const complaints = [body, ...requests.map((request) => request.body)].flatMap(cardsIn).flatMap((card) => validateCard(card));
  return { turn, answered: isSaying(body) ? body : undefined, requests, log, complaints };
}

/** Every card in what is sent or answered, however deep. */
export function cardsIn(value: unknown): readonly IAdaptiveCard[] {
  if (value === null || typeof value !== "object") return [];
  if (field(value, "type") === "AdaptiveCard") return [value as IAdaptiveCard];
  return Object.values(value).flatMap(cardsIn);
}

function isSaying(body: unknown): boolean {
  return body !== null && typeof body === "object" && Object.keys(body).length > 0;
}
