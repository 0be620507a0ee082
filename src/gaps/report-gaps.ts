import type { Feedback } from "../state/store.ts";
import type { GapGroup } from "./group-gaps.ts";

const MOST_SHOWN = 3;

/** What the owner of the knowledge reads in the morning: questions without an answer, the most asked first, and articles that did not help. */
export function reportGaps(groups: readonly GapGroup[], feedback: readonly Feedback[]): string {
  const asked = groups.flatMap(({ id, gaps, nearest }) => [
    `${gaps.length}x  ${id}  nearest: ${nearest[0] ?? "none"}`,
    ...[...new Set(gaps.map(({ locale, text }) => `      ${locale}  ${text.replace(/\s+/g, " ").slice(0, 120)}`))].slice(0, MOST_SHOWN),
  ]);
  const unhelpful = countBy(feedback.filter(({ verdict }) => verdict === "notSolved"));
  return [
    groups.length === 0 ? "No question is without an answer." : "Questions without an answer:",
    ...asked,
    ...(unhelpful.length === 0 ? [] : ["", "Articles that did not solve it:", ...unhelpful.map(([what, count]) => `${count}x  ${what}`)]),
    ...(groups.length === 0 ? [] : ["", "A skeleton of an article: npm run gaps -- --draft ID"]),
  ].join("\n");
}

function countBy(feedback: readonly Feedback[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { article, reason } of feedback) {
    const what = reason === undefined ? article : `${article} (${reason})`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
