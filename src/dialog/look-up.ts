import type { DetectLocale } from "../i18n/detect-locale.ts";
import type { Locale } from "../i18n/locale.ts";
import { localeOf } from "../i18n/locale.ts";
import type { AnswerReply, Reply } from "../reply.ts";
import { capText } from "../text/normalize.ts";
import { headingOf } from "./article-parts.ts";
import { ask } from "./ask.ts";
import type { DialogContext } from "./dialog-context.ts";
import { openArticle } from "./open.ts";

/** A row of a picker. */
export interface Picked {
  readonly article: string;
  readonly title: string;
  /** Its numbers, as the product prints them. */
  readonly code?: string;
}

/** A code in a text, and the one article that it means. */
export interface CodeFound {
  readonly code: string;
  readonly article: string;
  readonly title: Readonly<Record<Locale, string>>;
  /** Articles that explain this one, where it is only what follows from them. */
  readonly rootCauses: readonly string[];
}

/** The one door to what is asked outside a conversation: nothing is remembered, and no question is kept. */
export interface LookUp {
  /** The reply to a text; in its own language where that is certain, else in that of the hint. */
  answer(text: string, localeHint: string | undefined): Reply;
  /** The reply to a text that somebody else wrote, in the language of who reads it. */
  answerIn(text: string, locale: Locale): Reply;
  /** The same question for a button to carry: nothing in it that only its writer knows. Undefined where there may be a secret in it. */
  repeatable(text: string): string | undefined;
  /** The articles that somebody may be typing, best first; with nothing typed yet the first of the knowledge. */
  complete(fragment: string, localeHint: string | undefined, most?: number): readonly Picked[];
  /** One article; undefined where it is no longer there. */
  open(article: string, localeHint: string | undefined): AnswerReply | undefined;
  /** The articles whose codes stand in a text beyond doubt, for a face that reads alerts nobody asked about. */
  codesIn(text: string): readonly CodeFound[];
}

/** As many rows as a picker shows without scrolling. */
const MOST = 10;

/** The look-up over the knowledge. */
export function createLookUp({
  articles,
  index,
  translatorFor,
  detect,
}: Pick<DialogContext, "articles" | "index" | "translatorFor"> & {
  readonly detect: DetectLocale;
}): LookUp {
  const contextIn = (locale: Locale): DialogContext => ({ locale, t: translatorFor(locale), translatorFor, articles, index });
  return {
    answer: (text, localeHint) => {
      const capped = capText(text);
      const detected = detect(capped);
      const locale = (detected?.certain ? detected.locale : undefined) ?? localeOf(localeHint) ?? detected?.locale ?? "en";
      return ask(contextIn(locale), capped);
    },
    answerIn: (text, locale) => ask(contextIn(locale), capText(text)),
    repeatable: (text) => (index.hasSecret(capText(text)) ? undefined : index.repeatable(capText(text))),
    complete: (fragment, localeHint, most = MOST) => {
      const { locale, t } = contextIn(localeOf(localeHint) ?? "en");
      const found =
        fragment.trim() === ""
          ? [...articles.values()].slice(0, most)
          : index.suggest(fragment, locale, most).map(({ article }) => article);
      return found.map((article) => {
        const { title, code } = headingOf(article, t);
        return { article: article.id, title, ...(code === undefined ? {} : { code }) };
      });
    },
    open: (id, localeHint) => {
      const article = articles.get(id);
      return article && openArticle(contextIn(localeOf(localeHint) ?? "en"), article);
    },
    codesIn: (text) =>
      index.exactCodes(capText(text)).map(({ code, article: { id, title, related } }) => ({
        ...{ code, article: id, title },
        rootCauses: related.filter(({ as }) => as === "root-cause").map((other) => other.id),
      })),
  };
}
