import type { Reply } from "../reply.ts";
import type { DialogContext } from "./dialog-context.ts";
import { notFound } from "./not-found.ts";
import { openArticle } from "./open.ts";

/** "Not this error": the next candidate, or an honest end. */
export function reject(context: DialogContext, candidates: readonly string[]): Reply {
  const { t, articles } = context;
  const [next, ...rest] = candidates.flatMap((id) => articles.get(id) ?? []);
  if (next === undefined) return notFound(context, { title: t.text("notFound.rejected"), understood: [], near: [] });
  return openArticle(context, next, {
    match: { by: "words", code: undefined, confidence: "several" },
    why: t.rich("answer.why.next"),
    candidates: rest.map(({ id }) => id),
  });
}
