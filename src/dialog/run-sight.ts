import { createHash } from "node:crypto";
import type { OnRun } from "../intent.ts";
import { fitState } from "../run/fit-state.ts";
import { startState } from "../run/move.ts";
import type { RunState, RunStatus } from "../run/run-state.ts";
import type { RunRecord } from "../state/store.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { sightOf } from "./run-context.ts";

/** The id of what an event brings about: never used again, and the same when the event is delivered twice. */
export function idOf(event: string): string {
  return createHash("sha256").update(event).digest("hex").slice(0, 16);
}

/**
 * A run as a button of it shows it: what is remembered, brought to the place on the card.
 *
 * The two differ only where the store was away for some presses: the card is then ahead of what is remembered.
 */
export function sightFrom(context: RunContext, on: OnRun, record: RunRecord | undefined): RunSight {
  const article = on.article === undefined ? undefined : context.articles.get(on.article);
  const known = record && sightOf(context, record);
  const state = fitState(article, atButton(known?.state ?? startState(article, context.at), on));
  const status: RunStatus = known?.status ?? (on.mark === "solved" ? "solved" : "open");
  if (known !== undefined) return { ...known, state };
  return { id: on.run, revision: on.seen, article, state, status };
}

function atButton(state: RunState, { path, step, mark }: OnRun): RunState {
  if (state.phase === "putBack" || state.phase === "over") return state;
  const isGuard = mark === "asked" || mark === "given";
  const phase = mark === undefined || isGuard ? ("step" as const) : mark;
  return { ...state, path, step, phase, guard: isGuard ? mark : "none" };
}
