import * as z from "zod";
import { LOCALES } from "./i18n/locale.ts";

const articleId = z.string().min(1).max(100);

/** What a button of an earlier card can bring back with it. */
const viewSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ask"), text: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal("open"), article: articleId }),
  z.strictObject({ kind: z.literal("steps"), article: articleId }),
  z.strictObject({ kind: z.literal("list"), operation: z.string().max(40).optional() }),
  z.strictObject({ kind: z.literal("help") }),
]);

/** The shape of an intent on the wire; the type below is the same thing for the compiler. */
export const intentSchema = z.discriminatedUnion("kind", [
  ...viewSchema.options,
  z.strictObject({ kind: z.literal("reject"), article: articleId, candidates: z.array(articleId).max(8) }),
  z.strictObject({ kind: z.literal("none") }),
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
 * - `list`: browse, by operation; `help`; `language`: switch, and show again what was on the screen
 * - `greet`, `thanks`: small talk; `unreadable`: a button of another version
 */
export type Intent = z.infer<typeof intentSchema>;

/** An intent that shows something, and so can be repeated in the other language. */
export type View = z.infer<typeof viewSchema>;
