import type { Article } from "../knowledge/article.ts";
import type { StepsReply } from "../reply.ts";
import { parseRichText } from "../rich-text.ts";
import { letterOf, waysInOrder } from "../run/ways.ts";
import { evidenceOf, headingOf, labelled, stepView } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { relatedPrompts } from "./open.ts";

/** Every way to fix a problem, with every step. */
export function showSteps(context: DialogContext, article: Article): StepsReply {
  const { t, locale } = context;
  const several = article.paths.length > 1;
  const corrections = article.source.corrections;
  return {
    kind: "steps",
    locale,
    heading: headingOf(article, t),
    ...(several ? { intro: t.text("steps.oneOf", { count: article.paths.length }) } : {}),
    ways: waysInOrder(article)
      .flatMap((index) => {
        const path = article.paths[index];
        return path === undefined ? [] : [{ path, letter: letterOf(article, index) }];
      })
      .map(({ path, letter }) => ({
        title: several ? t.text("steps.way", { letter, title: path.title[locale] }) : path.title[locale],
        ...(path.when === undefined ? {} : { when: labelled(t.text("answer.when"), path.when[locale]) }),
        ordered: path.kind === "steps",
        steps: path.steps.map((step) => stepView(step, t)),
      })),
    ...(article.caution === undefined ? {} : { caution: labelled(t.text("answer.caution"), article.caution[locale]) }),
    ...(article.collect === undefined
      ? {}
      : { collect: { label: t.text("steps.collect"), items: article.collect[locale].map(parseRichText) } }),
    ...(corrections.length === 0
      ? {}
      : { corrections: { label: t.text("steps.corrections"), items: corrections.map((correction) => parseRichText(correction[locale])) } }),
    evidence: evidenceOf(article, t),
    prompts: [
      prompt(t.text("prompt.start"), { kind: "start", article: article.id }, "primary"),
      prompt(t.text("prompt.card"), { kind: "open", article: article.id }),
    ],
    furtherPrompts: [...relatedPrompts(context, article), languagePrompt(context, { kind: "steps", article: article.id })],
  };
}
