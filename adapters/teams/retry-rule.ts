/** What came of one request to Teams. */
export type Attempt =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter?: string | undefined; readonly body: unknown }
  /** The connection ended before an answer; Teams may have taken in what was handed over whole, and nothing else. */
  | { readonly kind: "reset"; readonly isHandedOver: boolean };

/** What to do after an attempt. */
export type Verdict =
  | { readonly kind: "done" }
  /** Again, so many milliseconds later. */
  | { readonly kind: "again"; readonly after: number }
  /** The conversation is not there any more, or the bot is not in it. */
  | { readonly kind: "dead" }
  | { readonly kind: "refused" }
  /** Nobody can tell whether the message stands there, so it is left at that. */
  | { readonly kind: "unknown" };

/** What Teams documents as "try again"; none of them has taken the message in. */
const AGAIN = new Set([412, 429, 502, 503, 504]);
const FIRST_WAIT = 500;
const LONGEST_WAIT = 4000;

/**
 * Whether a request is made again.
 *
 * A message posted twice is worse than one that is late: what may have been taken in is made again only where a second time changes nothing.
 */
export function verdictOn(
  attempt: Attempt,
  { count, isRepeatable, random }: { readonly count: number; readonly isRepeatable: boolean; readonly random: () => number },
): Verdict {
  const wait = Math.min(FIRST_WAIT * 2 ** (count - 1), LONGEST_WAIT) * (0.5 + random() / 2);
  if (attempt.kind === "reset") return isRepeatable || !attempt.isHandedOver ? { kind: "again", after: wait } : { kind: "unknown" };
  const { status, retryAfter, body } = attempt;
  if (status >= 200 && status < 300) return { kind: "done" };
  if (AGAIN.has(status)) return { kind: "again", after: secondsOf(retryAfter) ?? wait };
  if (status >= 500 && isRepeatable) return { kind: "again", after: wait };
  if (status === 404 || status === 403) return isGone(body, status) ? { kind: "dead" } : { kind: "refused" };
  return { kind: "refused" };
}

/** The error's own word tells a conversation that is gone from a message that is. */
function isGone(body: unknown, status: number): boolean {
  const code = /"code"\s*:\s*"(\w+)"/.exec(JSON.stringify(body ?? ""))?.[1] ?? "";
  if (code === "ActivityNotFoundInConversation" || code === "MessageWritesBlocked") return false;
  return status === 404 || code === "BotNotInConversationRoster" || code === "ForbiddenOperationException" || code === "Forbidden";
}

/** A wait in seconds, as Teams writes it; a date is not used there. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
