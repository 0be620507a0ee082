import * as z from "zod";
import { LOCALES } from "./i18n/locale.ts";
import { PLAIN_MOVES } from "./run/move.ts";
import { REMIND_AFTER } from "./run/remind-at.ts";
import { SKIP_REASONS } from "./run/run-state.ts";

const articleId = z.string().min(1).max(100);

const runId = z.string().regex(/^[a-z0-9-]{1,40}$/i);
const count = z.number().int().min(0).max(200);

/**
 * What every button of a run carries: enough to go on from when the store is away.
 *
 * `seen` is the revision on the card, 0 for a run that was never kept; `mark` says what stood on it where that was no plain step.
 */
const onRun = {
  run: runId,
  seen: z.number().int().min(0).max(1_000_000),
  path: count,
  step: count,
  article: articleId.optional(),
  mark: z.enum(["asked", "given", "waiting", "allFailed", "solved"]).optional(),
};

/** In which form a trail is handed over. */
export const HAND_OVER_FORMS = ["text", "markdown", "json", "support"] as const;

/** Why an answer or a run did not solve the problem. */
export const NOT_SOLVED_REASONS = ["wrongError", "otherVersion", "stepFailed", "unclear"] as const;

/** What a button of an earlier card can bring back with it. */
const viewSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ask"), text: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal("open"), article: articleId }),
  z.strictObject({ kind: z.literal("steps"), article: articleId }),
  z.strictObject({ kind: z.literal("list"), operation: z.string().max(40).optional() }),
  z.strictObject({ kind: z.literal("help") }),
  z.strictObject({ kind: z.literal("runs") }),
  z.strictObject({ kind: z.literal("showRun"), ...onRun }),
  z.strictObject({ kind: z.literal("handOver"), form: z.enum(HAND_OVER_FORMS), ...onRun }),
]);

/** The shape of an intent on the wire; the type below is the same thing for the compiler. */
export const intentSchema = z.discriminatedUnion("kind", [
  ...viewSchema.options,
  z.strictObject({ kind: z.literal("reject"), article: articleId, candidates: z.array(articleId).max(8) }),
  z.strictObject({ kind: z.literal("none"), text: z.string().max(400).optional() }),
  z.strictObject({ kind: z.literal("start"), article: articleId.optional() }),
  z.strictObject({
    kind: z.literal("move"),
    do: z.enum([...PLAIN_MOVES, "skip", "fixedBy"]),
    ...onRun,
    reason: z.enum(SKIP_REASONS).optional(),
    /** Words of a person, typed with a skip. */
    words: z.string().max(300).optional(),
    after: z.enum(REMIND_AFTER).optional(),
    fix: z.strictObject({ path: count, step: count }).optional(),
  }),
  z.strictObject({ kind: z.literal("askSkip"), ...onRun }),
  z.strictObject({ kind: z.literal("note"), text: z.string().max(10_000) }),
  z.strictObject({
    kind: z.literal("feedback"),
    article: articleId,
    run: runId.optional(),
    verdict: z.enum(["solved", "notSolved"]),
    reason: z.enum(NOT_SOLVED_REASONS).optional(),
  }),
  z.strictObject({ kind: z.literal("language"), locale: z.enum(LOCALES), again: viewSchema.optional() }),
  z.strictObject({ kind: z.literal("greet") }),
  z.strictObject({ kind: z.literal("thanks") }),
  z.strictObject({ kind: z.literal("unreadable") }),
]);

/**
 * What a person wants, typed or pressed.
 *
 * - `ask`: a code, an alert or a question; `open`: one article; `steps`: all its steps
 * - `reject`: not this error, on to the next of the candidates; `none`: none of the choices
 * - `start`: walk through the steps of an article, or keep track of a problem without one; `move`: what is done with a run;
 *   `askSkip`: why a step is skipped; `showRun`, `runs`: one run, the open ones; `handOver`: its trail as text; `note`: words for it
 * - `feedback`: whether it was solved, and if not, why
 * - `list`: browse, by operation; `help`; `language`: switch, and show again what was on the screen
 * - `greet`, `thanks`: small talk; `unreadable`: a button of another version
 */
export type Intent = z.infer<typeof intentSchema>;

/** What somebody does with a run, as a button carries it. */
export type MoveIntent = Extract<Intent, { readonly kind: "move" }>;

/** What every button of a run carries. */
export type OnRun = Omit<Extract<Intent, { readonly kind: "showRun" }>, "kind">;

/** An intent that shows something, and so can be repeated in the other language. */
export type View = z.infer<typeof viewSchema>;
