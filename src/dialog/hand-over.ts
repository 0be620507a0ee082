import type { OnRun } from "../intent.ts";
import { HAND_OVER_FORMS } from "../intent.ts";
import type { HandOverForm, HandOverReply } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { handOverFacts } from "./hand-over-facts.ts";
import { writeJson, writeMarkdown, writeText } from "./hand-over-text.ts";
import type { RunAnswer } from "./run-answer.ts";
import { inPlace, missingRun, only } from "./run-answer.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { onRunOf } from "./run-prompts.ts";
import { sightFrom } from "./run-sight.ts";
import { sentence } from "./run-words.ts";

/** The trail of a run as a text to pass on. */
export async function handOver(context: RunContext, on: OnRun, form: HandOverForm): Promise<RunAnswer> {
  const record = await context.store.runById(context.organisation, on.run);
  if (record === undefined && on.seen > 0 && context.store.isSaving()) return missingRun(context, on.article);
  const reply = await handOverOf(context, sightFrom(context, on, record), form, []);
  return only(inPlace({ ...context, message: undefined }, reply));
}

/** The hand-over of a run in one form; `lines` say why it is shown. */
export async function handOverOf(
  context: RunContext,
  sight: RunSight,
  form: HandOverForm,
  lines: readonly RichText[],
): Promise<HandOverReply> {
  const { t, locale, store, organisation } = context;
  const trail = sight.record === undefined ? [] : await store.trail(organisation, sight.id);
  const facts = handOverFacts(context, sight, trail, form);
  const on = onRunOf(sight);
  return {
    kind: "handOver",
    locale,
    run: { id: sight.id, revision: sight.revision },
    title: facts.title,
    lines: [...lines.map(sentence), t.rich(form === "support" ? "handOver.copySupport" : "handOver.copy")],
    form,
    body: { text: form === "json" ? writeJson(facts) : form === "markdown" ? writeMarkdown(facts) : writeText(facts), ready: true },
    prompts: HAND_OVER_FORMS.filter((other) => other !== form).map((other) =>
      prompt(t.text(`handOver.form.${other}`), { kind: "handOver", form: other, ...on }),
    ),
    furtherPrompts: [prompt(t.text("run.show"), { kind: "showRun", ...on }), languagePrompt(context, { kind: "handOver", form, ...on })],
  };
}
