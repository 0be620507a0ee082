/** How long what was checked counts as checked. */
const REVIEW_DAYS = 365;
const DAY_MS = 86_400_000;

/** An article, as far as its review goes. */
export interface Reviewed {
  readonly id: string;
  /** The day on which it was last checked. */
  readonly checkedOn: string;
}

/** The articles that nobody checked for a year on that day, the oldest first. */
export function pastReview(articles: readonly Reviewed[], day: string): readonly Reviewed[] {
  const limit = new Date(Date.parse(day) - REVIEW_DAYS * DAY_MS).toISOString().slice(0, 10);
  return articles
    .filter(({ checkedOn }) => checkedOn < limit)
    .toSorted((one, other) => one.checkedOn.localeCompare(other.checkedOn) || one.id.localeCompare(other.id));
}
