import { firstOf } from "./first-of.ts";
import { notice } from "./notice.ts";
import type { RunAnswer } from "./run-answer.ts";
import { inPlace, only } from "./run-answer.ts";
import type { RunContext } from "./run-context.ts";

const LONGEST_NOTE = 500;

/** Words for the trail of the run that the conversation is on; never with a secret in them. */
export async function writeNote(context: RunContext, text: string): Promise<RunAnswer> {
  const { store, organisation, keys, at, by, t, index } = context;
  const say = (...[what]: [Parameters<typeof notice>[1]]) => only(inPlace(context, { ...notice(context, what), prompts: [] }));
  const whole = text.replace(/\s+/g, " ").trim();
  if (whole === "") return say("run.emptyNote");
  if (index.hasSecret(text, "kept")) return say("run.secretNote");
  const shown = context.last?.run;
  const run = (shown === undefined ? undefined : await store.runById(organisation, shown)) ?? (await store.runIn(keys.conversation));
  if (run === undefined) return say(store.isSaving() ? "run.none" : "run.notedUnsaved");
  const words = firstOf(whole, LONGEST_NOTE);
  const change = await store.addNote({
    ...{ organisation, event: keys.event, at, by, run: run.id },
    line: { at, by, what: "noted", path: run.state.path, step: run.state.step, words },
  });
  if (change.kind === "repeated") return { deliveries: [] };
  if (change.kind === "unsaved" && !change.isWaiting) return { ...say("run.notedUnsaved"), isMarked: true };
  const number = { kind: "text", text: String(run.number) } as const;
  const count = { kind: "text", text: String(words.length) } as const;
  return {
    ...say(words === whole ? t.rich("run.noted", { number }) : t.rich("run.notedCut", { number, count })),
    changed: run,
    isMarked: true,
  };
}
