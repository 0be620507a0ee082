import type { Bot, Delivery, Mention, Reply, Turn } from "#core";
import { platformOf } from "../elsewhere.ts";
import { readAddress, userIn, writeAddress } from "./address.ts";
import type { Outcome } from "./failure.ts";
import type { Extras } from "./forms.ts";
import { formsOf } from "./forms.ts";
import { isArticleList, listView, sentView } from "./list-view.ts";
import { postedThread } from "./private-thread.ts";
import type { Sender, Target } from "./sender.ts";
import type { ShowView, Window } from "./show-view.ts";
import { writeViewPlace } from "./view-place.ts";
import { say } from "./words.ts";

/** A turn and what only Slack knows of how to answer it. */
export interface Asked {
  readonly turn: Turn;
  /** The address that came with a command or a press. */
  readonly responseUrl?: string;
  /** Words above an answer, such as who asked. */
  readonly above?: (reply: Reply) => string | undefined;
  /** The question that an answer is to, as it may be repeated to others. */
  readonly question?: (reply: Reply) => string | undefined;
  /** Shows the answers to all, whoever saw the question. */
  readonly isShared?: boolean;
  /** A window that a long list can stand in. */
  readonly window?: Window;
}

/** Brings replies where they belong. */
export interface Deliver {
  /** All that came of a turn; false where not all of it could be brought. */
  answer(asked: Asked, deliveries: readonly Delivery[]): Promise<boolean>;
  /** Something that nobody just asked for, such as a reminder; false where it could not be brought. */
  post(delivery: Delivery): Promise<boolean>;
}

/** What delivering is made of. */
export interface DeliverParts {
  readonly bot: Promise<Pick<Bot, "delivered">>;
  readonly sender: Sender;
  readonly show: ShowView;
  readonly newer: boolean;
  /** The team of a channel that is named without one. */
  readonly home: () => string | undefined;
  /** Brings what belongs on another platform. */
  readonly elsewhere: (delivery: Delivery) => Promise<boolean>;
  readonly log: (line: string) => void;
}

/** A reminder that is not sent within a minute is taken up again; until then it must be sent or given up. */
const UNASKED = 40_000;

