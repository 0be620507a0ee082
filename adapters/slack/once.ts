import { createRecentMap } from "#core";

/** Whether something happens for the first time: in this process at once, and through the store across restarts and replicas. */
export type Once = (key: string) => Promise<boolean>;

const MOST = 5000;

/** `see` marks in the store what is no turn of the bot; where the store is away the list of this process has to do. */
export function createOnce(see: (key: string, at: Date) => Promise<boolean>): Once {
  const lately = createRecentMap<true>(MOST);
  return async (key) => {
    if (lately.get(key)) return false;
    lately.set(key, true);
    return see(key, new Date()).catch(() => true);
  };
}
