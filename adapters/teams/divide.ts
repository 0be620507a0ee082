import type { Delivery } from "#core";
import type { Origin } from "./deliver.ts";
import { insteadOf, isElsewhere, operationsOf } from "./deliver.ts";
import type { Elsewhere } from "./outcome.ts";

/** What is for here and what is for another platform. A message behind a call for help says that it was sent, so it waits until it was. */
export function divide(
  all: readonly Delivery[],
  origin: Origin,
): { readonly deliveries: readonly Delivery[]; readonly elsewhere: readonly Elsewhere[] } {
  const called = all.findIndex((one) => one.to.kind === "place" && isElsewhere(one));
  const isAfter = ({ to }: Delivery, index: number) => called >= 0 && index > called && to.kind === "thread";
  const told = all.filter(isAfter).flatMap((delivery) => operationsOf(delivery, origin));
  return {
    deliveries: all.filter((delivery, index) => !isElsewhere(delivery) && !isAfter(delivery, index)),
    elsewhere: all
      .filter(isElsewhere)
      .map((delivery) => ({ delivery, instead: insteadOf(delivery, origin), after: delivery.to.kind === "place" ? told : [] })),
  };
}
