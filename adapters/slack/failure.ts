import { WebRequestError } from "./web-request.ts";

/** Why Slack did not take something. */
export type Failure =
  /** Asked to wait. */
  | { readonly kind: "limited"; readonly after: number }
  /** Not reached, or it said itself that it took nothing: worth another try. */
  | { readonly kind: "away"; readonly problem: string }
  /** Sent, and nothing that tells whether it was taken: sent again, it may stand there twice. `isSilent`: no answer at all, rather than a bad one. */
  | { readonly kind: "unknown"; readonly problem: string; readonly isSilent: boolean }
  /** Reached, and refused: its own word for why. */
  | { readonly kind: "refused"; readonly word: string };

/** What came of a call. */
export type Outcome = { readonly kind: "done"; readonly data: Readonly<Record<string, unknown>> } | Failure;

/** Words by which Slack says that the token is no longer good, each with what to do. */
export const LOST_TOKEN: ReadonlyMap<string, string> = new Map([
  ["invalid_auth", "copy the bot token anew from OAuth & Permissions"],
  ["not_authed", "set SLACK_BOT_TOKEN"],
  ["token_revoked", "install the app again and set its new token"],
  ["token_expired", "switch token rotation off, install the app again and set its new token"],
  ["account_inactive", "install the app again: it was removed from the workspace"],
  ["app_uninstalled", "install the app again: it was removed from the workspace"],
]);

/** The word for a call that was not made, because the token of the workspace is of no use. */
export const NO_TOKEN = "no_good_token";

/** What a failed request comes to, by how far it got. */
export function failureOf(error: unknown): Failure {
  const problem = (error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "unknown").slice(0, 200);
  if (!(error instanceof WebRequestError)) return { kind: "unknown", problem, isSilent: false };
  return error.reach === "unsent" ? { kind: "away", problem } : { kind: "unknown", problem, isSilent: error.reach === "silent" };
}

/** Words for an answer that Slack could not draw. */
export const NOT_DRAWN: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_attachments",
  "msg_blocks_too_long",
  "msg_too_long",
]);

/** A sentence for the log. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case "limited":
      return `Slack asks to wait ${failure.after} s`;
    case "away":
      return `Slack cannot be reached (${failure.problem})`;
    case "unknown":
      return `Slack did not say whether it took it (${failure.problem})`;
    case "refused":
      return `Slack refuses it (${failure.word})`;
  }
}
