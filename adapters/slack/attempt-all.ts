import type { Attempt } from "./once.ts";

/** Does one thing for several keys at once, for those that are still due; the values for which it was done just now. What fails may be tried again. */
export async function attemptAll<Value>(
  attempt: Attempt,
  values: readonly Value[],
  keyOf: (value: Value) => string,
  act: (due: readonly Value[]) => Promise<boolean>,
): Promise<readonly Value[]> {
  const acted = Promise.withResolvers<boolean>();
  const due: Value[] = [];
  const tries = values.map((value) => {
    const told = Promise.withResolvers<void>();
    const outcome = attempt(keyOf(value), () => {
      due.push(value);
      told.resolve();
      return acted.promise;
    }).finally(told.resolve);
    return { told: told.promise, outcome };
  });
  await Promise.all(tries.map(({ told }) => told));
  acted.resolve(due.length > 0 && (await act(due).catch(() => false)));
  const outcomes = await Promise.all(tries.map(({ outcome }) => outcome));
  return values.filter((_value, index) => outcomes[index] === "done");
}
