import type { StepReply } from "../reply.ts";
import type { RichText, Span } from "../rich-text.ts";
import { isGuarded, isStuck, toPutBack } from "../run/move.ts";
import { letterOf, stepAt } from "../run/ways.ts";
import { headingOf, labelled, stepView } from "./article-parts.ts";
import { localTime } from "./local-time.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf } from "./run-context.ts";
import type { RunPrompts } from "./run-prompts.ts";
import { runPrompts } from "./run-prompts.ts";
import { lossOf, placeName, positionOf, sentence } from "./run-words.ts";

/** What a card says beside where the run stands. */
export interface RunCardOptions {
  /** What happened just before, such as a press of somebody else. */
  readonly lines?: readonly RichText[];
  /** False: the card says that progress is not being kept. */
  readonly isSaved?: boolean;
  /** Other buttons than those of the run's place. */
  readonly prompts?: RunPrompts;
  /** The step that fixed it, where somebody said so. */
  readonly fixedBy?: { readonly path: number; readonly step: number };
}

/** The card of a run: its step in full, or what it asks at its end. */
export function runCard(context: RunContext, sight: RunSight, options: RunCardOptions = {}): StepReply {
  const { t, locale } = context;
  const { id, revision, article } = sight;
  const { lines = [], isSaved = true } = options;
  return {
    kind: "step",
    locale,
    ...(isSaved ? {} : { warning: t.rich("run.unsaved") }),
    run: { id, revision },
    ...(article === undefined ? {} : { article: article.id }),
    heading: article === undefined ? { title: t.text("run.heading.unknown") } : headingOf(article, t),
    ...stepParts(context, sight),
    lines: (options.prompts === undefined ? [...lines, ...linesOf(context, sight, options)] : lines).map(sentence),
    ...(options.prompts ?? runPrompts(context, sight)),
    footer: footerOf(context, sight),
  };
}

function stepParts(context: RunContext, { article, state, status }: RunSight): Partial<StepReply> {
  const { t, locale } = context;
  if (article === undefined) return {};
  if (state.phase === "putBack") {
    const step = stepAt(article, toPutBack(state) ?? state);
    if (step === undefined) return {};
    const { run: _, expect: __, effort: ___, ...view } = stepView(step, t);
    return { step: view };
  }
  const path = article.paths[state.path];
  const step = stepAt(article, state);
  if (status !== "open" || path === undefined || step === undefined || state.phase === "allFailed") return {};
  const { effort: _, run, ...view } = stepView(step, t);
  const guarded = isGuarded(article, state);
  return {
    position: positionOf(context, article, state),
    ...(article.paths.length > 1 ? { way: t.text("steps.way", { letter: letterOf(article, state.path), title: path.title[locale] }) } : {}),
    ...(path.when === undefined ? {} : { when: labelled(t.text("answer.when"), path.when[locale]) }),
    // What takes something away is shown to copy only after its second press.
    step: { ...view, ...(run === undefined || guarded ? {} : { run }) },
    ...(guarded && state.guard === "asked" ? { loses: lossOf(context, step) } : {}),
  };
}

function linesOf(context: RunContext, { article, state, status, record }: RunSight, { fixedBy }: RunCardOptions): readonly RichText[] {
  const { t, locale, zone, at } = context;
  const span = (text: string): Span => ({ kind: "text", text });
  const moved = record && { name: span(nameOf(context, record.movedBy)), time: span(localTime(record.movedAt, locale, zone)) };
  switch (state.phase) {
    case "step":
      if (article === undefined) return [t.rich("run.line.unknown"), ...stuckLine(context, state, at)];
      if (isGuarded(article, state)) return [t.rich(state.guard === "asked" ? "run.line.asked" : "run.line.guard")];
      return stuckLine(context, state, at);
    case "waiting":
      return [
        record?.remindAt === undefined
          ? t.rich("run.line.waitingOn")
          : t.rich("run.line.waiting", {
              name: span(nameOf(context, record.movedBy)),
              time: span(localTime(record.remindAt, locale, zone)),
            }),
      ];
    case "allFailed":
      return [t.rich("run.line.allFailed")];
    case "solved":
      return [t.rich("run.line.solved")];
    case "putBack":
      return [t.rich("run.line.putBack")];
    case "over": {
      const kept = state.changed.filter(({ now }) => now === "kept");
      return [
        moved === undefined
          ? t.rich("run.line.over")
          : t.rich(status === "stopped" ? "run.line.ended.stopped" : "run.line.ended.solved", moved),
        ...(fixedBy === undefined || article === undefined
          ? []
          : [t.rich("run.line.fixed", { step: span(placeName(context, article, fixedBy)) })]),
        ...(status === "stopped" && article !== undefined ? [t.rich("run.line.why")] : []),
        ...(kept.length === 0 ? [] : [t.rich("run.line.kept", { count: span(String(kept.length)) })]),
      ];
    }
  }
}

function stuckLine({ t }: RunContext, state: RunSight["state"], at: Date): readonly RichText[] {
  return isStuck(state, at) ? [t.rich("run.line.stuck")] : [];
}

function footerOf(context: RunContext, { record, state, article }: RunSight): string {
  const { t, locale, zone } = context;
  const time = localTime(new Date(state.heldSince), locale, zone);
  const run =
    record === undefined
      ? t.text("run.footer.unsaved")
      : t.text("run.footer", { number: record.number, name: nameOf(context, record.holder), time });
  return [run, ...(article === undefined ? [] : [article.id])].join(" · ");
}
