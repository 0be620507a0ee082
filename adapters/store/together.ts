import { setImmediate as otherWork } from "node:timers/promises";

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly done: PromiseWithResolvers<Result>;
}

/** At most so many at once, so that nobody waits long for the others. */
const MOST = 50;

/**
 * Does at once what is asked at once: a commit costs the same for one change and for twenty.
 *
 * What is handed in while other work goes on waits for the next lot. Where a lot fails each of it is done alone, so that nobody bears another's fault.
 */
export function createTogether<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let isWorking = false;

  const doLot = async (lot: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(lot.map(({ item }) => item));
      for (const [index, { done }] of lot.entries()) done.resolve(results[index] as Result);
    } catch (error) {
      if (lot.length > 1) for (const one of lot) await doLot([one]);
      else for (const { done } of lot) done.reject(error);
    }
  };
  const workOff = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) {
      await otherWork();
      await doLot(waiting.splice(0, MOST));
    }
    isWorking = false;
  };

  return (item) => {
    const done = Promise.withResolvers<Result>();
    waiting.push({ item, done });
    if (!isWorking) void workOff();
    return done.promise;
  };
}
