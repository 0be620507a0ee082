import type { Article } from "../knowledge/article.ts";
import type { RunState, RunStatus, SkipReason, TrailEvent } from "./run-state.ts";
import type { Place } from "./ways.ts";
import { isSamePlace, leavesChange, needsSecondPress, nextWay, stepAt, waysInOrder } from "./ways.ts";

/** What somebody does with a run. */
export type Move =
  | { readonly kind: (typeof PLAIN_MOVES)[number] }
  | { readonly kind: "skip"; readonly reason?: SkipReason | undefined }
  | { readonly kind: "fixedBy"; readonly place?: Place | undefined };

/** Moves that need no more than their name. */
export const PLAIN_MOVES = [
  "worked",
  "failed",
  "confirm",
  "back",
  "nextWay",
  "remind",
  "stillRunning",
  "solve",
  "stop",
  "takeOver",
  "escalate",
  "putBack",
  "keep",
] as const;

/** Where a run stands and whether it goes on. */
export interface Standing {
  readonly state: RunState;
  readonly status: RunStatus;
}

/** What happened by a move, without who and when. */
export interface Happening {
  readonly what: TrailEvent;
  readonly path?: number;
  readonly step?: number;
  readonly reason?: SkipReason;
}

/** A run after a move. */
export interface Moved extends Standing {
  readonly happened: readonly Happening[];
}

/** Without progress for longer than this, in milliseconds, a card offers to call somebody. */
const STUCK_AFTER = 30 * 60_000;

/** Where every run begins; one without an article has no steps. */
export function startState(article: Article | undefined, at: Date): RunState {
  const moment = at.getTime();
  const [path = 0] = article === undefined ? [] : waysInOrder(article);
  return { path, step: 0, outcomes: [], guard: "none", phase: "step", changed: [], progressAt: moment, heldSince: moment };
}

/** Whether nothing got further for so long that somebody else should look. */
export function isStuck({ progressAt }: RunState, at: Date): boolean {
  return at.getTime() - progressAt > STUCK_AFTER;
}

/** Makes a move; undefined where it does not fit where the run stands, such as a press on an old card. */
export function makeMove(article: Article | undefined, standing: Standing, move: Move, at: Date): Moved | undefined {
  const { state, status } = standing;
  const now = at.getTime();
  const isAtStep = status === "open" && article !== undefined && (state.phase === "step" || state.phase === "waiting");
  const moved = (next: Partial<RunState>, what: TrailEvent, more: Omit<Happening, "what"> = placeOf(state)): Moved => ({
    state: { ...state, ...next },
    status,
    happened: [{ what, ...more }],
  });

  switch (move.kind) {
    case "worked":
    case "failed":
      return isAtStep ? tried(article, standing, move.kind, now) : undefined;
    case "confirm":
      return isAtStep ? confirmed(article, standing, now) : undefined;
    case "skip":
      if (!isAtStep) return undefined;
      return advance(article, withOutcome(standing, "skipped", now), {
        ...{ what: "skipped", ...placeOf(state) },
        ...(move.reason === undefined ? {} : { reason: move.reason }),
      });
    case "nextWay": {
      if (!isAtStep) return undefined;
      const left = withOutcome(standing, "skipped", now);
      return enterWay(article, left, [{ what: "nextWay", ...placeOf(state) }]);
    }
    case "remind":
    case "stillRunning":
      if (!isAtStep || !canWait(article, state)) return undefined;
      return move.kind === "remind" ? moved({ phase: "waiting" }, "waiting") : moved({ phase: "waiting", progressAt: now }, "stillRunning");
    case "back":
      return goBack(article, standing);
    case "solve":
      if (status !== "open") return undefined;
      return { ...moved({ phase: "solved", guard: "none", progressAt: now }, "solved"), status: "solved" };
    case "fixedBy":
      if (state.phase !== "solved") return undefined;
      return { ...moved(ending(state), "fixedBy", move.place ?? {}), status };
    case "stop":
      if (status !== "open") return undefined;
      return { ...moved({ ...ending(state), guard: "none" }, "stopped"), status: "stopped" };
    case "takeOver":
      return status === "open" ? moved({ heldSince: now }, "tookOver") : undefined;
    case "escalate":
      return status === "open" ? moved({}, "escalated") : undefined;
    case "putBack":
    case "keep": {
      const place = toPutBack(state);
      if (state.phase !== "putBack" || place === undefined) return undefined;
      const changed = state.changed.map((one) =>
        isSamePlace(one, place) ? { ...one, now: move.kind === "keep" ? ("kept" as const) : ("putBack" as const) } : one,
      );
      return moved({ changed, ...ending({ ...state, changed }) }, move.kind === "keep" ? "keptChange" : "putBack", place);
    }
  }
}

/** The change to put back next: the last one first. */
export function toPutBack({ changed }: RunState): Place | undefined {
  const last = changed.findLast(({ now }) => now === "changed");
  return last && { path: last.path, step: last.step };
}

function placeOf({ path, step }: RunState): Place {
  return { path, step };
}

/** Whether the step of a run can be left waiting: it takes hours, and is being done. */
export function canWait(article: Article, state: RunState): boolean {
  const step = stepAt(article, state);
  return step !== undefined && (state.phase === "waiting" || (step.takes === "hours" && !isGuarded(article, state)));
}

