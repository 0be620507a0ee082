import type { SlackSettings } from "./settings.ts";
import type { SendRequest, WebAnswer } from "./web-request.ts";

/** One thing that was looked at. */
export interface Finding {
  /** Undefined: it cannot be seen from here. */
  readonly isGood: boolean | undefined;
  readonly what: string;
  /** What to do, where it is not good or not seen. */
  readonly remedy?: string;
}

/** What the doctor needs. */
export interface DoctorParts {
  readonly settings: SlackSettings;
  readonly send: SendRequest;
  /** Where the bot itself listens. */
  readonly address: string;
  /** Where Slack reaches it, over HTTP. */
  readonly publicUrl?: string;
  /** Who gets the trail of an escalated run. */
  readonly escalateTo?: string;
  readonly now?: () => number;
  /** Opens a connection of Socket Mode; what went wrong, or nothing. */
  readonly greet?: (url: string) => Promise<string | undefined>;
}

/** Calls a method of the Web API; a text is what went wrong on the way. */
export type Call = (method: string, token: string, args?: Readonly<Record<string, string>>) => Promise<WebAnswer | string>;

export const TIMEOUT = 10_000;
/** What mends an app that is not set up as the bot needs it. */
export const PASTE = "paste the manifest anew (npm run --silent manifest -- slack --mode ...) and install the app again";

/** The fields of an answer; nothing where it is no JSON. */
export function fieldsOf({ body }: WebAnswer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
