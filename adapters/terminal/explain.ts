import type { Explanation, Translate } from "#core";

/** What led to an answer, as text: codes, names and product texts seen, and per word what it was read as and what it added. */
export function renderExplanation({ verdict, codes, names, messages, hits, field, right, thresholds }: Explanation, t: Translate): string {
  const list = (title: string, lines: readonly string[]) => [
    `${title}: ${lines.length === 0 ? t.text("explain.none") : ""}`.trimEnd(),
    ...lines.map((line) => `  ${line}`),
  ];
  return [
    t.text("explain.title"),
    ...list(
      t.text("explain.codes"),
      codes.map(({ written, strength, articles }) => `${written} (${strength}): ${articles.join(", ") || t.text("explain.none")}`),
    ),
    ...list(
      t.text("explain.names"),
      names.map(({ written, names: read }) => `${written}: ${read.join(", ")}`),
    ),
    ...list(
      t.text("explain.messages"),
      messages.map(({ articles, length }) => `${articles.join(", ")} (${length})`),
    ),
    ...list(
      t.text("explain.hits"),
      hits.flatMap(({ article, score, fit, coverage, matches, learned }) => [
        `${article}  ${Math.round(100 * fit)} %  ${score.toFixed(2)}  ${Math.round(100 * coverage)} %`,
        ...matches.map(({ written, reading, terms, worth }) => `  ${written} = ${reading} ${terms.join(" + ")}  +${worth.toFixed(2)}`),
        ...(learned.length === 0
          ? []
          : [
              `  ${t.text("explain.learned")} ${learned.map(({ term, worth }) => `${term} ${worth > 0 ? "+" : ""}${worth.toFixed(2)}`).join(", ")}`,
            ]),
      ]),
    ),
    t.text("explain.sums", {
      field: field.toFixed(2),
      ask: thresholds.ask.toFixed(2),
      fieldLimit: thresholds.field.toFixed(2),
      right: right.toFixed(2),
      answer: thresholds.answer.toFixed(2),
    }),
    verdictLine(verdict, t),
  ].join("\n");
}

function verdictLine(verdict: Explanation["verdict"], t: Translate): string {
  switch (verdict.kind) {
    case "answer":
      return t.text("explain.verdict.answer", { article: verdict.article.id });
    case "ask":
      return t.text("explain.verdict.ask", { articles: verdict.articles.map(({ id }) => id).join(", ") });
    case "unknown":
      return t.text("explain.verdict.unknown");
  }
}
