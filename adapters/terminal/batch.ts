import { performance } from "node:perf_hooks";
import * as z from "zod";
import type { Bot, Locale, Reply } from "#core";
import { LOCALES } from "#core";
import { createTurns } from "./turns.ts";

/** What a program reads of an answer: the batch door, fixed for others to build on. */
export interface BatchAnswer {
  readonly id: string;
  readonly kind: Reply["kind"];
  /** Best first, at most five. */
  readonly articles: readonly string[];
  readonly locale: Locale;
  readonly match: {
    readonly by: "code" | "name" | "words" | null;
    readonly code: string | null;
    readonly confidence: "exact" | "likely" | "several" | "none";
  };
  /** The time of the answer alone, in milliseconds. */
  readonly ms: number;
}

const MOST_ARTICLES = 5;
const questionSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  lang: z.enum(LOCALES).nullish(),
});

/** Answers one question as a conversation of its own. */
export async function answerOne(
  bot: Bot,
  { id, text, lang, hint }: { id: string; text: string; lang?: Locale | undefined; hint?: string | undefined },
): Promise<BatchAnswer> {
  const turn = createTurns(`batch-${id}`, hint);
  if (lang !== undefined) await bot.handle(turn({ kind: "language", locale: lang }));
  const start = performance.now();
  const [delivery] = await bot.handle(turn({ kind: "ask", text }));
  const ms = performance.now() - start;
  if (delivery === undefined) throw new Error("the bot gave no answer");
  const { reply } = delivery;
  const match = "match" in reply ? reply.match : { by: undefined, code: undefined, confidence: "none" as const };
  return {
    id,
    kind: reply.kind,
    articles: articlesOf(reply).slice(0, MOST_ARTICLES),
    locale: reply.locale,
    match: { by: match.by ?? null, code: match.code ?? null, confidence: match.confidence },
    ms: Math.round(ms * 1000) / 1000,
  };
}

/** Answers one line of a batch file; a bad line gives a line that says why. */
export async function answerLine(
  bot: Bot,
  line: string,
  conversation: number,
): Promise<BatchAnswer | { readonly id: string | null; readonly error: string }> {
  let given: unknown;
  try {
    given = JSON.parse(line.replace(/^\uFEFF/, ""));
  } catch {
    return { id: null, error: 'not JSON: write one object a line, {"id": "1", "text": "ID: 100050"}' };
  }
  const parsed = questionSchema.safeParse(given);
  if (!parsed.success) {
    const id =
      typeof given === "object" && given !== null && "id" in given && /^(?:string|number)$/.test(typeof given.id) ? String(given.id) : null;
    return { id, error: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "line"}: ${message}`).join("; ") };
  }
  const { id, text, lang } = parsed.data;
  // Two lines may carry the same id and are still two conversations.
  try {
    return { ...(await answerOne(bot, { id: `${conversation}`, text, lang: lang ?? undefined })), id };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function articlesOf(reply: Reply): readonly string[] {
  switch (reply.kind) {
    case "answer":
      return [reply.evidence.article, ...reply.prompts.flatMap(({ intent }) => (intent.kind === "reject" ? intent.candidates : []))];
    case "steps":
      return [reply.evidence.article];
    case "choices":
      return reply.choices.flatMap(({ prompt }) => (prompt.intent.kind === "open" ? [prompt.intent.article] : []));
    case "notFound":
      return reply.nearest.flatMap(({ prompt }) => (prompt.intent.kind === "open" ? [prompt.intent.article] : []));
    case "step":
    case "handOver":
    case "list":
    case "notice":
    case "help":
      return [];
  }
}
