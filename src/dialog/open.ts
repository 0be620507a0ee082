import type { Translate } from "../i18n/translator.ts";
import type { Article, Step } from "../knowledge/article.ts";
import type { AnswerReply, Match, Prompt, StepView } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import { parseRichText } from "../rich-text.ts";
import { evidenceOf, headingOf, labelled, stepView } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** How an article came to be shown. */
export interface Finding {
  readonly match: Match;
  readonly why: RichText;
  /** The next articles to try, by id. */
  readonly candidates: readonly string[];
}

const MOST_RELATED = 3;

/** The card of an article: what it is, what is still safe, the first step. */
export function openArticle(context: DialogContext, article: Article, finding?: Finding): AnswerReply {
  const { t, locale } = context;
  const [firstPath] = article.paths;
  const [firstStep] = firstPath?.steps ?? [];
  if (firstPath === undefined || firstStep === undefined) throw new RangeError(`${article.id} has no step`);
  const remaining = remainingOf(context, article);
  const { match, why, candidates } = finding ?? {
    match: { by: undefined, code: undefined, confidence: "exact" },
    why: t.rich("answer.why.opened"),
    candidates: article.related.filter(({ as }) => as === "look-alike").map(({ id }) => id),
  };
  return {
    kind: "answer",
    locale,
    heading: headingOf(article, t),
    match,
    impact: parseRichText(article.impact[locale]),
    why,
    ...(article.cause === undefined ? {} : { cause: labelled(t.text("answer.cause"), article.cause[locale]) }),
    ...(firstPath.when === undefined ? {} : { when: labelled(t.text("answer.when"), firstPath.when[locale]) }),
    first: firstStepView(firstStep, t),
    ...(remaining === undefined ? {} : { remaining }),
    ...(article.caution === undefined ? {} : { caution: labelled(t.text("answer.caution"), article.caution[locale]) }),
    evidence: evidenceOf(article, t),
    prompts: [
      prompt(t.text("prompt.start"), { kind: "start", article: article.id }, "primary"),
      prompt(t.text("prompt.reject"), { kind: "reject", article: article.id, candidates: [...candidates] }),
      prompt(t.text("prompt.steps"), { kind: "steps", article: article.id }),
    ],
    furtherPrompts: [...relatedPrompts(context, article), languagePrompt(context, { kind: "open", article: article.id })],
  };
}

/** The card is short: how to undo stands on it only where the step takes something away; else with all steps. */
function firstStepView(step: Step, t: Translate): StepView {
  const { undo, ...view } = stepView(step, t);
  const isMild = step.risk.every((risk) => risk === "safe" || risk === "service-restart");
  return undo === undefined || isMild ? view : { ...view, undo };
}

function remainingOf({ t }: DialogContext, article: Article): string | undefined {
  const [path] = article.paths;
  if (article.paths.length > 1) return t.text("answer.ways", { count: article.paths.length });
  const count = (path?.steps.length ?? 1) - 1;
  if (count === 0) return undefined;
  return t.text(path?.kind === "checks" ? "answer.moreChecks" : "answer.moreSteps", { count });
}

/** Buttons to the articles that go with this one, of the kinds that are wanted. */
export function relatedPrompts(
  { t, locale, articles }: DialogContext,
  article: Article,
  kinds?: readonly Article["related"][number]["as"][],
): readonly Prompt[] {
  return article.related
    .filter(({ as }) => kinds?.includes(as) ?? true)
    .slice(0, MOST_RELATED)
    .flatMap(({ id, as }) => {
      const related = articles.get(id);
      return related === undefined
        ? []
        : [prompt(t.text(`prompt.related.${as}`, { title: related.title[locale] }), { kind: "open", article: id })];
    });
}
