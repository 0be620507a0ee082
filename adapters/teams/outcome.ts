import type { Bot, Delivery } from "#core";
import type { Self } from "./decode.ts";
import type { Operation } from "./operation.ts";
import type { TeamsPlace } from "./place.ts";

/** What handlers work with. They read and decide; the host sends. */
export interface HandlerParts {
  readonly bot: Pick<Bot, "handle" | "localeFor" | "lookUp">;
  readonly self: Self;
  /** Whether messages in a channel that do not mention the bot are looked at, for exact codes only. */
  readonly hearsChannels: boolean;
  /** The article of a message that the bot sent, where it is still known. */
  readonly articleAt: (place: TeamsPlace, message: string) => Promise<string | undefined>;
}

/** What the request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Something for another platform: the card of a run there, or a call for help; then what follows here, or what is done instead. */
export interface Elsewhere {
  readonly delivery: Delivery;
  readonly after: readonly Operation[];
  readonly instead: readonly Operation[];
}

/** What comes of an event: the answer to the request itself, and what is then done in Teams. */
export interface Outcome {
  readonly answer: Answer;
  readonly operations: readonly Operation[];
  readonly elsewhere?: readonly Elsewhere[];
  /** A place to remember, or to forget. */
  readonly reach?: { readonly place: TeamsPlace; readonly isGone: boolean };
}

/** Accepted, and nothing to do. */
export const NOTHING: Outcome = { answer: { status: 200 }, operations: [] };
