import type { Article, Risk } from "../knowledge/article.ts";
import type { Labelled } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import { plainText } from "../rich-text.ts";
import type { Place } from "../run/ways.ts";
import { letterOf, stepAt } from "../run/ways.ts";
import { effortOf } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";

/** "Step 2 of 5 · way A of 3 · minutes · safe". */
export function positionOf(context: DialogContext, article: Article, place: Place): string {
  const { t } = context;
  const path = article.paths[place.path];
  const step = stepAt(article, place);
  if (path === undefined || step === undefined) return "";
  const key = path.kind === "checks" ? "run.position.check" : "run.position.step";
  return [
    t.text(key, { step: place.step + 1, count: path.steps.length }),
    ...(article.paths.length > 1
      ? [t.text("run.position.way", { letter: letterOf(article, place.path), count: article.paths.length })]
      : []),
    effortOf(step, t),
  ].join(" · ");
}

/** "way A, step 2": a step by its name. */
export function placeName({ t }: DialogContext, article: Article, place: Place): string {
  const path = article.paths[place.path];
  const step = t.text(path?.kind === "checks" ? "run.check" : "run.step", { step: place.step + 1 });
  return article.paths.length > 1 ? t.text("run.stepOfWay", { letter: letterOf(article, place.path), step }) : step;
}

/** A sentence that begins with a name or a word for one, with its capital. */
export function sentence(text: RichText): RichText {
  const [first, ...rest] = text;
  return first?.kind === "text" ? [{ ...first, text: first.text.slice(0, 1).toUpperCase() + first.text.slice(1) }, ...rest] : text;
}

/** What is lost by a step that needs a second press. */
export function lossOf({ t }: DialogContext, step: NonNullable<ReturnType<typeof stepAt>>): Labelled {
  const risks = step.risk.filter((risk): risk is Exclude<Risk, "safe"> => risk !== "safe");
  const sentences = [
    ...risks.map((risk) => t.text(`run.loses.${risk}`)),
    ...(step.basis === "ours" ? [t.text("run.loses.ours")] : []),
    ...(step.undo === undefined ? [t.text("run.loses.forGood")] : []),
  ];
  return { label: t.text("run.loses"), text: plainText(sentences.join(" ")) };
}
