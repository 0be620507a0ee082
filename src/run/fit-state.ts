import type { Article } from "../knowledge/article.ts";
import type { RunState } from "./run-state.ts";
import type { Place } from "./ways.ts";
import { stepAt, waysInOrder } from "./ways.ts";

/** A state as the article of today allows it: an article that was changed since may have lost the step, and then its first way begins anew. */
export function fitState(article: Article | undefined, state: RunState): RunState {
  if (article === undefined) return state;
  const exists = (place: Place) => stepAt(article, place) !== undefined;
  if (exists(state) && state.outcomes.every(exists) && state.changed.every(exists)) return state;
  const [first = 0] = waysInOrder(article);
  return {
    ...state,
    ...(exists(state) ? {} : { path: first, step: 0, guard: "none" as const }),
    outcomes: state.outcomes.filter(exists),
    changed: state.changed.filter(exists),
  };
}
