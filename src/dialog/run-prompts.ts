import type { MoveIntent, OnRun } from "../intent.ts";
import { NOT_SOLVED_REASONS } from "../intent.ts";
import type { Prompt } from "../reply.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { canWait, isGuarded, isStuck } from "../run/move.ts";
import { REMIND_AFTER } from "../run/remind-at.ts";
import { SKIP_REASONS } from "../run/run-state.ts";
import type { Place } from "../run/ways.ts";
import { nextWay, stepAt } from "../run/ways.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { relatedPrompts } from "./open.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { placeName } from "./run-words.ts";

/** The buttons of a run's card. */
export interface RunPrompts {
  readonly prompts: readonly Prompt[];
  readonly furtherPrompts: readonly Prompt[];
  readonly options: readonly Prompt[];
}

const LONGEST_STEP_NAME = 60;
const MOST_FIXES = 6;

/** What every button of a run's card carries. */
export function onRunOf({ id, revision, article, state }: RunSight): OnRun {
  const mark = markOf(state);
  return {
    ...{ run: id, seen: revision, path: state.path, step: state.step },
    ...(article === undefined ? {} : { article: article.id }),
    ...(mark === undefined ? {} : { mark }),
  };
}

function markOf({ phase, guard }: RunSight["state"]): OnRun["mark"] {
  if (phase === "waiting" || phase === "allFailed" || phase === "solved") return phase;
  return guard === "none" ? undefined : guard;
}

/** What can be pressed, by where the run stands. */
export function runPrompts(context: RunContext, sight: RunSight): RunPrompts {
  const { t } = context;
  const { state, status, article } = sight;
  const on = onRunOf(sight);
  const move = (label: string, what: MoveIntent["do"], emphasis?: "primary", more: Partial<MoveIntent> = {}) =>
    prompt(label, { kind: "move", do: what, ...on, ...more }, emphasis);
  const back = move(t.text("run.back"), "back");
  const escalate = move(t.text("run.escalate"), "escalate");
  const solve = move(t.text("run.solve"), "solve");
  const stop = move(t.text("run.stop"), "stop");
  const handOver = prompt(t.text("run.handOver"), { kind: "handOver", form: "text", ...on });
  const language = languagePrompt(context, { kind: "showRun", ...on });
  const isMine = sight.record === undefined || sight.record.holder.key === context.by.key;
  const takeOver = isMine || status !== "open" ? [] : [move(t.text("run.takeOver"), "takeOver")];
  const hasBegun = state.outcomes.length > 0;
  const rest = [...takeOver, handOver];

  switch (state.phase) {
    case "step":
    case "waiting": {
      if (article === undefined)
        return { prompts: [{ ...escalate, emphasis: "primary" }, solve, stop], furtherPrompts: [...rest, language], options: [] };
      if (isGuarded(article, state)) {
        const skip = prompt(t.text("run.skip"), { kind: "askSkip", ...on });
        const asked = state.guard === "asked";
        return {
          prompts: asked
            ? [move(t.text("run.confirm"), "confirm"), move(t.text("run.no"), "back", "primary"), skip]
            : [move(t.text("run.do"), "confirm"), { ...skip, emphasis: "primary" }],
          furtherPrompts: [...(hasBegun && !asked ? [back] : []), ...(hasBegun ? [escalate] : []), ...rest, stop, language],
          options: [],
        };
      }
      const isWaiting = state.phase === "waiting";
      const isCheck = article.paths[state.path]?.kind === "checks";
      const stuck = isStuck(state, context.at);
      const worked = move(t.text(isCheck && !isWaiting ? "run.checked" : "run.worked"), "worked", "primary");
      const second = isWaiting
        ? move(t.text("run.stillRunning"), "stillRunning")
        : isCheck
          ? { ...solve, label: t.text("run.wasThis") }
          : move(t.text("run.failed"), "failed");
      const skip = prompt(t.text("run.skip"), { kind: "askSkip", ...on });
      const third = isWaiting ? move(t.text("run.failedWait"), "failed") : stuck ? escalate : skip;
      const reminders = canWait(article, state)
        ? REMIND_AFTER.map((after) => move(t.text(`run.remind.${after}`), "remind", undefined, { after }))
        : [];
      const isLastStep = state.step >= (article.paths[state.path]?.steps.length ?? 0) - 1;
      return {
        prompts: [worked, second, third],
        furtherPrompts: [
          ...reminders,
          ...(hasBegun ? [back] : []),
          ...(third === skip || isWaiting ? [] : [skip]),
          ...(third === escalate || !(hasBegun || isWaiting) ? [] : [escalate]),
          ...(isLastStep || nextWay(article, state.path) === undefined ? [] : [move(t.text("run.nextWay"), "nextWay")]),
          ...(isLastStep || isCheck ? [] : [solve]),
          ...rest,
          stop,
          language,
        ],
        options: [],
      };
    }
    case "allFailed":
      return {
        prompts: [{ ...escalate, emphasis: "primary" }, solve, stop],
        furtherPrompts: [back, ...rest, ...(article === undefined ? [] : relatedPrompts(context, article)), language],
        options: [],
      };
    case "solved":
      return {
        prompts: [move(t.text("run.unknownFix"), "fixedBy")],
        furtherPrompts: [back, handOver, language],
        options: fixes(context, sight).map(({ label, place }) => move(label, "fixedBy", undefined, { fix: place })),
      };
    case "putBack":
      return {
        prompts: [move(t.text("run.putBack"), "putBack", "primary"), move(t.text("run.keep"), "keep")],
        furtherPrompts: [handOver, language],
        options: [],
      };
    case "over": {
      const isUnsolved = status === "stopped" && article !== undefined;
      return {
        prompts: [{ ...handOver, emphasis: "primary" }, ...(status === "stopped" ? [back] : [])],
        furtherPrompts: [
          ...(article === undefined ? [] : relatedPrompts(context, article, status === "solved" ? ["next"] : undefined)),
          language,
        ],
        options: isUnsolved ? reasons(context, article.id, sight.id) : [],
      };
    }
  }
}

