import type { Article, Path, Step } from "../knowledge/article.ts";
import { RISKS } from "../knowledge/article.ts";

/** A step by its numbers in the article, counted from 0. */
export interface Place {
  readonly path: number;
  readonly step: number;
}

/** Risks that take something away; a step with one is never done on a single press. */
const LOSING = new Set(["weakens-security", "outage", "deletes-data", "rebuilds-protection"]);

/**
 * The ways of an article in the order in which they are tried, as indexes of its paths.
 *
 * The first is the article's own first, which stands on its card; after it the least risky way comes first.
 */
export function waysInOrder({ paths }: Article): readonly number[] {
  const [first = 0, ...others] = paths.map((_, index) => index);
  return [first, ...others.toSorted((one, other) => riskOf(paths[one] as Path) - riskOf(paths[other] as Path))];
}

/** How much a way can cost at its worst step. */
export function riskOf({ steps }: Path): number {
  return Math.max(...steps.flatMap(({ risk }) => risk.map((one) => RISKS.indexOf(one))));
}

/** A, B, C: the name of a way by the order in which it is tried. */
export function letterOf(article: Article, path: number): string {
  return String.fromCharCode(65 + Math.max(0, waysInOrder(article).indexOf(path)));
}

/** The way that comes after this one. */
export function nextWay(article: Article, path: number): number | undefined {
  const order = waysInOrder(article);
  return order[order.indexOf(path) + 1];
}

/** The step at a place; undefined where the article no longer has it. */
export function stepAt(article: Article, { path, step }: Place): Step | undefined {
  return article.paths[path]?.steps[step];
}

/** Whether a step is only done on a second press: it takes something away, or it is risky and only our own reading. */
export function needsSecondPress({ risk, basis }: Step): boolean {
  return risk.some((one) => LOSING.has(one)) || (basis === "ours" && risk.some((one) => one !== "safe"));
}

/** Whether a step leaves something behind that can be put back at the end; a setting does, also a safe one; a service that was restarted is as it was. */
export function leavesChange({ risk, undo }: Step): boolean {
  return undo !== undefined && risk.some((one) => one !== "service-restart");
}

/** Whether both are the same step. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.path === other.path && one.step === other.step;
}
