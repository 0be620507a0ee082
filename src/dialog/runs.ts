import type { ListReply } from "../reply.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { localTime } from "./local-time.ts";
import type { RunContext } from "./run-context.ts";
import { nameOf, sightOf } from "./run-context.ts";
import { onRunOf } from "./run-prompts.ts";
import { positionOf } from "./run-words.ts";

const MOST_RUNS = 15;

/** The open runs of the organisation, last changed first: whoever asks can open one and take it over. */
export async function listRuns(context: RunContext): Promise<ListReply> {
  const { t, locale, store, organisation, zone } = context;
  const records = await store.openRuns(organisation, MOST_RUNS);
  return {
    kind: "list",
    locale,
    title: records.length > 0 ? t.text("runs.title") : t.text(store.isSaving() ? "runs.none" : "runs.unread"),
    items: records.map((record) => {
      const sight = sightOf(context, record);
      const { article, state } = sight;
      const title = article?.title[locale] ?? t.text("run.heading.unknown");
      const label = t.text("runs.item", { number: record.number, title });
      return {
        label,
        detail: t.text("runs.detail", {
          position: article === undefined ? t.text("runs.start") : positionOf(context, article, state),
          name: nameOf(context, record.holder),
          time: localTime(new Date(state.heldSince), locale, zone),
        }),
        prompt: prompt(label, { kind: "showRun", ...onRunOf(sight) }),
      };
    }),
    prompts: [prompt(t.text("prompt.help"), { kind: "help" }), prompt(t.text("prompt.list"), { kind: "list" })],
    furtherPrompts: [languagePrompt(context, { kind: "runs" })],
  };
}
