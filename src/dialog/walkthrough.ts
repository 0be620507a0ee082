import type { MoveIntent, OnRun } from "../intent.ts";
import type { Delivery } from "../reply.ts";
import type { Move, Moved } from "../run/move.ts";
import { makeMove, startState } from "../run/move.ts";
import { remindAt } from "../run/remind-at.ts";
import type { TrailEvent } from "../run/run-state.ts";
import type { RunRecord, TrailLine } from "../state/store.ts";
import { calledForHelp, escalated } from "./escalate.ts";
import { notice } from "./notice.ts";
import { otherCards } from "./other-cards.ts";
import type { RunAnswer } from "./run-answer.ts";
import { answerChange, currentCard, inPlace, missingRun, only } from "./run-answer.ts";
import { runCard } from "./run-card.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf, sightOf } from "./run-context.ts";
import { skipPrompts } from "./run-prompts.ts";
import { idOf, sightFrom } from "./run-sight.ts";

/** What an owner may want to look up later: who knew a risk and went on, who took over, who called for help, who gave up. */
const AUDITED: ReadonlySet<TrailEvent> = new Set<TrailEvent>(["confirmed", "tookOver", "escalated", "stopped"]);

/** Begins to walk through an article, or to keep track of a problem without one; goes on with the run that is already there. */
export async function startRun(context: RunContext, id: string | undefined): Promise<RunAnswer> {
  const { store, t, articles } = context;
  const article = id === undefined ? undefined : articles.get(id);
  if (id !== undefined && article === undefined) return only(inHere(context, notice(context, "notice.gone")));
  const running = await store.runIn(context.keys.conversation);
  if (running !== undefined && running.article === id) {
    const name = { kind: "text", text: nameOf(context, running.startedBy) } as const;
    return only(
      inHere(context, runCard(context, sightOf(context, running), { lines: [t.rich("run.line.started", { name })] }), running.id),
    );
  }
  const sight: RunSight = {
    ...{ id: idOf(context.keys.event), revision: 0, article, status: "open", state: startState(article, context.at) },
  };
  return openRun({ ...context, message: undefined }, sight, context.keys.event);
}

/** A step was done, skipped, taken over: every press of a run's card. */
export async function moveRun(context: RunContext, intent: MoveIntent): Promise<RunAnswer> {
  const { store, organisation, keys, at, by } = context;
  const found = await find(context, intent);
  if (found === "missing") return missingRun(context, intent.article);
  const { sight, record } = found;
  if (record !== undefined && record.revision !== found.seen) return only(currentCard(context, record));
  const moved = makeMove(sight.article, sight, moveOf(intent), at);
  if (moved === undefined) return only(inPlace(context, runCard(context, sight, { isSaved: store.isSaving() }), sight.id));

  const change = await store.moveRun({
    ...{ organisation, event: keys.event, at, by, run: sight.id, seen: found.seen, state: moved.state, status: moved.status },
    holder: intent.do === "takeOver" ? by : (record?.holder ?? by),
    conversation: keys.conversation,
    trail: trailOf(context, moved, intent),
    ...(intent.do === "remind"
      ? { reminder: { id: idOf(`${keys.event}/reminder`), at: remindAt(intent.after ?? "30", at, context.zone) } }
      : {}),
  });
  const name = { kind: "text", text: nameOf(context, by) } as const;
  const answer = answerChange(
    context,
    change,
    { ...sight, state: moved.state, status: moved.status },
    {
      ...(intent.do === "takeOver" ? { lines: [context.t.rich("run.line.tookOver", { name })] } : {}),
      ...(intent.do === "escalate" ? { lines: [calledForHelp(context)] } : {}),
      ...(intent.do === "fixedBy" && intent.fix !== undefined ? { fixedBy: intent.fix } : {}),
    },
  );
  if (change.kind !== "done" && change.kind !== "unsaved") return answer;
  const after: RunSight = change.kind === "done" ? sightOf(context, change.run) : { ...sight, ...moved };
  if (moved.status === "solved" && sight.status === "open") await keepSolved(context, after);
  if (moved.happened.some(({ what }) => AUDITED.has(what))) {
    const about = `run ${sight.id}, ${sight.article?.id ?? "no article"}, way ${sight.state.path + 1}, step ${sight.state.step + 1}`;
    await store.audit({ organisation, at, by: keys.user, what: intent.do, about });
  }
  const others = change.kind === "done" ? await otherCards(context, after, intent) : [];
  return { ...answer, deliveries: [...answer.deliveries, ...(await announcements(context, intent, sight, after)), ...others] };
}

