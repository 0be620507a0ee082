import type { Store } from "#core";
import { BotError } from "#core";

/** How a store is today. Slow: it answers after this many milliseconds of its clock; lost: it does what it is told, and the answer is lost; only: that one call gets through. */
export type Mood = "well" | "away" | "hanging" | "lost" | "faulty" | { readonly slow: number } | { readonly only: string };

/** A store that can be put out of order, over one that works. */
export interface MoodyStore extends Store {
  mood: Mood;
  /** Calls that reached it. */
  readonly calls: string[];
}

/** Puts a mood before every call. `wait` passes time on the clock of the test. */
export function createMoodyStore(store: Store, wait: (milliseconds: number) => Promise<void>): MoodyStore {
  const moody = { mood: "well" as Mood, calls: [] as string[] };
  // A proxy is whatever it stands for; the types cannot know, neither for the calls it passes on.
  return new Proxy(moody as unknown as MoodyStore, {
    get: (_, name: keyof MoodyStore) => {
      if (name === "mood" || name === "calls") return moody[name];
      const call = (store as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
      if (typeof call !== "function" || name === "isSaving") return call;
      return async (...args: unknown[]) => {
        moody.calls.push(name);
        const { mood } = moody;
        if (mood === "away" || (typeof mood === "object" && "only" in mood && mood.only !== name))
          throw new BotError("STORE_UNAVAILABLE", "The store nowhere is away: start it.");
        if (mood === "hanging") return new Promise(() => {});
        if (mood === "faulty") throw new Error("a mistake in a statement");
        if (typeof mood === "object" && "slow" in mood) await wait(mood.slow);
        const answer = await call(...args);
        if (mood === "lost") throw new BotError("STORE_UNAVAILABLE", "The store nowhere is away: start it.");
        return answer;
      };
    },
  });
}
