/** What came of one request to Teams. */
export type Attempt =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter?: string | undefined; readonly body: unknown }
  /** The connection ended before an answer; Teams may have taken in what was handed over whole, and nothing else. */
  | { readonly kind: "reset"; readonly isHandedOver: boolean };

/** What to do after an attempt. */
export type Verdict =
  | { readonly kind: "done" }
  /** Again, so many milliseconds later; with a new token where Teams does not take the one there is. */
  | { readonly kind: "again"; readonly after: number; readonly withNewToken?: true }
  /** The conversation is not there any more, or the bot is not in it. */
  | { readonly kind: "gone" }
  /** The message to change is not there any more, or is not the bot's. */
  | { readonly kind: "missing" }
  | { readonly kind: "refused" }
  /** Nobody can tell whether the message stands there, so it is left at that. */
  | { readonly kind: "unknown" };

/** What is known of a request beside its last attempt. */
export interface Asked {
  /** How many attempts were made. */
  readonly count: number;
  /** Whether a second time changes nothing. */
  readonly isRepeatable: boolean;
  /** Whether it was made with a new token already. */
  readonly hasNewToken: boolean;
  readonly random: () => number;
}

/** What Teams documents as "try again", and a request that did not arrive whole (408); none of them has taken the message in. */
const AGAIN = new Set([408, 412, 429, 502, 503, 504]);
const FIRST_WAIT = 500;
const LONGEST_WAIT = 4000;

/** Teams' own words for a conversation where the bot reaches nobody. Without one of them a 403 or 404 may be any proxy's. */
const GONE: Readonly<Record<number, ReadonlySet<string>>> = {
  403: new Set(["BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationBlockedByUser", "ForbiddenOperationException"]),
  404: new Set(["ConversationNotFound"]),
};
/** And for a message that it cannot change. */
const MISSING: Readonly<Record<number, ReadonlySet<string>>> = {
  403: new Set(["NotEnoughPermissions"]),
  404: new Set(["ActivityNotFoundInConversation"]),
};

/**
 * Whether a request is made again.
 *
 * A message posted twice is worse than one that is late: what may have been taken in is made again only where a second time changes nothing.
 */
export function verdictOn(attempt: Attempt, { count, isRepeatable, hasNewToken, random }: Asked): Verdict {
  const wait = Math.min(FIRST_WAIT * 2 ** (count - 1), LONGEST_WAIT) * (0.5 + random() / 2);
  if (attempt.kind === "reset") return isRepeatable || !attempt.isHandedOver ? { kind: "again", after: wait } : { kind: "unknown" };
  const { status, retryAfter, body } = attempt;
  if (status >= 200 && status < 300) return { kind: "done" };
  if (status === 401) return hasNewToken ? { kind: "refused" } : { kind: "again", after: 0, withNewToken: true };
  if (AGAIN.has(status)) return { kind: "again", after: secondsOf(retryAfter) ?? wait };
  if (status >= 500 && isRepeatable) return { kind: "again", after: wait };
  const code = codeIn(body);
  if (GONE[status]?.has(code) === true) return { kind: "gone" };
  return MISSING[status]?.has(code) === true ? { kind: "missing" } : { kind: "refused" };
}

/** The word by which Teams names an error; its sentence may repeat what was sent. */
export function codeIn(body: unknown): string {
  return /"code"\s*:\s*"(\w{1,60})"/.exec(JSON.stringify(body ?? ""))?.[1] ?? "";
}

/** A wait in seconds, as Teams writes it; a date is not used there. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