/** Whether the step of a run still needs its second press. */
export function isGuarded(article: Article, state: RunState): boolean {
  const step = stepAt(article, state);
  return step !== undefined && state.guard !== "given" && needsSecondPress(step);
}

/** Whether "it worked" here ends a run as solved: at the last step of a way, which is no check and needs no press before. */
export function solvesByWorking(article: Article | undefined, { state, status }: Standing): boolean {
  if (article === undefined || status !== "open" || (state.phase !== "step" && state.phase !== "waiting")) return false;
  return !isGuarded(article, state) && isLastToDo(article, state);
}

function isLastToDo(article: Article, state: RunState): boolean {
  const path = article.paths[state.path];
  return path?.kind !== "checks" && state.step >= (path?.steps.length ?? 0) - 1;
}

/** A step was done. One that needs a second press is asked about first, whatever was pressed or typed. */
function tried(article: Article, standing: Standing, outcome: "worked" | "failed", now: number): Moved {
  const { state } = standing;
  if (isGuarded(article, state)) return { ...standing, state: { ...state, guard: "asked" }, happened: [] };
  const path = article.paths[state.path];
  const isCheck = path?.kind === "checks";
  const kept = withChange(article, withOutcome(standing, isCheck && outcome === "worked" ? "ticked" : outcome, now));
  const happening: Happening = { what: isCheck && outcome === "worked" ? "ticked" : outcome, ...placeOf(state) };
  if (outcome === "worked" && isLastToDo(article, state)) {
    return {
      state: { ...kept.state, phase: "solved", guard: "none" },
      status: "solved",
      happened: [happening, { what: "solved", ...placeOf(state) }],
    };
  }
  return advance(article, kept, happening);
}

function confirmed(article: Article, standing: Standing, now: number): Moved | undefined {
  const { state } = standing;
  if (!isGuarded(article, state)) return undefined;
  if (state.guard === "none") return { ...standing, state: { ...state, guard: "asked" }, happened: [] };
  return { ...standing, state: { ...state, guard: "given", progressAt: now }, happened: [{ what: "confirmed", ...placeOf(state) }] };
}

/** To the next step, or check that is not looked at yet; after the last, to the next way. */
function advance(article: Article, standing: Standing, happening: Happening): Moved {
  const { state } = standing;
  const path = article.paths[state.path];
  const count = path?.steps.length ?? 0;
  const isOpen = (step: number) => !state.outcomes.some((one) => isSamePlace(one, { path: state.path, step }));
  const after = Array.from({ length: Math.max(0, count - state.step - 1) }, (_, index) => state.step + 1 + index);
  const next = path?.kind === "checks" ? [...after, ...Array.from({ length: state.step }, (_, index) => index)].find(isOpen) : after[0];
  if (next === undefined) return enterWay(article, standing, [happening]);
  return { ...standing, state: { ...state, step: next, guard: "none", phase: "step" }, happened: [happening] };
}

function enterWay(article: Article, { state, status }: Standing, happened: readonly Happening[]): Moved {
  const path = nextWay(article, state.path);
  if (path === undefined) return { state: { ...state, guard: "none", phase: "allFailed" }, status, happened };
  return { state: { ...state, path, step: 0, guard: "none", phase: "step" }, status, happened };
}

function withOutcome({ state, status }: Standing, outcome: RunState["outcomes"][number]["outcome"], now: number): Standing {
  const others = state.outcomes.filter((one) => !isSamePlace(one, state));
  return { status, state: { ...state, outcomes: [...others, { ...placeOf(state), outcome }], progressAt: now } };
}

function withChange(article: Article, { state, status }: Standing): Standing {
  const step = stepAt(article, state);
  if (step === undefined || !leavesChange(step)) return { state, status };
  const others = state.changed.filter((one) => !isSamePlace(one, state));
  return { status, state: { ...state, changed: [...others, { ...placeOf(state), now: "changed" }] } };
}

/** What a run still asks when it is over: to put back what it changed. */
function ending(state: RunState): Pick<RunState, "phase"> {
  return { phase: toPutBack(state) === undefined ? "over" : "putBack" };
}

/**
 * One press back: the question of the second press, an end that came too soon, or the last step with its outcome.
 *
 * What that step changed stays in the list: the press is undone, the change on the server is not.
 */
function goBack(article: Article | undefined, { state, status }: Standing): Moved | undefined {
  if (state.guard === "asked") return { state: { ...state, guard: "none" }, status, happened: [] };
  const to = (next: Partial<RunState>): Moved => ({
    state: { ...state, guard: "none", ...next },
    status: "open",
    happened: [{ what: "wentBack", path: next.path ?? state.path, step: next.step ?? state.step }],
  });
  const last = state.outcomes.at(-1);
  if (status !== "open") {
    if (status === "solved" && state.phase !== "solved") return undefined;
    const own = state.outcomes.find((one) => isSamePlace(one, state));
    if (own === undefined) return to({ phase: "step" });
    if (own.outcome !== "worked" || own !== last) return to({ phase: "allFailed" });
  }
  if (article === undefined || last === undefined) return undefined;
  return to({ path: last.path, step: last.step, outcomes: state.outcomes.slice(0, -1), phase: "step" });
}