/** Whether the step helped, where going on would say that it did. */
export async function askOutcome(context: RunContext, on: OnRun): Promise<RunAnswer> {
  return showWith(context, on, (sight) =>
    runCard(context, sight, { lines: [context.t.rich("run.line.outcome")], isSaved: context.store.isSaving() }),
  );
}

/** Why the step is skipped, before it is. */
export async function askSkip(context: RunContext, on: OnRun): Promise<RunAnswer> {
  return showWith(context, on, (sight) =>
    runCard(context, sight, {
      lines: [context.t.rich("run.line.skip")],
      prompts: skipPrompts(context, sight),
      isSaved: context.store.isSaving(),
    }),
  );
}

/** The card of a run as it stands now. */
export async function showRun(context: RunContext, on: OnRun): Promise<RunAnswer> {
  return showWith(context, on, (sight) => runCard(context, sight, { isSaved: context.store.isSaving() }));
}

async function showWith(context: RunContext, on: OnRun, draw: (sight: RunSight) => ReturnType<typeof runCard>): Promise<RunAnswer> {
  const record = await context.store.runById(context.organisation, on.run);
  if (record !== undefined && record.revision !== on.seen) return only(currentCard(context, record, "run.line.movedOn"));
  if (record === undefined && on.seen > 0 && context.store.isSaving()) return missingRun(context, on.article);
  return only(inPlace(context, draw(sightFrom(context, on, record)), on.run));
}

interface Found {
  readonly sight: RunSight;
  readonly record?: RunRecord;
  readonly seen: number;
}

/** The run of a button. One that began while the store was away is opened now. */
async function find(context: RunContext, on: OnRun): Promise<Found | "missing"> {
  const { store, organisation, keys } = context;
  const record = await store.runById(organisation, on.run);
  if (record !== undefined) return { sight: sightFrom(context, on, record), record, seen: on.seen };
  const sight = sightFrom(context, on, undefined);
  if (!store.isSaving()) return { sight, seen: on.seen };
  if (on.seen > 0) return "missing";
  const { changed } = await openRun(context, sight, `${keys.event}/opened`);
  return changed === undefined ? { sight, seen: on.seen } : { sight: sightOf(context, changed), record: changed, seen: changed.revision };
}

async function openRun(context: RunContext, sight: RunSight, event: string): Promise<RunAnswer> {
  const { store, organisation, at, by, keys } = context;
  const change = await store.startRun({
    ...{ organisation, event, at, by, id: sight.id, article: sight.article?.id, state: sight.state },
    conversation: keys.conversation,
    trail: [{ at, by, what: "started" }],
  });
  return answerChange(context, change, sight);
}

function moveOf(intent: MoveIntent): Move {
  switch (intent.do) {
    case "skip":
      return { kind: "skip", reason: intent.reason };
    case "fixedBy":
      return { kind: "fixedBy", place: intent.fix };
    default:
      return { kind: intent.do };
  }
}

function trailOf({ at, by, index }: RunContext, { state: { path, step }, happened }: Moved, { words }: MoveIntent): readonly TrailLine[] {
  if (words === undefined || index.hasSecret(words, "kept")) return happened.map((one) => ({ at, by, ...one }));
  // A risky step that still waits for its second press has happened in no other way yet.
  if (happened.length === 0) return [{ at, by, what: "noted", path, step, words }];
  return happened.map((one, number) => ({ at, by, ...one, ...(number === 0 ? { words } : {}) }));
}

async function keepSolved({ store, organisation, keys, at }: RunContext, { id, article }: RunSight): Promise<void> {
  if (article === undefined) return;
  await store.keepFeedback({ organisation, person: keys.user, article: article.id, run: id, at, verdict: "solved" });
}

/** What people must be notified of is a message of its own: solved, or a call for help. */
async function announcements(
  context: RunContext,
  { do: what }: MoveIntent,
  before: RunSight,
  after: RunSight,
): Promise<readonly Delivery[]> {
  if (what === "escalate") return escalated(context, after);
  const { t, locale, by, surface } = context;
  const isShared = surface === "channel" || surface === "group";
  if (!isShared || after.status !== "solved" || before.status !== "open" || after.record === undefined) return [];
  const text = (value: string) => ({ kind: "text", text: value }) as const;
  const title = after.article?.title[locale] ?? t.text("run.heading.unknown");
  const solved = t.rich("run.solvedNotice", {
    ...{ name: text(nameOf(context, by)), number: text(String(after.record.number)), title: text(title) },
  });
  return [{ reply: { ...notice(context, solved), prompts: [] }, to: { kind: "thread" } }];
}

/** A card of its own, not in the place of the one that was pressed. */
function inHere(context: RunContext, reply: Parameters<typeof inPlace>[1], run?: string): Delivery {
  return inPlace({ ...context, message: undefined }, reply, run);
}
