import type { Clock } from "#core";
import type { SlackSelf } from "./decode.ts";
import type { Failure, Outcome } from "./failure.ts";
import { describeFailure, LOST_TOKEN, NO_TOKEN } from "./failure.ts";
import { createPersist } from "./persist.ts";
import type { SlackSettings } from "./settings.ts";
import type { ApiClient } from "./web-calls.ts";
import { callMethod } from "./web-calls.ts";

/**
 * Whether a team may use the bot: "unknown" while Slack has not said whose a token is, "broken" where Slack refuses the token that it would
 * be served with.
 */
export type Standing = "ours" | "foreign" | "unknown" | "broken";

/** The workspaces of the settings: who is allowed, and a token for each, never that of another. */
export interface Workspaces {
  /** Asks Slack whose each token is, again and again until it says so. Does not wait. */
  start(): void;
  stop(): void;
  /** Whether a team may use the bot, by itself or by the organisation that installed the bot there; waits some minutes for Slack where that depends on it. */
  standingOf(team: string | undefined, enterprise?: string): Promise<Standing>;
  /** The team of the first token, where the settings name a channel and no team; undefined while Slack has not said so. */
  home(): string | undefined;
  /** Who the bot is there; undefined while Slack has not said so. */
  selfOf(team: string): SlackSelf | undefined;
  /** Whether the token of that team is known to have a right. */
  may(team: string, scope: string): boolean;
  /** Calls a method with the token of that team, again for some seconds where that is without harm. */
  call(team: string, method: string, args: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** Calls it once. */
  callOnce(team: string, method: string, args: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** The app was removed from a team, or its token taken back. */
  lose(team: string, word: string): void;
}

/** What workspaces are made of. */
export interface WorkspaceParts {
  readonly settings: Pick<SlackSettings, "tokens" | "teams" | "enterprises">;
  readonly clientFor: (token: string) => ApiClient;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

interface Seat {
  readonly client: ApiClient;
  /** The team of the settings, or of Slack once it has answered. */
  team: string | undefined;
  enterprise?: string;
  self?: SlackSelf;
  scopes: readonly string[];
  /** Lost: the token is refused, or of another team than the settings say. Nothing is sent with a token that is not settled. */
  state: "asked" | "settled" | "lost";
  isBeingAsked: boolean;
  /** How long until a lost token is looked at; longer each time, so that one that comes and goes does not fill the log. */
  lookBack: number;
  /** Once Slack has said something of it, good or bad. */
  readonly known: PromiseWithResolvers<void>;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;
/** A token that was refused may be good again after a new installation, or a mistake of Slack. */
const FIRST_LOOK_BACK = 15_000;
const LONGEST_LOOK_BACK = 600_000;
/** How long what was heard waits for Slack to say whose a token is; an answer that comes later helps nobody. */
const PATIENCE = 300_000;
const MOST_WAITING = 1000;
/** What Slack gives to open a window with lives for three seconds. */
const WINDOW = 2500;
const SHORTLY = 10_000;

/** One client a token. */
export function createWorkspaces({ settings, clientFor, clock, log }: WorkspaceParts): Workspaces {
  const seats = settings.tokens.map(
    ({ team, token }): Seat => ({
      ...{ client: clientFor(token), team, scopes: [], state: "asked", isBeingAsked: false },
      ...{ lookBack: FIRST_LOOK_BACK, known: Promise.withResolvers<void>() },
    }),
  );
  const persist = createPersist(clock);
  const timers = new Set<() => void>();
  /** Until something is so, or too long has passed. */
  const wait = async (milliseconds: number, until?: Promise<unknown>): Promise<void> => {
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(milliseconds, late.resolve);
    timers.add(cancel);
    await (until === undefined ? late.promise : Promise.race([until, late.promise]));
    timers.delete(cancel);
    cancel();
  };
  let isStopping = false;
  let waiting = 0;

  const nameOf = ({ team }: Seat) => team ?? "the workspace of SLACK_BOT_TOKEN";
  const giveUp = (seat: Seat, word: string, remedy: string) => {
    if (seat.state === "lost") return;
    seat.state = "lost";
    seat.known.resolve();
    log(`Slack: ${nameOf(seat)} is lost (${word}): ${remedy}.`);
    if (!seat.isBeingAsked) void identify(seat);
  };

  const settle = (seat: Seat, data: Readonly<Record<string, unknown>>) => {
    const team = String(data["team_id"] ?? "");
    if (seat.team !== undefined && seat.team !== team) {
      return giveUp(seat, `its token is of ${team}`, "give each team its own token in SLACK_WORKSPACES");
    }
    if (seat.state === "lost") log(`Slack: ${nameOf(seat)} is back.`);
    seat.team = team;
    if (typeof data["enterprise_id"] === "string") seat.enterprise = data["enterprise_id"];
    seat.self = { userId: String(data["user_id"] ?? "") };
    seat.scopes = (data["response_metadata"] as { readonly scopes?: readonly string[] } | undefined)?.scopes ?? [];
    seat.state = "settled";
    seat.known.resolve();
  };

  /** Quickly while Slack is away, slowly once it has refused the token. */
  const identify = async (seat: Seat): Promise<void> => {
    seat.isBeingAsked = true;
    let pause = FIRST_PAUSE;
    let isNamed = false;
    while (!isStopping) {
      if (seat.state === "lost") {
        await wait(seat.lookBack);
        seat.lookBack = Math.min(seat.lookBack * 2, LONGEST_LOOK_BACK);
        if (isStopping) break;
      }
      const outcome = await callMethod(seat.client, "auth.test", {});
      if (outcome.kind === "done") settle(seat, outcome.data);
      else if (outcome.kind === "refused") giveUp(seat, outcome.word, LOST_TOKEN.get(outcome.word) ?? "see docs/slack.md");
      else {
        if (!isNamed) log(`Slack: ${nameOf(seat)}: ${describeFailure(outcome)}; trying again.`);
        isNamed = true;
        if (seat.state !== "lost") await wait(outcome.kind === "limited" ? outcome.after * 1000 : pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        continue;
      }
      if (seat.state === "settled") break;
    }
    seat.isBeingAsked = false;
  };

  const ownSeat = (team: string) => seats.find((seat) => seat.team === team);
  /** Waits for the tokens without a team, whichever it may turn out to be; only so many can wait. */
  const opened = async (): Promise<void> => {
    const open = seats.filter(({ team, state }) => team === undefined && state === "asked");
    if (open.length === 0 || waiting >= MOST_WAITING) return;
    waiting += 1;
    await wait(PATIENCE, Promise.all(open.map(({ known }) => known.promise)));
    waiting -= 1;
  };
  const wide = (enterprise: string | undefined) => seats.find((seat) => seat.enterprise !== undefined && seat.enterprise === enterprise);
  /** Teams of an organisation-wide installation, by the seat that serves them. */
  const served = new Map<string, Seat>();

  /** The seat through which a team can be spoken to now, or why there is none. */
  const seatFor = async (team: string, patience: number): Promise<Seat | Failure> => {
    if (ownSeat(team) === undefined && !served.has(team)) await opened();
    const seat = ownSeat(team) ?? served.get(team);
    if (seat === undefined) return { kind: "refused", word: "no_token_for_team" };
    if (seat.state === "asked") await wait(patience, seat.known.promise);
    if (seat.state === "asked") return { kind: "away", problem: "it has not said yet whose the token is" };
    return seat.state === "lost" ? { kind: "refused", word: NO_TOKEN } : seat;
  };

  const attempt = async (team: string, patience: number, method: string, args: Readonly<Record<string, unknown>>): Promise<Outcome> => {
    const own = ownSeat(team) ?? served.get(team);
    const seat = own?.state === "settled" ? own : await seatFor(team, patience);
    if ("kind" in seat) return seat;
    const outcome = await callMethod(seat.client, method, args);
    const remedy = outcome.kind === "refused" ? LOST_TOKEN.get(outcome.word) : undefined;
    if (outcome.kind === "refused" && remedy !== undefined) giveUp(seat, outcome.word, remedy);
    return outcome;
  };

  return {
    start: () => {
      for (const seat of seats) void identify(seat);
    },
    stop: () => {
      isStopping = true;
      for (const cancel of timers) cancel();
    },
    standingOf: async (team, enterprise) => {
      if (team === undefined) return enterprise !== undefined && settings.enterprises.includes(enterprise) ? "ours" : "foreign";
      if (ownSeat(team) !== undefined) return "ours";
      await opened();
      if (ownSeat(team) !== undefined) return "ours";
      const isOfOurs = enterprise !== undefined && settings.enterprises.includes(enterprise);
      if (isOfOurs || settings.teams.includes(team) || settings.enterprises.includes(team) || served.has(team)) {
        const shared = wide(enterprise);
        if (shared !== undefined) served.set(team, shared);
        return "ours";
      }
      const open = seats.filter((seat) => seat.team === undefined);
      if (open.some(({ state }) => state === "asked")) return "unknown";
      return open.length > 0 ? "broken" : "foreign";
    },
    home: () => seats[0]?.team,
    selfOf: (team) => (ownSeat(team) ?? served.get(team))?.self,
    may: (team, scope) => (ownSeat(team) ?? served.get(team))?.scopes.includes(scope) === true,
    call: (team, method, args) => {
      const within = method === "views.open" ? WINDOW : SHORTLY;
      const again = method.startsWith("chat.post") ? "never" : "always";
      return persist(`${team}/${method}`, () => attempt(team, within, method, args), { again, within });
    },
    callOnce: (team, method, args) => attempt(team, PATIENCE, method, args),
    lose: (team, word) => {
      const seat = ownSeat(team);
      if (seat !== undefined) giveUp(seat, word, LOST_TOKEN.get(word) ?? "install the app again");
    },
  };
}
