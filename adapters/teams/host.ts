import type { Bot, Clock, Delivery, Locale } from "#core";
import { createRecentMap, placeIn } from "#core";
import { shortId } from "../http/refusal.ts";
import { readActivity } from "./activity.ts";
import { field, localeIn } from "./decode.ts";
import { operationsOf } from "./deliver.ts";
import { failure, lateAnswer } from "./failure.ts";
import { handleActivity } from "./handle-activity.ts";
import type { Answer, Outcome } from "./outcome.ts";
import type { TeamsPlace } from "./place.ts";
import { rememberedPlace, writeAddress } from "./place.ts";
import { readersLanguage } from "./readers-language.ts";
import type { Wire } from "./sender.ts";
import { createSender } from "./sender.ts";

/** What a host works with. It knows no SDK: whichever one checks tokens and carries requests hands it these. */
export interface HostParts {
  readonly bot: Promise<Bot>;
  readonly appId: string;
  readonly hearsChannels: boolean;
  /** Where the settings' channels are, for a call that comes from another platform; and the service of a tenant that no event told of. */
  readonly home: { readonly tenant: string; readonly serviceUrl: string };
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Sends to a card on another platform; false where it cannot. */
  readonly elsewhere?: (delivery: Delivery) => Promise<boolean>;
}

/** Events in, messages out. */
export interface Host {
  /**
   * The answer to an event whose sender is known. What is to be sent goes its own way: an answer never waits for it.
   *
   * An invoke is answered by `until` at the latest, a moment of the clock.
   */
  receive(event: object, until?: number): Promise<Answer>;
  post(conversation: string, delivery: Delivery): Promise<boolean>;
  drained(): Promise<void>;
}

/** Milliseconds until a press is answered in any case. Teams shows an error after a few seconds; the bot answers long before. */
export const INVOKE_TIME = 700;
/** Kept of it for the language of the answer. */
const LANGUAGE_TIME = 100;
const MOST_PLACES = 5000;

/** Builds the host. */
export function createHost({ bot, appId, hearsChannels, home, wire, clock, log, elsewhere = async () => false }: HostParts): Host {
  const known = createRecentMap<string>(MOST_PLACES);
  const services = createRecentMap<string>(MOST_PLACES);
  const under = new Set<Promise<void>>();
  let isBuilt = false;
  bot.then(
    () => {
      isBuilt = true;
    },
    () => {},
  );

  const reach = async (place: TeamsPlace, isGone: boolean) => {
    const { serviceUrl, tenant } = place;
    const kept = rememberedPlace(place);
    const key = `${tenant}/${kept.conversation}/${kept.thread ?? ""}`;
    const address = isGone ? undefined : writeAddress(place);
    services.set(tenant, serviceUrl);
    if (known.get(key) === address && !isGone) return;
    await (await bot).reach(kept, address, new Date());
    if (address !== undefined) known.set(key, address);
    // A conversation without a thread takes its threads with it.
    else for (const [other] of known.entries()) if (other === key || (key.endsWith("/") && other.startsWith(key))) known.delete(other);
  };
  const sender = createSender({
    ...{ wire, bot: appId, clock, log, random: Math.random },
    delivered: async (delivery, reference) => (await bot).delivered(delivery, reference),
    gone: (place) => reach(place, true),
  });
  const track = (work: Promise<unknown>) => {
    const tracked = work.then(
      () => {},
      (error: unknown) => log(`Teams: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    );
    under.add(tracked);
    tracked.finally(() => under.delete(tracked));
  };
  const carryOut = ({ operations, elsewhere: others = [], reach: place }: Outcome) => {
    if (place !== undefined) track(reach(place.place, place.isGone));
    for (const operation of operations) track(sender.send(operation));
    for (const { delivery, after, instead } of others)
      track(elsewhere(delivery).then((isDone) => Promise.all((isDone ? after : instead).map(sender.send))));
  };

  const handle = async (event: object): Promise<Outcome> => {
    const ready = await bot;
    // Without a login nobody told who the bot is, so it is whoever the event is for.
    const self = { id: appId || String(field(field(event, "recipient"), "id") ?? "") };
    const articleAt = async (place: TeamsPlace, message: string) =>
      // What this process sent it knows better: the store has one message for an article in a conversation, the last one.
      sender.articleAt(place, message) ?? ready.articleAt(rememberedPlace(place), message);
    return handleActivity(event, { bot: ready, self, hearsChannels, articleAt });
  };
  /** The language to tell that the bot fails or is slow: what Teams knows of the reader, where the bot cannot say better just now. */
  const languageFor = async (event: object): Promise<Locale> => {
    const activity = readActivity(event);
    if (activity === undefined) return "en";
    if (!isBuilt) return localeIn(activity);
    let callOff = () => {};
    const late = new Promise<Locale>((resolve) => {
      callOff = clock.after(LANGUAGE_TIME, () => resolve(localeIn(activity)));
    });
    const known = bot.then((ready) => readersLanguage(activity, { bot: ready })).catch(() => localeIn(activity));
    return Promise.race([known, late]).finally(() => callOff());
  };
  /** Everything that comes of an event, a failure of the bot too. */
  const complete = async (event: object, isAnswered: () => boolean): Promise<Answer> => {
    const outcome = await handle(event).catch(async (error: unknown) => {
      const id = shortId();
      log(`${id} Teams: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const locale = await languageFor(event);
      return failure(event, id, locale, isAnswered());
    });
    carryOut(outcome);
    return outcome.answer;
  };

  return {
    receive: async (event, until = clock.now() + INVOKE_TIME) => {
      if (field(event, "type") !== "invoke") return complete(event, () => true);
      let isAnswered = false;
      let callOff = () => {};
      const late = new Promise<undefined>((resolve) => {
        callOff = clock.after(Math.max(0, until - LANGUAGE_TIME - clock.now()), () => resolve(undefined));
      });
      const whole = complete(event, () => isAnswered);
      track(whole);
      const answer = await Promise.race([whole, late]);
      isAnswered = true;
      callOff();
      return answer ?? lateAnswer(event, await languageFor(event));
    },
    post: async (conversation, delivery) => {
      const { to } = delivery;
      const tenant = placeIn(delivery.about?.conversation ?? (to.kind === "place" ? to.address : "")).tenant || home.tenant;
      const place = { serviceUrl: services.get(tenant) ?? home.serviceUrl, tenant, conversation };
      const [operation, ...others] = operationsOf(delivery, { place, surface: "channel" });
      if (operation === undefined) return true;
      const result = await sender.send(operation);
      for (const other of others) track(sender.send(other));
      // Who is gone cannot be reached later either.
      return result !== "busy" && result !== "refused";
    },
    drained: async () => {
      while (under.size > 0) await Promise.all(under);
      await sender.drained();
    },
  };
}
