import type { Clock, Delivery, Reference } from "#core";
import { createRecentMap } from "#core";
import { field } from "./decode.ts";
import type { Alternative, Call, NotTaken, Operation } from "./operation.ts";
import type { TeamsPlace } from "./place.ts";
import type { WireRequest } from "./request-of.ts";
import { chatRequestOf, requestOf } from "./request-of.ts";
import type { Attempt } from "./retry-rule.ts";
import { codeIn, verdictOn } from "./retry-rule.ts";

/** Makes one request, once, with a new token where that is asked for. It never fails otherwise than by what it returns. */
export type Wire = (request: WireRequest, options?: { readonly withNewToken: boolean }) => Promise<Attempt>;

/** What the sender works with. */
export interface SenderParts {
  readonly wire: Wire;
  /** The bot's app id. */
  readonly bot: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** A message stands in Teams. */
  readonly delivered: (delivery: Delivery, reference: Reference) => Promise<void>;
  /** Nobody can be reached in that place any more. */
  readonly gone: (place: TeamsPlace) => Promise<void>;
  readonly log: (line: string) => void;
}

/** What came of an operation: "late" is sent, but not answered within the budget; "unknown": the connection broke behind it. */
export type Sent = "sent" | "late" | "unknown" | NotTaken;

/** Sends operations; those of one conversation one after the other. */
export interface Sender {
  send(operation: Operation): Promise<Sent>;
  /** The article of a message that was sent by this process. */
  articleAt(place: TeamsPlace, message: string): string | undefined;
  /** Resolves once nothing is on its way. */
  drained(): Promise<void>;
}

/** How long one message may take, with all its repeats and the other ways to say it. */
const BUDGET = 8000;
/** Kept of it for saying that help could not be called. */
const RESERVE = 2000;
const MOST_WAITING = 200;
const MOST_KNOWN = 5000;

