import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Delivery } from "#core";
import type { TeamsPerson, TeamsPlace } from "./place.ts";

/** A message as it is sent, field for field. */
export interface OutgoingMessage {
  readonly type: "message";
  readonly text?: string;
  readonly textFormat?: "markdown" | "plain" | "xml";
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: IAdaptiveCard }[];
  readonly entities?: readonly object[];
  readonly channelData?: object;
}

/**
 * One thing to do in Teams. At a place that one person sees, only that person sees it.
 *
 * - `post`: a message in a conversation or thread; `update`: another message in the place of one
 * - `chat`: a message in a person's own chat with the bot; `newThread`: a message that begins a thread in a channel
 */
export type Call =
  | { readonly kind: "post"; readonly place: TeamsPlace }
  | { readonly kind: "update"; readonly place: TeamsPlace; readonly message: string }
  | { readonly kind: "chat"; readonly serviceUrl: string; readonly tenant: string; readonly person: TeamsPerson }
  | { readonly kind: "newThread"; readonly serviceUrl: string; readonly tenant: string; readonly channel: string };

/**
 * Why a message does not stand there, for certain.
 *
 * - `missing`: the message to change is not there any more, or not ours; `gone`: the whole conversation
 * - `refused`: Teams does not want it, now or later; `busy`: it could not be taken within the time there is
 */
export type NotTaken = "missing" | "gone" | "refused" | "busy";

/** What will not be taken there, now or later. What is only busy is waited for, or left: a second way would say it twice. */
export const NEVER: readonly NotTaken[] = ["missing", "gone", "refused"];

/** A message on its way. */
export interface Operation {
  readonly call: Call;
  readonly message: OutgoingMessage;
  /** Told to the bot once the message stands there. */
  readonly delivery?: Delivery;
  /** What is tried where this one was not taken. */
  readonly orElse?: Alternative;
}

/** Tried only for the reasons that it names; for another reason the one behind it is looked at. */
export interface Alternative extends Operation {
  readonly after: readonly NotTaken[];
}
