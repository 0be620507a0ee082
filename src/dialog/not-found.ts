import type { MessageKey } from "../i18n/translator.ts";
import type { View } from "../intent.ts";
import type { NotFoundReply } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import type { SearchResult } from "../search/search-index.ts";
import { headingOf } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** What is known about a question that has no article. */
export interface Unanswered {
  readonly title: string;
  readonly understood: readonly RichText[];
  readonly near: SearchResult["near"];
  /** What to show again in the other language. */
  readonly again?: View;
}

/** An honest "not known": what was understood, what is near but not the same, what to collect, who to ask. */
export function notFound(context: DialogContext, { title, understood, near, again }: Unanswered): NotFoundReply {
  const { t, locale } = context;
  return {
    kind: "notFound",
    locale,
    match: { by: undefined, code: undefined, confidence: "none" },
    title,
    understood,
    nearest: near.map(({ article, code, isNeighbour }) => {
      const key: MessageKey = isNeighbour
        ? "notFound.other.neighbour"
        : code === undefined
          ? "notFound.other.words"
          : "notFound.other.code";
      return {
        heading: headingOf(article, t),
        detail: t.rich(key),
        prompt: prompt(code === undefined ? article.title[locale] : `${code}: ${article.title[locale]}`, {
          kind: "open",
          article: article.id,
        }),
      };
    }),
    collect: {
      label: t.text("notFound.collect"),
      items: [t.rich("notFound.collect.version"), t.rich("notFound.collect.text"), t.rich("notFound.collect.log")],
    },
    advice: t.rich("notFound.advice"),
    prompts: [
      prompt(t.text("prompt.list"), { kind: "list" }),
      prompt(t.text("prompt.startUnknown"), { kind: "start" }),
      prompt(t.text("prompt.help"), { kind: "help" }),
    ],
    furtherPrompts: [languagePrompt(context, again)],
  };
}
