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
 * One thing to do in Teams.
 *
 * - `post`: a message in a conversation or thread; `update`: another message in the place of one
 * - `targeted`: a message in a conversation that one person sees; `chat`: a message in that person's own chat with the bot
 * - `newThread`: a message that begins a thread in a channel
 */
export type Call =
  | { readonly kind: "post"; readonly place: TeamsPlace }
  | { readonly kind: "update"; readonly place: TeamsPlace; readonly message: string }
  | { readonly kind: "targeted"; readonly place: TeamsPlace; readonly person: TeamsPerson }
  | { readonly kind: "chat"; readonly serviceUrl: string; readonly tenant: string; readonly person: TeamsPerson }
  | { readonly kind: "newThread"; readonly serviceUrl: string; readonly tenant: string; readonly channel: string };

/** A message on its way. */
export interface Operation {
  readonly call: Call;
  readonly message: OutgoingMessage;
  /** Told to the bot once the message stands there. */
  readonly delivery?: Delivery;
  /** What is tried where Teams refuses this one. */
  readonly orElse?: Operation;
}