/** The one sender: every message to Teams goes through here. */
export function createSender({ wire, bot, clock, random, delivered, gone, log }: SenderParts): Sender {
  const queues = new Map<string, { tail: Promise<unknown>; waiting: number }>();
  const articles = createRecentMap<string>(MOST_KNOWN);
  const chats = createRecentMap<string>(MOST_KNOWN);

  /** One call with its repeats, until it is done, refused, or out of time. */
  const attempt = async (
    request: WireRequest,
    until: number,
    onAnswer: (body: unknown) => void,
    isRepeatable = request.method === "PUT",
  ): Promise<Sent> => {
    let hasNewToken = false;
    let withNewToken = false;
    for (let count = 1; ; count += 1) {
      const answer = await inTime(wire(request, { withNewToken }), until, onAnswer);
      if (answer === "late") return "late";
      const verdict = verdictOn(answer, { count, isRepeatable, hasNewToken, random });
      switch (verdict.kind) {
        case "done":
          onAnswer(answer.kind === "answered" ? answer.body : undefined);
          return "sent";
        case "gone":
        case "missing":
        case "refused":
          return notTaken(verdict.kind, request, answer);
        case "unknown":
          log(`Teams: the connection broke behind ${nameOf(request)}; whether it was taken is not known, and it is not sent again.`);
          return "unknown";
        case "again": {
          if (clock.now() + verdict.after >= until) return notTaken("busy", request, answer);
          withNewToken = verdict.withNewToken === true;
          hasNewToken ||= withNewToken;
          if (verdict.after > 0) await new Promise<void>((resolve) => clock.after(verdict.after, resolve));
        }
      }
    }
  };

  /** A request that nobody answers in time is not made again: it may be on its way. When its answer comes, the message is known after all. */
  const inTime = async (request: Promise<Attempt>, until: number, onAnswer: (body: unknown) => void): Promise<Attempt | "late"> => {
    let callOff = () => {};
    const late = new Promise<"late">((resolve) => {
      callOff = clock.after(Math.max(0, until - clock.now()), () => resolve("late"));
    });
    const first = await Promise.race([request, late]);
    callOff();
    if (first === "late") {
      log("Teams: a message was not answered in time; it is not sent again.");
      request.then((answer) => {
        if (answer.kind === "answered" && answer.status >= 200 && answer.status < 300) onAnswer(answer.body);
      });
    }
    return first;
  };

  const notTaken = (why: NotTaken, request: WireRequest, answer: Attempt): NotTaken => {
    const said = answer.kind === "reset" ? "there is no connection" : `${answer.status} ${codeIn(answer.body)}`.trimEnd();
    log(`Teams: ${nameOf(request)} was not taken: ${said}`);
    return why;
  };

  const sendOnce = async ({ call, message, delivery }: Operation, until: number): Promise<Sent> => {
    const toldIn = (place: Pick<TeamsPlace, "tenant" | "conversation">) => (body: unknown) => {
      const id = call.kind === "update" ? call.message : (field(body, "activityId") ?? field(body, "id"));
      if (typeof id !== "string") return;
      if (delivery?.reply.kind === "answer") articles.set(keyOf(place, id), delivery.reply.evidence.article);
      if (delivery === undefined) return;
      delivered(delivery, { message: id, at: new Date() }).catch((error: unknown) =>
        log(`Teams: a sent message was not remembered: ${error instanceof Error ? error.message : "unknown"}`),
      );
    };
    if (call.kind !== "chat") {
      const result = await attempt(requestOf(call, message, bot), until, toldIn(placeOf(call)));
      // That Teams will not show it to one person says nothing of the conversation.
      if (result === "gone" && "place" in call && call.place.only === undefined) await gone(call.place).catch(() => {});
      return result;
    }
    const { serviceUrl, tenant, person } = call;
    const key = `${tenant}/${person.id}`;
    if (chats.get(key) === undefined) {
      // Teams has one chat for a person and the bot, however often it is asked for.
      const opened = await attempt(chatRequestOf(call, bot), until, (body) => chats.set(key, String(field(body, "id") ?? "")), true);
      if (opened !== "sent") return opened;
    }
    const place = { serviceUrl, tenant, conversation: chats.get(key) ?? "" };
    const result = await attempt(requestOf({ kind: "post", place }, message, bot), until, toldIn(place));
    if (result === "gone") chats.delete(key);
    return result;
  };

  /** Every way to say it in one budget, so that nobody waits long behind a message that cannot be sent. */
  const send = async (operation: Operation): Promise<Sent> => {
    const end = clock.now() + BUDGET;
    let way: Operation | undefined = operation;
    let result: Sent = "busy";
    while (way !== undefined) {
      result = await sendOnce(way, nextAfter(way, "busy") === undefined ? end : end - RESERVE);
      way = nextAfter(way, result);
    }
    return result;
  };

  return {
    send: async (operation) => {
      const key = queueOf(operation.call);
      const queue = queues.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
      if (queue.waiting >= MOST_WAITING) {
        log("Teams: too many messages wait for one conversation; one was dropped.");
        return "busy";
      }
      queues.set(key, queue);
      queue.waiting += 1;
      const result = queue.tail.then(() => send(operation));
      queue.tail = result.catch(() => {});
      try {
        return await result;
      } finally {
        queue.waiting -= 1;
        if (queue.waiting === 0) queues.delete(key);
      }
    },
    articleAt: (place, message) => articles.get(keyOf(place, message)),
    drained: async () => {
      while (queues.size > 0) await Promise.all([...queues.values()].map(({ tail }) => tail));
    },
  };
}

/** The next way that is meant for what came of this one. */
function nextAfter({ orElse }: Operation, result: Sent): Alternative | undefined {
  if (orElse === undefined) return undefined;
  return orElse.after.some((reason) => reason === result) ? orElse : nextAfter(orElse, result);
}

function queueOf(call: Call): string {
  const { tenant, conversation } = call.kind === "chat" ? { tenant: call.tenant, conversation: call.person.id } : placeOf(call);
  return `${tenant}/${conversation}`;
}

function placeOf(call: Exclude<Call, { kind: "chat" }>): Pick<TeamsPlace, "tenant" | "conversation"> {
  return call.kind === "newThread" ? { tenant: call.tenant, conversation: call.channel } : call.place;
}

function keyOf({ tenant, conversation }: Pick<TeamsPlace, "tenant" | "conversation">, message: string): string {
  return `${tenant}/${conversation}/${message}`;
}

/** A request without the ids in it. */
function nameOf({ method, path }: WireRequest): string {
  return `${method} ${path.replace(/conversations\/[^/?]+/, "conversations/...")}`;
}
