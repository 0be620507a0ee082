import { notice } from "./notice.ts";
import type { RunAnswer } from "./run-answer.ts";
import type { RunContext } from "./run-context.ts";

/**
 * A run has one card in a conversation: where words or a new start bring it as a new message, the one higher up says so and has no buttons.
 *
 * What only one person sees is left alone: nobody else looks at it, and a platform may not let it be changed.
 */
export async function withOneCard(context: RunContext, answer: RunAnswer): Promise<RunAnswer> {
  const { store, organisation, keys, t, surface } = context;
  const [first] = answer.deliveries;
  const run = first?.about?.run;
  if (first === undefined || first.to.kind !== "here" || run === undefined || surface === "command") return answer;
  const old = (await store.runMessages(organisation, run)).find(({ conversation }) => conversation === keys.conversation);
  const address = old && (await store.address(keys.conversation));
  const record = old && (await store.runById(organisation, run));
  if (old === undefined || address === undefined || record === undefined) return answer;
  const below = t.rich("run.below", { number: { kind: "text", text: String(record.number) } });
  const pointer = {
    reply: { ...notice(context, below), prompts: [], furtherPrompts: [] },
    to: { kind: "update", message: old.message, address },
    // Not about the run: its card is the new message from now on.
    about: { organisation, conversation: keys.conversation },
  } as const;
  return { ...answer, deliveries: [...answer.deliveries, pointer] };
}
