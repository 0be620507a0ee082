import type { Delivery, Reply } from "../reply.ts";
import type { RunChange, RunRecord } from "../state/store.ts";
import { prompt } from "./dialog-context.ts";
import { localTime } from "./local-time.ts";
import { notice } from "./notice.ts";
import type { RunCardOptions } from "./run-card.ts";
import { runCard } from "./run-card.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf, sightOf } from "./run-context.ts";

/** What comes of a press: what is sent, and the run where it was changed. */
export interface RunAnswer {
  readonly deliveries: readonly Delivery[];
  readonly changed?: RunRecord;
  /** The event was marked as handled together with the change, also where the change waits for the store. */
  readonly isMarked?: true;
}

/** One reply in the place of the card that was pressed, else where it was asked. */
export function inPlace(context: RunContext, reply: Reply, run?: string): Delivery {
  const { message, organisation, keys } = context;
  return {
    reply,
    to: message === undefined ? { kind: "here" } : { kind: "update", message },
    ...(run === undefined ? {} : { about: { organisation, conversation: keys.conversation, run } }),
  };
}

/** Only a reply. */
export function only(delivery: Delivery): RunAnswer {
  return { deliveries: [delivery] };
}

/** The card of a run as it stands, and who moved it where that was somebody else: before the press, or since the card was drawn. */
export function currentCard(
  context: RunContext,
  record: RunRecord,
  why: "run.line.moved" | "run.line.movedOn" = "run.line.moved",
): Delivery {
  const { t, locale, zone, by } = context;
  const time = { kind: "text", text: localTime(record.movedAt, locale, zone) } as const;
  const name = { kind: "text", text: nameOf(context, record.movedBy) } as const;
  const lines = record.movedBy.key === by.key ? [] : [t.rich(why, { name, time })];
  return inPlace(context, runCard(context, sightOf(context, record), { lines, isSaved: context.store.isSaving() }), record.id);
}

/** A run that is not known in this organisation, or no more: its card says so, and offers to start the steps again. */
export function missingRun(context: RunContext, article: string | undefined): RunAnswer {
  const { t, articles } = context;
  const isKnown = article !== undefined && articles.has(article);
  const start = isKnown ? [prompt(t.text("prompt.start"), { kind: "start", article }, "primary")] : [];
  const reply = notice(context, "run.missing");
  return only(inPlace(context, { ...reply, prompts: [...start, ...reply.prompts].slice(0, 3) }));
}

/** What came of a change, as a card: the run moved on, somebody was first, or nothing was kept. Nothing for an event that was handled before. */
export function answerChange(context: RunContext, change: RunChange, sight: RunSight, options: RunCardOptions = {}): RunAnswer {
  switch (change.kind) {
    case "done": {
      const card = runCard(context, sightOf(context, change.run), options);
      return { deliveries: [inPlace(context, card, change.run.id)], changed: change.run, isMarked: true };
    }
    case "stale":
      return only(currentCard(context, change.run));
    case "repeated":
      return { deliveries: [] };
    case "missing":
      return missingRun(context, sight.article?.id);
    case "unsaved": {
      // A change that waits is made when the store is back, so the next press may count on it.
      const revision = change.isWaiting ? sight.revision + 1 : sight.revision;
      return { ...only(inPlace(context, runCard(context, { ...sight, revision }, { ...options, isSaved: false }))), isMarked: true };
    }
  }
}
