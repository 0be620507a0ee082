import type { Clock } from "#core";
import type { SlackSelf } from "./decode.ts";
import type { Outcome } from "./failure.ts";
import { describeFailure, LOST_TOKEN } from "./failure.ts";
import type { SlackSettings } from "./settings.ts";
import type { ApiClient } from "./web-calls.ts";
import { callMethod } from "./web-calls.ts";

/** The workspaces of the settings: who is allowed, and a token for each, never that of another. */
export interface Workspaces {
  /** Asks Slack whose each token is, again and again until it says so. Does not wait. */
  start(): void;
  stop(): void;
  /** Whether a team may use the bot; waits until the tokens are known where that depends on it. */
  allows(team: string | undefined, enterprise?: string): Promise<boolean>;
  /** The team of the first token, where the settings name a channel and no team; undefined while Slack has not said so. */
  home(): string | undefined;
  /** Who the bot is there; undefined while Slack has not said so. */
  selfOf(team: string): SlackSelf | undefined;
  /** Calls a method with the token of that team. */
  call(team: string, method: string, args: Readonly<Record<string, unknown>>): Promise<Outcome>;
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
  /** The token is of no use: refused, or of another team than the settings say. */
  isLost: boolean;
  readonly known: PromiseWithResolvers<void>;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;
/** How long a question waits for Slack to say whose a token is. */
const PATIENCE = 30_000;

/** One client a token. */
export function createWorkspaces({ settings, clientFor, clock, log }: WorkspaceParts): Workspaces {
  const seats = settings.tokens.map(
    ({ team, token }): Seat => ({ client: clientFor(token), team, isLost: false, known: Promise.withResolvers() }),
  );
  const wait = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));
  let isStopping = false;

  const nameOf = ({ team }: Seat) => team ?? "the workspace of SLACK_BOT_TOKEN";
  const giveUp = (seat: Seat, word: string, remedy: string) => {
    if (seat.isLost) return;
    seat.isLost = true;
    seat.known.resolve();
    log(`Slack: ${nameOf(seat)} is lost (${word}): ${remedy}.`);
  };

  const identify = async (seat: Seat): Promise<void> => {
    for (let pause = FIRST_PAUSE; !isStopping; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const outcome = await callMethod(seat.client, "auth.test", {});
      if (outcome.kind === "done") return settle(seat, outcome.data);
      if (outcome.kind === "refused") return giveUp(seat, outcome.word, LOST_TOKEN.get(outcome.word) ?? "see docs/slack.md");
      if (pause === FIRST_PAUSE) log(`Slack: ${nameOf(seat)}: ${describeFailure(outcome)}; trying again.`);
      await wait(outcome.kind === "limited" ? outcome.after * 1000 : pause);
    }
  };

  const settle = (seat: Seat, data: Readonly<Record<string, unknown>>) => {
    const team = String(data["team_id"] ?? "");
    if (seat.team !== undefined && seat.team !== team) {
      return giveUp(seat, `its token is of ${team}`, "give each team its own token in SLACK_WORKSPACES");
    }
    seat.team = team;
    if (typeof data["enterprise_id"] === "string") seat.enterprise = data["enterprise_id"];
    seat.self = { userId: String(data["user_id"] ?? "") };
    seat.isLost = false;
    seat.known.resolve();
  };

  /** The seat of a team; else that of the one token without a team, where an organisation of several teams installed the app. */
  const seatOf = async (team: string): Promise<Seat | undefined> => {
    const own = seats.find((seat) => seat.team === team);
    if (own !== undefined) return own;
    const open = seats.filter((seat) => seat.team === undefined);
    if (open.length > 0) await Promise.race([Promise.all(open.map(({ known }) => known.promise)), wait(PATIENCE)]);
    return seats.find((seat) => seat.team === team);
  };
  const wide = (enterprise: string | undefined) => seats.find((seat) => seat.enterprise !== undefined && seat.enterprise === enterprise);
  /** Teams of an organisation-wide installation, by the seat that serves them. */
  const served = new Map<string, Seat>();

  return {
    start: () => {
      for (const seat of seats) void identify(seat);
    },
    stop: () => {
      isStopping = true;
    },
    allows: async (team, enterprise) => {
      if (team === undefined) return enterprise !== undefined && settings.enterprises.includes(enterprise);
      const seat = await seatOf(team);
      if (seat !== undefined) return true;
      const isListed = settings.teams.includes(team) || (enterprise !== undefined && settings.enterprises.includes(enterprise));
      const shared = wide(enterprise);
      if (isListed && shared !== undefined) served.set(team, shared);
      return isListed;
    },
    home: () => seats[0]?.team,
    selfOf: (team) => (seats.find((seat) => seat.team === team) ?? served.get(team))?.self,
    call: async (team, method, args) => {
      const seat = (await seatOf(team)) ?? served.get(team);
      if (seat === undefined) return { kind: "refused", word: "no_token_for_team" };
      const outcome = await callMethod(seat.client, method, args);
      const remedy = outcome.kind === "refused" ? LOST_TOKEN.get(outcome.word) : undefined;
      if (outcome.kind === "refused" && remedy !== undefined) giveUp(seat, outcome.word, remedy);
      return outcome;
    },
    lose: (team, word) => {
      const seat = seats.find((one) => one.team === team);
      if (seat !== undefined) giveUp(seat, word, LOST_TOKEN.get(word) ?? "install the app again");
    },
  };
}
