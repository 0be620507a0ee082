import * as z from "zod";

/**
 * The shape of an article: one known problem, both languages side by side.
 *
 * This schema is the only definition: the type, the loader's complaints and the editors' `article.schema.json` come from it.
 */

const text = z.string().trim().min(1);
const localized = z.strictObject({ nl: text, en: text }).readonly();
const localizedList = (least: number) =>
  z.strictObject({ nl: z.array(text).min(least).readonly(), en: z.array(text).min(least).readonly() }).readonly();
const articleId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "use kebab-case: lower-case letters, digits and hyphens");
const date = z.iso.date('write a date that exists, as "2026-11-22"');
const link = z.url({ protocol: /^https$/, error: "write a whole https:// address" });

/** What the administrator was doing; the list of articles is grouped by it, in this order. */
export const OPERATIONS = [
  "basics",
  "registration",
  "installation",
  "agents",
  "protection",
  "backup",
  "restore",
  "security",
  "notifications",
] as const;

/** What a step can cost; `safe` stands alone. */
export const RISKS = ["safe", "service-restart", "registry", "weakens-security", "outage", "deletes-data", "rebuilds-protection"] as const;

/** The machine or console at which a step is done. */
export const PLACES = ["mabs-server", "protected-server", "recovery-server", "portal", "vcenter", "exchange", "mail-server"] as const;

const stepSchema = z
  .strictObject({
    do: localized.describe("The action, imperative and short."),
    where: z.enum(PLACES).describe("Where it is done."),
    run: text.optional().describe("Text to copy, the same in every language; a <placeholder> in it makes it not ready to copy."),
    expect: localized.optional().describe("How to know that it worked."),
    takes: z.enum(["moments", "minutes", "hours"]).describe("How long it takes; hours is a step that waits."),
    risk: z.array(z.enum(RISKS)).min(1).readonly().describe("What it can cost."),
    basis: z
      .enum(["page", "microsoft", "vendor", "ours"])
      .describe("Who says so: the source page, another Microsoft page, another vendor's page, or our own reading."),
    undo: localized.optional().describe("How to take it back; needed where it changes or weakens something that can be put back."),
    link: link.optional().describe("A page that explains more."),
  })
  .readonly();

const pathSchema = z
  .strictObject({
    title: localized.describe("The name of this way to fix it."),
    when: localized.optional().describe("For which case or version this way is meant."),
    kind: z.enum(["steps", "checks"]).describe("steps: do all in order; checks: things to verify in any order."),
    steps: z.array(stepSchema).min(1).readonly(),
  })
  .readonly();

const sourceSchema = z
  .strictObject({
    title: text,
    url: link,
    repository: text.describe("Where the text stands in the public repository."),
    asOf: date.describe("The date of the text that was used."),
    licence: z.literal("CC-BY-4.0"),
    changed: z.literal(true).describe("The licence asks us to say that the text was changed."),
    corrections: z
      .array(
        z
          .strictObject({
            fault: z.string().regex(/^[A-Z]\d{1,2}$/, "name the fault as A1, B12 or E3"),
            nl: text,
            en: text,
          })
          .readonly(),
      )
      .readonly()
      .describe("What we put right against the source."),
    also: z
      .array(z.strictObject({ title: text, url: link }).readonly())
      .readonly()
      .optional()
      .describe("Further pages that facts were taken from."),
  })
  .readonly();

/** One known problem. */
export const articleSchema = z
  .strictObject({
    id: articleId.describe("The file name without .yaml."),
    draft: z.literal(true).optional().describe("Not finished: nobody is answered with it. Take the line out when it is."),
    row: text.describe("The row of the fact sheet that it answers."),
    products: z
      .array(z.enum(["mabs", "dpm", "mars"]))
      .min(1)
      .readonly(),
    operation: z.enum(OPERATIONS),
    codes: z
      .array(z.string().regex(/^(?:\d{2,6}|0x[0-9A-F]{2,8})$/, "write a decimal number or 0x and capital hexadecimal digits, in quotes"))
      .readonly()
      .optional()
      .describe("Codes the product prints: decimal and hexadecimal twin, in quotes."),
    genericCodes: z
      .array(z.strictObject({ code: z.string().regex(/^\d{2,6}$/), words: z.array(text).min(1).readonly() }).readonly())
      .readonly()
      .optional()
      .describe("Codes out of `codes` that other problems print too, and the words beside them that mean this one."),
    relatedCodes: z
      .array(z.string().regex(/^\d{2,6}$/, "write a decimal number, in quotes"))
      .readonly()
      .optional()
      .describe('Codes of neighbouring problems: never an answer, only offered beside "not known".'),
    names: z.array(text).readonly().optional().describe("Symbolic names the product prints."),
    title: localized,
    impact: localized.describe("What is broken and, where a fact supports it, what is still safe."),
    cause: localized.optional(),
    messages: localizedList(0).optional().describe("Exact product texts, what people paste."),
    asked: localizedList(4).describe("How people ask, in a hurry."),
    tellApart: localized.optional().describe("The one fact that separates it from its look-alikes."),
    paths: z.array(pathSchema).min(1).readonly().describe("Ways to fix it, tried in this order: cheap and reversible first."),
    caution: localized.optional().describe("A doubt the reader must know."),
    collect: localizedList(1).optional().describe("What to gather for support."),
    related: z
      .array(z.strictObject({ id: articleId, as: z.enum(["root-cause", "check-first", "look-alike", "next"]) }).readonly())
      .readonly(),
    source: sourceSchema,
    checkedOn: date,
  })
  .readonly();

/** One known problem, as the core uses it. */
export type Article = z.infer<typeof articleSchema>;
/** One way to fix a problem; several are alternatives. */
export type Path = Article["paths"][number];
/** One action in a path. */
export type Step = Path["steps"][number];
/** What a step can cost. */
export type Risk = (typeof RISKS)[number];
