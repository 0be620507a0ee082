import type { Bot, Clock, Delivery } from "#core";
import { createRecentMap, placeIn } from "#core";
import { field } from "./decode.ts";
import { operationsOf } from "./deliver.ts";
import { handleActivity, lateAnswer } from "./handle-activity.ts";
import type { Answer, Outcome } from "./outcome.ts";
import type { TeamsPlace } from "./place.ts";
import { writeAddress } from "./place.ts";
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
  /** The answer to an event whose sender is known. What is to be sent goes its own way: an answer never waits for it. */
  receive(event: object): Promise<Answer>;
  post(conversation: string, delivery: Delivery): Promise<boolean>;
  drained(): Promise<void>;
}

/** Milliseconds until a press is answered in any case. Teams shows an error after a few seconds; the bot answers long before. */
export const INVOKE_TIME = 700;
const MOST_PLACES = 5000;

/** Builds the host. */
export function createHost({ bot, appId, hearsChannels, home, wire, clock, log, elsewhere = async () => false }: HostParts): Host {
  const known = createRecentMap<string>(MOST_PLACES);
  const services = createRecentMap<string>(MOST_PLACES);
  const under = new Set<Promise<void>>();

  const reach = async (place: TeamsPlace, isGone: boolean) => {
    const { serviceUrl, ...turn } = place;
    const key = `${turn.tenant}/${turn.conversation}/${turn.thread ?? ""}`;
    const address = isGone ? undefined : writeAddress(place);
    services.set(turn.tenant, serviceUrl);
    if (known.get(key) === address && !isGone) return;
    await (await bot).reach({ platform: "teams", ...turn }, address, new Date());
    if (address === undefined) known.delete(key);
    else known.set(key, address);
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

  return {
    receive: async (event) => {
      const ready = await bot;
      // Without a login nobody told who the bot is, so it is whoever the event is for.
      const self = { id: appId || String(field(field(event, "recipient"), "id") ?? "") };
      const articleAt = async (place: TeamsPlace, message: string) => {
        // What this process sent it knows better: the store has one message for an article in a conversation, the last one.
        const { serviceUrl: _, ...kept } = place;
        return sender.articleAt(place, message) ?? ready.articleAt({ platform: "teams", ...kept }, message);
      };
      const outcome = handleActivity(event, { bot: ready, self, hearsChannels, articleAt });
      if (field(event, "type") !== "invoke") {
        carryOut(await outcome);
        return (await outcome).answer;
      }
      let callOff = () => {};
      const late = new Promise<undefined>((resolve) => {
        callOff = clock.after(INVOKE_TIME, () => resolve(undefined));
      });
      track(outcome.then(carryOut));
      const first = await Promise.race([outcome.catch(() => undefined), late]);
      callOff();
      return first?.answer ?? lateAnswer(event);
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
      return result !== "failed";
    },
    drained: async () => {
      while (under.size > 0) await Promise.all(under);
      await sender.drained();
    },
  };
}
