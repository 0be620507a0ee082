import type { Clock } from "#core";
import type { ChannelQueue } from "./channel-queue.ts";
import type { Outcome } from "./failure.ts";
import { describeFailure, NOT_DRAWN } from "./failure.ts";
import type { Form } from "./forms.ts";
import type { Limits } from "./persist.ts";
import type { RespondHow } from "./respond-body.ts";
import { NO_PREVIEWS, respondBody } from "./respond-body.ts";
import type { Respond } from "./response-url.ts";
import type { Workspaces } from "./workspaces.ts";

/** Where a message goes, and how. */
export type Target =
  | { readonly kind: "post"; readonly team: string; readonly channel: string; readonly thread?: string }
  /** Only one person sees it. */
  | { readonly kind: "whisper"; readonly team: string; readonly channel: string; readonly user: string; readonly thread?: string }
  | { readonly kind: "update"; readonly team: string; readonly channel: string; readonly message: string }
  /** Through the address that came with a command or a press. */
  | {
      readonly kind: "respond";
      readonly team: string;
      readonly channel: string;
      readonly url: string;
      readonly how: RespondHow;
    };

/** Sends messages, each in the richest form that Slack takes. */
export interface Sender {
  /** Tries the targets in turn until one takes it, for minutes unless `within` says less; gives the message's own id where Slack tells it. */
  send(targets: readonly Target[], forms: readonly Form[], within?: number): Promise<Sent>;
}

/** What came of it. */
export interface Sent {
  readonly outcome: Outcome;
  /** The id of the message, where one was posted or updated. */
  readonly message?: string;
  readonly channel?: string;
}

/** What a sender is made of. */
export interface SenderParts {
  readonly queue: ChannelQueue;
  readonly workspaces: Pick<Workspaces, "callOnce">;
  readonly respond: Respond;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** How long to go on: an answer that comes later than this helps nobody. */
const TOO_LATE = 300_000;
/** Where there is another way to the person, it is taken rather than that somebody waits longer than this. */
const LONG = 10_000;

/** Sends over the queue of each channel; what goes to an address that Slack gave one person waits for nobody else. */
export function createSender({ queue, workspaces, respond, clock, log }: SenderParts): Sender {
  const attempt = (target: Target, form: Form): Promise<Outcome> => {
    if (target.kind === "respond") return respond(target.url, respondBody(form, target.how));
    const { text, blocks } = form;
    const said = { text, ...(blocks === undefined ? {} : { blocks }) };
    switch (target.kind) {
      case "post": {
        const where = { channel: target.channel, ...(target.thread === undefined ? {} : { thread_ts: target.thread }) };
        return workspaces.callOnce(target.team, "chat.postMessage", { ...where, ...NO_PREVIEWS, ...said });
      }
      case "whisper": {
        const where = { channel: target.channel, user: target.user, ...(target.thread === undefined ? {} : { thread_ts: target.thread }) };
        return workspaces.callOnce(target.team, "chat.postEphemeral", { ...where, ...said });
      }
      case "update":
        // Without blocks of its own an update would leave the old ones standing.
        return workspaces.callOnce(target.team, "chat.update", { channel: target.channel, ts: target.message, blocks: [], ...said });
    }
  };

  const sendTo = async (target: Target, forms: readonly Form[], limits: Limits): Promise<Outcome> => {
    const line = target.kind === "respond" ? target.url : `${target.team}/${target.channel}`;
    let outcome: Outcome = { kind: "refused", word: "nothing_to_send" };
    for (const form of forms) {
      outcome = await queue.send(line, () => attempt(target, form), limits);
      if (outcome.kind !== "refused" || !NOT_DRAWN.has(outcome.word)) return outcome;
      log(`Slack: the ${form.kind} form of a message is refused (${outcome.word})`);
    }
    return outcome;
  };

  return {
    send: async (targets, forms, within = TOO_LATE) => {
      const since = clock.now();
      let outcome: Outcome = { kind: "refused", word: "nowhere_to_send" };
      for (const [index, target] of targets.entries()) {
        const isLast = index === targets.length - 1;
        const again = againOf(target);
        outcome = await sendTo(target, forms, { again, within, longestWait: isLast ? within : LONG, since });
        if (outcome.kind === "done") return { outcome, ...sentTo(target, outcome.data) };
        // It may well stand there already: another way would say it twice.
        const isOver = isLast || (outcome.kind === "unknown" && (again === "never" || outcome.isSilent));
        log(`Slack: ${target.kind} in ${target.team}/${target.channel}: ${describeFailure(outcome)}${isOver ? "; given up" : ""}`);
        if (isOver) break;
      }
      return { outcome };
    },
  };
}

/** Slack takes the same message twice and shows it twice; only what takes the place of something may be sent again without a thought. */
function againOf(target: Target): Limits["again"] {
  switch (target.kind) {
    case "update":
      return "always";
    case "post":
      return "never";
    case "whisper":
      return "once";
    case "respond":
      return target.how === "replace" ? "always" : target.how === "public" ? "never" : "once";
  }
}

function sentTo(target: Target, { ts, channel }: Readonly<Record<string, unknown>>): Omit<Sent, "outcome"> {
  if (target.kind === "update") return { message: target.message, channel: target.channel };
  return {
    ...(target.kind === "post" && typeof ts === "string" ? { message: ts } : {}),
    ...(typeof channel === "string" ? { channel } : {}),
  };
}