/** Each delivery by its destination; a place that cannot be reached is told where it was asked. */
export function createDeliver({ bot, sender, show, newer, home, elsewhere, log }: DeliverParts): Deliver {
  const tell = async (delivery: Delivery, { message, channel }: { message?: string; channel?: string }, targets: readonly Target[]) => {
    const [address] = targets;
    if (message === undefined || address === undefined || address.kind === "respond") return;
    // To change a message takes no thread, but what is said there later does.
    const thread = targets.map((target) => ("thread" in target ? target.thread : undefined)).find((one) => one !== undefined);
    const where = { team: address.team, channel: channel ?? address.channel, ...(thread === undefined ? {} : { thread }) };
    // The message stands there, whatever comes of this: only later changes of the card will not reach it.
    try {
      await (await bot).delivered(delivery, { message, at: new Date(), address: writeAddress(where) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log(`Slack: a message in ${where.team}/${where.channel} is not remembered: ${why}`);
    }
  };

  const send = async (delivery: Delivery, targets: readonly Target[], extras: Extras = {}, within?: number): Promise<Outcome["kind"]> => {
    const forms = formsOf(delivery.reply, { ...extras, newer, ...mentionOf(delivery.mention) }, log);
    const sent = await sender.send(targets, forms, within);
    if (sent.outcome.kind === "done") await tell(delivery, sent, targets);
    return sent.outcome.kind;
  };

  /** Where it was asked; true as well where it may have arrived, and the asker is told so. */
  const sendBack = async (asked: Asked, delivery: Delivery): Promise<boolean> => {
    const kind = await send(delivery, targetsOf(asked, delivery.to), extrasOf(asked, delivery));
    if (kind === "unknown" && !isPrivate(asked)) {
      await sender.send(whispersTo(asked), [{ kind: "plain", text: say(delivery.reply.locale, "sent.unknown") }]);
      return true;
    }
    return kind === "done";
  };

  const post = async (delivery: Delivery, team = home(), within?: number): Promise<Outcome["kind"]> => {
    const { to, about } = delivery;
    const text = (to.kind === "place" || to.kind === "update" ? to.address : undefined) ?? about?.conversation ?? "";
    const address = readAddress(text, team);
    if (address === undefined) return "refused";
    const target: Target = to.kind === "update" ? { ...address, kind: "update", message: to.message } : { ...address, kind: "post" };
    return send(delivery, [target], {}, within);
  };

  /** The long list in a window, where there is one and it opens in time; else it is a message like any other. */
  const sendHere = async (asked: Asked, delivery: Delivery): Promise<boolean> => {
    const { window, turn } = asked;
    const place = writeViewPlace(asked.responseUrl === undefined ? turn : { ...turn, responseUrl: asked.responseUrl });
    const { reply } = delivery;
    if (window !== undefined && isArticleList(reply) && (await show(turn.tenant, window, listView(reply, place)))) return true;
    const isSent = await sendBack(asked, delivery);
    if (isSent && window?.kind === "update") await show(turn.tenant, window, sentView(reply.locale, place));
    return isSent;
  };

  return {
    post: async (delivery) => {
      const kind = await post(delivery, undefined, UNASKED);
      // What may stand there already does not come again every few seconds.
      return kind === "done" || kind === "unknown";
    },
    answer: async (asked, deliveries) => {
      const bring = async (delivery: Delivery) =>
        platformOf(delivery, "slack") === "slack" ? (await post(delivery, asked.turn.tenant)) === "done" : elsewhere(delivery);
      // Cards of colleagues do not wait until this channel takes its own.
      const others = Promise.all(deliveries.filter(isAnotherCard).map(bring));
      let isBrought = true;
      for (const delivery of deliveries.filter((one) => !isAnotherCard(one))) {
        if (delivery.to.kind === "place") {
          if (await bring(delivery)) continue;
          const warning = say(delivery.reply.locale, "place.failed", { place: delivery.to.address });
          const reply = { ...delivery.reply, warning: [{ kind: "text", text: warning } as const] };
          await sendBack(asked, { reply, to: { kind: "here" } });
          // What follows would say that it was sent.
          return false;
        } else {
          isBrought = (await sendHere(asked, delivery)) && isBrought;
        }
      }
      await others;
      return isBrought;
    },
  };
}

/** A card in another conversation. */
function isAnotherCard({ to }: Delivery): boolean {
  return to.kind === "update" && to.address !== undefined;
}

/** Only the asker sees what comes of it. */
function isPrivate({ turn, isShared = false }: Asked): boolean {
  return turn.surface === "command" && !isShared;
}

function extrasOf(one: Asked, { reply }: Delivery): Extras {
  const [line, asked] = [one.above?.(reply), one.question?.(reply)];
  return {
    ...(line === undefined ? {} : { above: line }),
    ...(asked === undefined ? {} : { asked }),
    isPrivate: isPrivate(one),
  };
}

/** What only the asker is to read, where he asked. */
function whispersTo({ turn, responseUrl: url }: Asked): readonly Target[] {
  const { tenant: team, conversation: channel, user } = turn;
  const thread = postedThread(turn.thread);
  return [
    ...(url === undefined ? [] : [{ kind: "respond", team, channel, url, how: "whisper" } as const]),
    { kind: "whisper", team, channel, user: user.id, ...(thread === undefined ? {} : { thread }) },
  ];
}

function mentionOf(mention: Mention | undefined): { mention?: string } {
  const user = mention && userIn(mention.key);
  return user === undefined ? {} : { mention: user };
}

/** Where an answer goes, the best way first. */
function targetsOf({ turn, responseUrl: url, isShared = false }: Asked, to: Delivery["to"]): readonly Target[] {
  const { tenant: team, conversation: channel, message, surface } = turn;
  const posted = postedThread(turn.thread);
  const thread = posted === undefined ? {} : { thread: posted };
  const respond = (how: "whisper" | "replace" | "public"): readonly Target[] =>
    url === undefined ? [] : [{ kind: "respond", team, channel, url, how }];
  const post: Target = { kind: "post", team, channel, ...thread };
  const whisper: Target = { kind: "whisper", team, channel, user: turn.user.id, ...thread };
  // As a direct message, where nothing else reaches the person.
  const direct: Target = { kind: "post", team, channel: turn.user.id };
  if (isShared) return [...respond("public"), post];
  const isWhispered = surface === "command";
  if (to.kind === "update") {
    const update: Target = { kind: "update", team, channel, message: to.message };
    const isPressed = to.message === message;
    return isWhispered ? [...(isPressed ? respond("replace") : []), ...respond("whisper"), direct] : [update, ...respond("replace"), post];
  }
  if (isWhispered) return [...respond("whisper"), whisper, direct];
  if (to.kind === "private" && surface !== "direct") return [whisper, ...respond("whisper"), direct];
  return [post, ...respond("public")];
}
