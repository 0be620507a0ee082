import type { Article } from "../knowledge/article.ts";
import { fitState } from "../run/fit-state.ts";
import type { RunState, RunStatus } from "../run/run-state.ts";
import type { Keys } from "../state/keys-of.ts";
import type { LastAnswer, Person, RunRecord, Store } from "../state/store.ts";
import type { Surface } from "../turn.ts";
import type { DialogContext } from "./dialog-context.ts";

/** Who can be called, by the settings. */
export interface OnCall {
  /** Where the trail of an escalated run is sent on that platform, in the platform's own words; undefined: nowhere. */
  readonly addressOn?: (platform: string) => string | undefined;
  /** Who is on duty at that moment. */
  readonly onDuty?: (at: Date) => string | undefined;
}

/** What a dialog about runs may use beside the knowledge: who said it, where and when, and what is remembered. */
export interface RunContext extends DialogContext {
  readonly store: Store;
  readonly organisation: string;
  readonly keys: Keys;
  readonly at: Date;
  readonly by: Person;
  /** What the conversation was about before this. */
  readonly last: LastAnswer | undefined;
  readonly platform: string;
  readonly surface: Surface;
  /** The message that was pressed; a run's card is updated in its place. */
  readonly message: string | undefined;
  /** The zone in which times are shown. */
  readonly zone: string;
  readonly onCall: OnCall;
}

/** A run as it is drawn: what is remembered of it, or what its button carried. */
export interface RunSight {
  readonly id: string;
  readonly revision: number;
  readonly article: Article | undefined;
  readonly state: RunState;
  readonly status: RunStatus;
  /** Only of a run that was kept. */
  readonly record?: RunRecord;
}

/** A kept run, with its article. */
export function sightOf({ articles }: Pick<DialogContext, "articles">, record: RunRecord): RunSight {
  const article = record.article === undefined ? undefined : articles.get(record.article);
  return { id: record.id, revision: record.revision, article, state: fitState(article, record.state), status: record.status, record };
}

/** A person's name, or a word for one. */
export function nameOf({ t }: DialogContext, { name }: Person): string {
  return name ?? t.text("run.somebody");
}
