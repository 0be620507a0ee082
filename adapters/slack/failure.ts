/** Why Slack did not take something. */
export type Failure =
  /** Asked to wait. */
  | { readonly kind: "limited"; readonly after: number }
  /** Not reached, or it failed itself: worth another try. */
  | { readonly kind: "away"; readonly problem: string }
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
    case "refused":
      return `Slack refuses it (${failure.word})`;
  }
}
