import { findCodes } from "../search/error-codes.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { LastAnswer, RunRecord } from "../state/store.ts";
import { cleanText } from "../text/normalize.ts";
import type { Command, Typed } from "./typed-words.ts";
import { readTyped } from "./typed-words.ts";

/** What a thread is about. */
export interface ThreadMemory {
  readonly last: LastAnswer | undefined;
  /** The key of who speaks. */
  readonly speaker: string;
  /** The run that stands in the thread; it may be over. */
  runHere(): Promise<RunRecord | undefined>;
}

/** What a card above offers as buttons. */
const OF_THE_CARD: ReadonlySet<Command> = new Set<Command>(["steps", "card", "reject", "start"]);
/** What anybody may ask or add of a run, and what only another than its holder has reason to say. */
const OF_ANYBODY: ReadonlySet<Command> = new Set<Command>(["handOver", "tried", "support", "note", "takeOver"]);
const OF_THE_HOLDER: ReadonlySet<Command> = new Set<Command>([
  ...(["worked", "next", "failed", "skip", "back", "nextWay", "solve", "stop", "escalate", "stillRunning", "run"] as const),
]);
/** What can be asked of a run that is over. */
const OF_THE_PAST: ReadonlySet<Command> = new Set<Command>(["handOver", "tried", "support"]);

/**
 * Whether words in a thread that name nobody are for the bot. People talk to each other there, so only what is beyond doubt is: what it surely
 * knows, a button's words where that button stands, and the moves of a run by the one who has it in hand. Nothing is remembered.
 */
export async function isMeantForBot(text: string, index: SearchIndex, thread: ThreadMemory): Promise<boolean> {
  const typed = readTyped(text);
  if (typed === undefined) return isKnown(text, index, thread);
  // "Nl" among colleagues is no wish.
  if (typed.kind === "language") return false;
  const { command, words } = typed;
  if (OF_THE_CARD.has(command)) return thread.last !== undefined && thread.last.article !== "";
  if (!OF_ANYBODY.has(command) && !OF_THE_HOLDER.has(command)) return false;
  if (command === "note" && words === undefined) return false;
  if (isOfRun(typed, await thread.runHere(), thread)) return true;
  // "Failed: ..." begins an alert too.
  return words !== undefined && command === "failed" && isKnown(text, index, thread);
}

function isOfRun({ command, number }: Extract<Typed, { kind: "command" }>, run: RunRecord | undefined, { speaker }: ThreadMemory): boolean {
  if (run === undefined || (number !== undefined && number !== run.number)) return false;
  if (run.status !== "open") return OF_THE_PAST.has(command);
  return OF_ANYBODY.has(command) || run.holder.key === speaker;
}

/** A code, a name or a text of the product; by its words alone only a question, and not about what the thread is about already. */
function isKnown(text: string, index: SearchIndex, { last }: ThreadMemory): boolean {
  if (text.trim() === "") return false;
  const { verdict } = index.search(text, "en");
  switch (verdict.kind) {
    case "answer":
      return verdict.reason.kind !== "words" || (/\?\s*$/.test(text) && verdict.article.id !== last?.article);
    case "ask":
      return verdict.reason.kind === "code" && findCodes(cleanText(text)).some(({ strength }) => strength === "explicit");
    case "unknown":
      return false;
  }
}
