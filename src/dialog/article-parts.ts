import type { Translate } from "../i18n/translator.ts";
import { FIRST_AGENT_ID } from "../knowledge/agent-id.ts";
import type { Article, Step } from "../knowledge/article.ts";
import type { Evidence, Heading, Labelled, StepView } from "../reply.ts";
import { parseRichText } from "../rich-text.ts";
import { localDate } from "./local-time.ts";

/** The pieces that every card of an article is made of, in the reader's language. */

const PLACEHOLDER = /<[^<>\n]+>/;

/** Title, numbers and symbolic name. */
export function headingOf(article: Article, { locale }: Translate): Heading {
  const printed = (article.codes ?? []).filter((code) => !code.startsWith("0x") || Number(code) >= FIRST_AGENT_ID);
  const [name] = article.names ?? [];
  return {
    title: article.title[locale],
    ...(printed.length === 0 ? {} : { code: printed.join(" · ") }),
    ...(name === undefined ? {} : { name }),
  };
}

/** One step in full. */
export function stepView(step: Step, t: Translate): StepView {
  const { locale } = t;
  const ready = step.run === undefined || !PLACEHOLDER.test(step.run);
  return {
    where: t.text(`where.${step.where}`),
    action: parseRichText(step.do[locale]),
    ...(step.run === undefined ? {} : { run: { text: step.run.trimEnd(), ready, ...(ready ? {} : { note: t.text("answer.unready") }) } }),
    ...(step.expect === undefined ? {} : { expect: labelled(t.text("answer.expect"), step.expect[locale]) }),
    effort: effortOf(step, t),
    risks: step.risk,
    ...(step.basis === "ours" ? { basis: t.text("answer.ours") } : {}),
    ...(step.undo === undefined ? {} : { undo: labelled(t.text("answer.undo"), step.undo[locale]) }),
    ...(step.link === undefined ? {} : { link: { label: t.text("answer.link"), url: step.link } }),
  };
}

/** How long a step takes and what it can cost: "minutes · safe". */
export function effortOf(step: Step, t: Translate): string {
  return [t.text(`takes.${step.takes}`), ...step.risk.map((risk) => t.text(`risk.${risk}`))].join(" · ");
}

/** Where the article comes from and when it was checked. */
export function evidenceOf(article: Article, t: Translate): Evidence {
  const corrections = article.source.corrections.length;
  const date = localDate(new Date(`${article.checkedOn}T00:00:00Z`), t.locale, "UTC");
  return {
    article: article.id,
    checked: t.text("evidence.checked", { date }),
    source: { label: article.source.title, url: article.source.url },
    ...(corrections === 0 ? {} : { corrected: t.text("evidence.corrected", { count: corrections }) }),
  };
}

/** A short heading with a text that may hold marks. */
export function labelled(label: string, markdown: string): Labelled {
  return { label, text: parseRichText(markdown) };
}
