import type { Intent } from "./intent.ts";

/** Where a person said it; it decides who may see the answer. */
export type Surface = "channel" | "group" | "direct" | "command" | "shell" | "page";

/** One thing a person said or pressed, freed from its platform. */
export interface Turn {
  readonly platform: string;
  /** The Slack team or Teams tenant. */
  readonly tenant: string;
  readonly conversation: string;
  readonly thread?: string;
  /** The message that a button was pressed on. */
  readonly message?: string;
  readonly user: { readonly id: string; readonly name?: string };
  /** The platform's own id of the event, the same when it delivers twice. */
  readonly eventId: string;
  readonly at: Date;
  readonly surface: Surface;
  /** The language tag the platform knows of the person, such as "nl-NL". */
  readonly localeHint?: string;
  readonly intent: Intent;
}

/** Whether only the one who said it reads the answer, on a platform that knows people. */
export function isPrivate({ surface }: Pick<Turn, "surface">): boolean {
  return surface === "direct" || surface === "command";
}
