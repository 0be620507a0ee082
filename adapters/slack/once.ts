import { createRecentMap } from "#core";

/** Whether something happens for the first time: in this process at once, and through the store across restarts and replicas. */
export type Once = (key: string) => Promise<boolean>;

/**
 * Does something that may happen once. What fails may be tried again; who comes meanwhile gets the outcome of the first.
 *
 * - `done`: just now; `before`: it had been done; `failed`
 */
export type Attempt = (key: string, act: () => Promise<boolean>) => Promise<"done" | "before" | "failed">;

const MOST = 5000;

/** How the store marks what is no turn of the bot. */
export interface Marks {
  /** False where it was marked before. */
  readonly see: (key: string, at: Date) => Promise<boolean>;
  readonly unsee: (key: string) => Promise<void>;
}

/** Where the store is away the list of this process has to do. */
export function createOnce({ see, unsee }: Marks): { readonly once: Once; readonly attempt: Attempt } {
  const lately = createRecentMap<true>(MOST);
  const underway = new Map<string, Promise<boolean>>();

  const once: Once = async (key) => {
    if (lately.get(key)) return false;
    lately.set(key, true);
    return see(key, new Date()).catch(() => true);
  };
  const undo = async (key: string): Promise<void> => {
    lately.delete(key);
    await unsee(key).catch(() => {});
  };

  return {
    once,
    attempt: async (key, act) => {
      const other = underway.get(key);
      if (other !== undefined) return (await other) ? "before" : "failed";
      const outcome = Promise.withResolvers<boolean>();
      underway.set(key, outcome.promise);
      let isDone = false;
      try {
        if (!(await once(key))) {
          isDone = true;
          return "before";
        }
        isDone = await act();
        if (!isDone) await undo(key);
        return isDone ? "done" : "failed";
      } finally {
        underway.delete(key);
        outcome.resolve(isDone);
      }
    },
  };
}
