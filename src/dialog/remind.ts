import type { Delivery } from "../reply.ts";
import type { Reminder, RunRecord } from "../state/store.ts";
import { runCard } from "./run-card.ts";
import type { RunContext } from "./run-context.ts";
import { nameOf, sightOf } from "./run-context.ts";

/** A due reminder as a message that names the one who asked for it: pure, from what was claimed and how the run stands. Nothing for a run that is over. */
export function reminderDelivery(
  context: RunContext,
  { conversation, who }: Reminder,
  record: RunRecord,
  address: string,
): Delivery | undefined {
  if (record.status !== "open") return undefined;
  const { remindAt: _, ...run } = record;
  const name = { kind: "text", text: nameOf(context, who) } as const;
  const reply = runCard(context, sightOf(context, run), { lines: [context.t.rich("run.line.due", { name })] });
  return {
    reply,
    to: { kind: "place", address },
    mention: who,
    about: { organisation: record.organisation, conversation, run: record.id },
  };
}
