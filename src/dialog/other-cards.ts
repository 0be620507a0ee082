import type { MoveIntent } from "../intent.ts";
import type { Delivery } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import { localTime } from "./local-time.ts";
import { runCard } from "./run-card.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf } from "./run-context.ts";

/** Nobody in particular reads a card in a channel, so it offers to take over to all. */
const ANYBODY = { key: "" };

/** What a reader there must know of a move that he did not make; the end of a run says it itself. */
function lineOf(there: RunContext, { state, record }: RunSight, what: MoveIntent["do"]): RichText | undefined {
  const { t, locale, zone } = there;
  if (record === undefined || state.phase === "over") return undefined;
  const { movedBy, movedAt } = record;
  const line = what === "takeOver" ? "run.line.tookOver" : what === "escalate" ? "run.line.escalated" : "run.line.movedOn";
  return t.rich(line, {
    name: { kind: "text", text: nameOf(there, movedBy) },
    time: { kind: "text", text: localTime(movedAt, locale, zone) },
  });
}

/** The cards of a run in other conversations, brought up to date in their own language, where their platform can be reached. */
export async function otherCards(context: RunContext, sight: RunSight, { do: what, fix }: MoveIntent): Promise<readonly Delivery[]> {
  const { store, organisation, keys, translatorFor } = context;
  const deliveries: Delivery[] = [];
  for (const { conversation, message } of await store.runMessages(organisation, sight.id)) {
    if (conversation === keys.conversation) continue;
    const address = await store.address(conversation);
    if (address === undefined) continue;
    const { chosen, answered } = await store.recall(conversation);
    const locale = chosen ?? answered ?? context.locale;
    const there: RunContext = { ...context, locale, t: translatorFor(locale), by: ANYBODY };
    const line = lineOf(there, sight, what);
    deliveries.push({
      reply: runCard(there, sight, {
        ...(line === undefined ? {} : { lines: [line] }),
        ...(what === "fixedBy" && fix !== undefined ? { fixedBy: fix } : {}),
      }),
      to: { kind: "update", message, address },
      about: { organisation, conversation, run: sight.id },
    });
  }
  return deliveries;
}
