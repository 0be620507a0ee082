import type { DetectLocale } from "../i18n/detect-locale.ts";
import type { Locale } from "../i18n/locale.ts";
import { localeOf } from "../i18n/locale.ts";
import type { AnswerReply, Reply } from "../reply.ts";
import { capText } from "../text/normalize.ts";
import { ask } from "./ask.ts";
import type { DialogContext } from "./dialog-context.ts";
import { openArticle } from "./open.ts";

/** Answers to what is asked outside a conversation: nothing is remembered, and no question is kept. */
export interface LookUp {
  /** The reply to a text; in its own language where that is certain, else in that of the hint. */
  answer(text: string, localeHint: string | undefined): Reply;
  /** The articles that somebody may be typing, best first; with nothing typed yet the first of the knowledge. */
  complete(fragment: string, localeHint: string | undefined, most: number): readonly AnswerReply[];
  /** One article; undefined where it is no longer there. */
  open(article: string, localeHint: string | undefined): AnswerReply | undefined;
}

/** The look-up over the knowledge. */
export function createLookUp({
  articles,
  index,
  translatorFor,
  detect,
}: Pick<DialogContext, "articles" | "index" | "translatorFor"> & { readonly detect: DetectLocale }): LookUp {
  const contextIn = (locale: Locale): DialogContext => ({ locale, t: translatorFor(locale), translatorFor, articles, index });
  return {
    answer: (text, localeHint) => {
      const capped = capText(text);
      const detected = detect(capped);
      const locale = (detected?.certain ? detected.locale : undefined) ?? localeOf(localeHint) ?? detected?.locale ?? "en";
      return ask(contextIn(locale), capped);
    },
    complete: (fragment, localeHint, most) => {
      const context = contextIn(localeOf(localeHint) ?? "en");
      const found =
        fragment.trim() === ""
          ? [...articles.values()].slice(0, most)
          : index.suggest(fragment, context.locale, most).map(({ article }) => article);
      return found.map((article) => openArticle(context, article));
    },
    open: (id, localeHint) => {
      const article = articles.get(id);
      return article && openArticle(contextIn(localeOf(localeHint) ?? "en"), article);
    },
  };
}
