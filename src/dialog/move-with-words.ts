import type { MoveIntent } from "../intent.ts";
import type { RichText } from "../rich-text.ts";
import { firstOf } from "./first-of.ts";
import type { RunAnswer } from "./run-answer.ts";
import type { RunContext } from "./run-context.ts";
import { moveRun } from "./walkthrough.ts";

const LONGEST_WORDS = 300;

/** A move of a run, with what was typed behind it for the trail; where that is not kept whole, the card says so. */
export async function moveWithWords(context: RunContext, intent: MoveIntent): Promise<RunAnswer> {
  const { t, index } = context;
  const { words, ...move } = intent;
  if (words === undefined) return moveRun(context, intent);
  if (index.hasSecret(words, "kept")) return withLine(await moveRun(context, move), t.rich("run.secretNote"));
  const whole = words.replace(/\s+/g, " ").trim();
  const kept = firstOf(whole, LONGEST_WORDS);
  const answer = await moveRun(context, { ...move, words: kept });
  if (answer.changed === undefined) return withLine(answer, t.rich("run.line.wordsLost"));
  return kept === whole ? answer : withLine(answer, t.rich("run.line.wordsCut", { count: { kind: "text", text: String(kept.length) } }));
}

function withLine(answer: RunAnswer, line: RichText): RunAnswer {
  const [first, ...others] = answer.deliveries;
  if (first?.reply.kind !== "step") return answer;
  return { ...answer, deliveries: [{ ...first, reply: { ...first.reply, lines: [line, ...first.reply.lines] } }, ...others] };
}
