import type { Article } from "../knowledge/article.ts";
import { OPERATIONS } from "../knowledge/article.ts";
import type { ListReply } from "../reply.ts";
import { headingOf } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** Everything that is known, by operation; with an operation its articles. */
export function browse(context: DialogContext, wanted: string | undefined): ListReply {
  const { t, locale, articles } = context;
  const operation = OPERATIONS.find((one) => one === wanted);
  const all = [...articles.values()];
  if (operation === undefined) {
    return {
      kind: "list",
      locale,
      title: t.text("list.title"),
      items: OPERATIONS.flatMap((one) => {
        const count = all.filter((article) => article.operation === one).length;
        return count === 0
          ? []
          : [
              {
                label: t.text(`operation.${one}`),
                detail: t.text("list.count", { count }),
                prompt: prompt(t.text(`operation.${one}`), { kind: "list", operation: one }),
              },
            ];
      }),
      prompts: [prompt(t.text("prompt.help"), { kind: "help" })],
      furtherPrompts: [languagePrompt(context, { kind: "list" })],
    };
  }
  const listed = all.filter((article) => article.operation === operation);
  return {
    kind: "list",
    locale,
    title: t.text("list.operation", { operation: t.text(`operation.${operation}`), count: t.text("list.count", { count: listed.length }) }),
    items: listed.map((article) => itemOf(context, article)),
    prompts: [prompt(t.text("prompt.list"), { kind: "list" })],
    furtherPrompts: [languagePrompt(context, { kind: "list", operation })],
  };
}

function itemOf({ t, locale }: DialogContext, article: Article): ListReply["items"][number] {
  const { title, code, name } = headingOf(article, t);
  const detail = code ?? name;
  return {
    label: title,
    ...(detail === undefined ? {} : { detail }),
    prompt: prompt(article.title[locale], { kind: "open", article: article.id }),
  };
}