/** Why it was not solved. */
function reasons({ t }: RunContext, article: string, run: string): readonly Prompt[] {
  return NOT_SOLVED_REASONS.map((reason) =>
    prompt(t.text(`feedback.reason.${reason}`), { kind: "feedback", article, run, verdict: "notSolved", reason }),
  );
}

/** Why a step is skipped. */
export function skipPrompts(context: RunContext, sight: RunSight): RunPrompts {
  const { t } = context;
  const on = onRunOf(sight);
  return {
    prompts: SKIP_REASONS.map((reason) => prompt(t.text(`run.reason.${reason}`), { kind: "move", do: "skip", ...on, reason })),
    furtherPrompts: [prompt(t.text("run.no"), { kind: "showRun", ...on })],
    options: [],
  };
}

/** The steps that may have fixed it: those that were done, the last first. */
function fixes(context: RunContext, { article, state }: RunSight): readonly { readonly label: string; readonly place: Place }[] {
  if (article === undefined) return [];
  return state.outcomes
    .filter(({ outcome }) => outcome !== "skipped")
    .toReversed()
    .slice(0, MOST_FIXES)
    .map(({ path, step }) => ({ label: fixLabel(context, article, { path, step }), place: { path, step } }));
}

function fixLabel(context: RunContext, article: NonNullable<RunSight["article"]>, place: Place): string {
  const action = textOf(parseRichText(stepAt(article, place)?.do[context.locale] ?? ""));
  const short = action.length <= LONGEST_STEP_NAME ? action : `${action.slice(0, LONGEST_STEP_NAME - 1).trimEnd()}…`;
  const name = placeName(context, article, place);
  return `${name[0]?.toUpperCase()}${name.slice(1)}: ${short}`;
}
