import type { Delivery } from "#core";
import { placeIn } from "#core";
import type { SendTo } from "./reminders.ts";

/** What stands before an address in the settings that is on the other platform: "teams:19:...@thread.tacv2", "slack:C0123456789". */
const PLATFORM = /^(slack|teams):(?=.)/;

/** The platform that an address of the settings names; undefined where it names none. */
export function platformNamed(address: string): string | undefined {
  return PLATFORM.exec(address)?.[1];
}

/** An address without the platform before it. */
export function withoutPlatform(address: string): string {
  return address.replace(PLATFORM, "");
}

/** Where a delivery belongs that came of something said on `own`: a card of a run stands where it stands, a place may be on another platform. */
export function platformOf({ to, about }: Pick<Delivery, "to" | "about">, own: string): string {
  if (to.kind === "place") return platformNamed(to.address) ?? own;
  return to.kind === "update" && to.address !== undefined ? placeIn(about?.conversation ?? "").platform : own;
}

/** Sends to a conversation of another platform; false where nobody there could be reached. Never fails otherwise. */
export function createElsewhere(
  senders: ReadonlyMap<string, SendTo>,
  log: (line: string) => void,
): (delivery: Delivery) => Promise<boolean> {
  return async (delivery) => {
    const { to, about } = delivery;
    const send = senders.get(platformOf(delivery, ""));
    if (send === undefined) return false;
    const there = to.kind === "place" ? { ...delivery, to: { ...to, address: withoutPlatform(to.address) } } : delivery;
    try {
      return await send(placeIn(about?.conversation ?? "").conversation, there);
    } catch (error) {
      log(`Not sent to another platform: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return false;
    }
  };
}
