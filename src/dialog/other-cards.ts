import type { Delivery } from "../reply.ts";
import { runCard } from "./run-card.ts";
import type { RunContext, RunSight } from "./run-context.ts";

/** Nobody in particular reads a card in a channel, so it offers to take over to all. */
const ANYBODY = { key: "" };

/** The cards of a run in other conversations, brought up to date in their own language, where their platform can be reached. */
export async function otherCards(context: RunContext, sight: RunSight): Promise<readonly Delivery[]> {
  const { store, organisation, keys, translatorFor } = context;
  const deliveries: Delivery[] = [];
  for (const { conversation, message } of await store.runMessages(organisation, sight.id)) {
    if (conversation === keys.conversation) continue;
    const address = await store.address(conversation);
    if (address === undefined) continue;
    const { chosen, answered } = await store.recall(conversation);
    const locale = chosen ?? answered ?? context.locale;
    const there: RunContext = { ...context, locale, t: translatorFor(locale), by: ANYBODY };
    deliveries.push({
      reply: runCard(there, sight),
      to: { kind: "update", message, address },
      about: { organisation, conversation, run: sight.id },
    });
  }
  return deliveries;
}
