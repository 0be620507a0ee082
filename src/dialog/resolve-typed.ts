import type { Intent, MoveIntent, OnRun } from "../intent.ts";
import { solvesByWorking } from "../run/move.ts";
import type { LastAnswer, RunRecord } from "../state/store.ts";
import type { RunContext } from "./run-context.ts";
import { sightOf } from "./run-context.ts";
import { onRunOf } from "./run-prompts.ts";
import type { Command } from "./typed-words.ts";
import { readTyped } from "./typed-words.ts";

/** What a person wants, `askOutcome` where only they know whether the last step helped, or why typed words have no meaning here: nothing was asked before, no run is going, or none has that number. */
export type Wanted =
  | Intent
  | ({ readonly kind: "askOutcome" } & OnRun)
  | { readonly kind: "unclear"; readonly because: "noContext" | "noRun" }
  | { readonly kind: "unclear"; readonly because: "noNumber"; readonly number: number };

/** What typed words need of what is remembered; each is asked for only where the words need it. */
export interface Remembered extends Pick<RunContext, "articles"> {
  /** What the conversation is about. */
  readonly last: LastAnswer | undefined;
  /** The run whose card was shown last, also when it is over; else the open one of the conversation. */
  runHere(): Promise<RunRecord | undefined>;
  runNumbered(number: number): Promise<RunRecord | undefined>;
  openRuns(): Promise<readonly RunRecord[]>;
}

const MOVES: Partial<Readonly<Record<Command, MoveIntent["do"]>>> = {
  ...{ worked: "worked", failed: "failed", skip: "skip", back: "back", nextWay: "nextWay", solve: "solve", stop: "stop", next: "worked" },
  ...{ takeOver: "takeOver", escalate: "escalate", stillRunning: "stillRunning" },
};

/** The highest that a column of whole numbers holds. */
const HIGHEST_NUMBER = 2_147_483_647;

/** What can be asked of a run that is over. */
const OF_THE_PAST: ReadonlySet<Command> = new Set<Command>(["handOver", "support", "tried", "back", "run"]);

/** The intent of a typed text: that of the button whose words were typed, else a question. */
export async function resolveTyped(text: string, memory: Remembered): Promise<Wanted> {
  const typed = readTyped(text);
  if (typed === undefined) return { kind: "ask", text };
  if (typed.kind === "language") return typed;
  const { command, number, words } = typed;
  switch (command) {
    case "help":
    case "list":
    case "none":
    case "greet":
    case "thanks":
    case "runs":
      return { kind: command };
    case "note":
      return { kind: "note", text: words ?? "" };
    case "steps":
    case "card":
    case "reject":
    case "start": {
      const { last } = memory;
      if (last === undefined || last.article === "") return { kind: "unclear", because: "noContext" };
      if (command === "reject") return { kind: "reject", article: last.article, candidates: [...last.candidates] };
      return { kind: command === "card" ? "open" : command, article: last.article };
    }
    default: {
      const run = number === undefined ? await chosenRun(command, memory) : await numberedRun(number, memory);
      if (run === undefined || (number === undefined && run.status !== "open" && !OF_THE_PAST.has(command))) {
        // "Mislukt: ..." begins an alert too.
        return command === "failed" && words !== undefined ? { kind: "ask", text } : withoutRun(command, number, memory);
      }
      const sight = sightOf(memory, run);
      const on = onRunOf(sight);
      if (command === "next" && solvesByWorking(sight.article, sight)) return { kind: "askOutcome", ...on };
      const what = MOVES[command];
      if (what !== undefined) return { kind: "move", do: what, ...on, ...(words === undefined ? {} : { words }) };
      if (command === "run") return { kind: "showRun", ...on };
      return { kind: "handOver", form: command === "support" ? "support" : "text", ...on };
    }
  }
}

/** The run that words without a number mean: the one of this conversation; to take over, also the only one that is open. */
async function chosenRun(command: Command, memory: Remembered): Promise<RunRecord | undefined> {
  const here = await memory.runHere();
  if (here !== undefined || command !== "takeOver") return here;
  const open = await memory.openRuns();
  return open.length === 1 ? open[0] : undefined;
}

async function numberedRun(number: number, memory: Remembered): Promise<RunRecord | undefined> {
  return number >= 1 && number <= HIGHEST_NUMBER ? memory.runNumbered(number) : undefined;
}

async function withoutRun(command: Command, number: number | undefined, memory: Remembered): Promise<Wanted> {
  if (number !== undefined) return { kind: "unclear", because: "noNumber", number };
  if (command === "takeOver" || command === "run") return { kind: "runs" };
  const { last } = memory;
  if (last === undefined || last.article === "") return { kind: "unclear", because: "noRun" };
  // Of an answer whose steps were not started as a run, the words still say something.
  if (command === "back") return { kind: "open", article: last.article };
  if (command === "worked" || command === "solve") return { kind: "feedback", article: last.article, verdict: "solved" };
  if (command === "failed" || command === "escalate") return { kind: "start", article: last.article };
  return { kind: "unclear", because: "noRun" };
}
