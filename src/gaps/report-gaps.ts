import type { Feedback } from "../state/store.ts";
import type { GapGroup } from "./group-gaps.ts";
import type { Reviewed } from "./past-review.ts";

const MOST_SHOWN = 3;
const MOST_OVERDUE = 5;

/** What the owner of the knowledge reads in the morning: questions without an answer, the most asked first, articles that did not help, and those past their review date. */
export function reportGaps(groups: readonly GapGroup[], feedback: readonly Feedback[], overdue: readonly Reviewed[] = []): string {
  const asked = groups.flatMap(({ id, gaps, nearest }) => [
    `${gaps.length}x  ${id}  nearest: ${nearest[0] ?? "none"}`,
    ...[...new Set(gaps.map(({ locale, text }) => `      ${locale}  ${text.replace(/\s+/g, " ").slice(0, 120)}`))].slice(0, MOST_SHOWN),
  ]);
  const unhelpful = countBy(feedback.filter(({ verdict }) => verdict === "notSolved"));
  return [
    groups.length === 0 ? "No question is without an answer." : "Questions without an answer:",
    ...asked,
    ...(unhelpful.length === 0 ? [] : ["", "Articles that did not solve it:", ...unhelpful.map(([what, count]) => `${count}x  ${what}`)]),
    ...overdueLines(overdue),
    ...(groups.length === 0 ? [] : ["", "A skeleton of an article: npm run gaps -- --draft ID"]),
  ].join("\n");
}

function overdueLines(overdue: readonly Reviewed[]): readonly string[] {
  if (overdue.length === 0) return [];
  const more = overdue.length - MOST_OVERDUE;
  const shown = overdue.slice(0, MOST_OVERDUE).map(({ id, checkedOn }) => `${checkedOn}  ${id}`);
  return [
    "",
    "Articles past their review date, by the day on which they were checked:",
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function countBy(feedback: readonly Feedback[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { article, reason } of feedback) {
    const what = reason === undefined ? article : `${article} (${reason})`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
