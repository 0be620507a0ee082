import type { ListReply } from "../reply.ts";
import type { RunRecord } from "../state/store.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { localTime } from "./local-time.ts";
import type { RunContext } from "./run-context.ts";
import { nameOf, sightOf } from "./run-context.ts";
import { onRunOf } from "./run-prompts.ts";
import { positionOf } from "./run-words.ts";

const MOST_RUNS = 15;
/** A run of the one who asks is found among so many, however busy the others are. */
const MOST_READ = 100;

/** The open runs of the organisation, those of the one who asks before those of others, each last changed first: one can be opened and taken over. */
export async function listRuns(context: RunContext): Promise<ListReply> {
  const { t, locale, store, organisation, zone, by } = context;
  const open = await store.openRuns(organisation, MOST_READ);
  const isOwn = ({ holder, movedBy, startedBy }: RunRecord) => [holder, movedBy, startedBy].some(({ key }) => key === by.key);
  const records = [...open.filter(isOwn), ...open.filter((record) => !isOwn(record))].slice(0, MOST_RUNS);
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
        ...(isOwn(record) ? { isOwn: true } : {}),
      };
    }),
    prompts: [prompt(t.text("prompt.help"), { kind: "help" }), prompt(t.text("prompt.list"), { kind: "list" })],
    furtherPrompts: [languagePrompt(context, { kind: "runs" })],
  };
}
