import type { Article } from "../knowledge/article.ts";
import type { Calibration } from "./calibration.ts";
import { probability } from "./calibration.ts";
import type { CodeHit } from "./code-index.ts";
import type { CodeSeen } from "./error-codes.ts";
import { featuresOf } from "./features.ts";
import type { MessageSeen } from "./messages.ts";
import type { NameSeen } from "./names.ts";
import type { WordHit, WordResult } from "./words.ts";

/** Everything that a text shows, before anything is decided. */
export interface Findings {
  readonly codes: readonly CodeHit[];
  /** Codes that no article has; Windows results are not among them. */
  readonly unknownCodes: readonly CodeSeen[];
  readonly names: readonly { readonly seen: NameSeen; readonly articles: readonly Article[] }[];
  readonly messages: readonly MessageSeen[];
  /** Looked at only where codes and names do not decide. */
  readonly words: () => WordResult;
}

/** Why an article was found. */
export type Reason =
  /** `words` are those beside a code that other problems print too; with any of them the code is not proof alone. */
  | { readonly kind: "code"; readonly code: string; readonly words: readonly string[] }
  | { readonly kind: "name"; readonly name: string; readonly written: string; readonly isExact: boolean }
  | { readonly kind: "message" }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** What to do with the findings: answer, ask back, or say that it is not known. */
export type Verdict =
  | { readonly kind: "answer"; readonly article: Article; readonly reason: Reason }
  | { readonly kind: "ask"; readonly articles: readonly Article[]; readonly reason: Reason; readonly because: AskBecause }
  | { readonly kind: "unknown"; readonly code?: string };

/** What makes the bot ask back. */
export type AskBecause = "shared" | "thin" | "several" | "unsure";

const MOST_CHOICES = 3;
/** A question that says the whole title and hardly anything else is that title. */
const TITLE_COVERAGE = 0.9;
/** A look-alike that is so likely beside the first is asked about. */
const TWIN_SHARE = 0.2;
/** Words that are so sure of another article beside a product text mean that one: the text is part of its story. */
const OTHER_FIT = 0.6;
/** One word is a topic, not a problem. */
const LEAST_MATCHED = 2;
/** Words decide between the articles of one code or text where the second is less likely than this share of the first. */
const NARROW_SHARE = 0.3;
/** An unknown code beside fewer words than this is all there is to go by. */
const FEW_WORDS = 3;
/** A second product text this long is a second problem. */
const WHOLE_MESSAGE = 18;
/** A product text with hardly anything around it. */
const WHOLE_TEXT = 0.8;

/** Decides by rules first (codes, names, product texts), by words last. */
export function decide(findings: Findings, calibration: Calibration): Verdict {
  return decideByCode(findings) ?? decideByMessage(findings) ?? decideByWords(findings, calibration);
}

function decideByCode(findings: Findings): Verdict | undefined {
  const { codes, names, messages } = findings;
  const exact = new Map<Article, Reason>();
  for (const { article, seen, code, grade, context } of codes) {
    if (grade === "specific" && isMeant(seen, findings.words))
      exact.set(article, exact.get(article) ?? { kind: "code", code, words: context });
  }
  for (const { seen, articles } of names) {
    const [article] = articles;
    if (articles.length === 1 && article !== undefined && !exact.has(article)) exact.set(article, nameReason(seen));
  }
  if (exact.size > 0) {
    const others = messages
      .filter(({ articles, length }) => length >= WHOLE_MESSAGE && articles.length === 1)
      .flatMap(({ articles }) => articles);
    const candidates = [...new Set([...exact.keys(), ...others])];
    const [first] = candidates as [Article, ...Article[]];
    const reason = exact.get(first) as Reason;
    return candidates.length === 1 ? { kind: "answer", article: first, reason } : ask(rootCauseFirst(candidates), reason, "several");
  }
  for (const { seen, articles } of names) {
    if (articles.length > 1) return ask(articles, nameReason(seen), "shared");
  }
  return decideBySharedCode(findings) ?? decideByThinCode(findings);
}

/** A bare number means a code where it is nearly all there is, or where the words are of our field. */
function isMeant({ strength }: CodeSeen, words: Findings["words"]): boolean {
  return strength !== "weak" || words().anchors.length > 0 || words().contentWords === 0;
}

/** A code of several articles: the rest of the text decides, or the reader. */
function decideBySharedCode({ codes, messages, words }: Findings): Verdict | undefined {
  const shared = codes.filter(({ grade }) => grade === "shared");
  const first = shared[0];
  if (first === undefined) return undefined;
  const candidates = shared.map(({ article }) => article);
  const reason: Reason = { kind: "code", code: first.code, words: [] };
  const chosen = narrow(candidates, messages, words);
  return chosen === undefined ? ask(candidates, reason, "shared") : { kind: "answer", article: chosen, reason };
}

/** A code that proves nothing alone: it answers when the product's own text says the same, or when the words do and nobody else prints it. */
function decideByThinCode({ codes, messages, words }: Findings): Verdict | undefined {
  const thin = codes.filter(({ grade }) => grade === "thin");
  const first = thin[0];
  if (first === undefined) return undefined;
  const candidates = [...new Set(thin.map(({ article }) => article))];
  const reason: Reason = { kind: "code", code: first.code, words: [] };
  const byText = thin.filter(({ article }) => messages.some(({ articles }) => articles.length === 1 && articles.includes(article)));
  if (byText.length === 1) return { kind: "answer", article: (byText[0] as CodeHit).article, reason: { kind: "message" } };
  const byWords = thin.find(({ article, isGeneric }) => !isGeneric && isLeadingHit(article, words()));
  if (byWords !== undefined) return { kind: "answer", article: byWords.article, reason: { ...reason, words: writtenOf(words().hits[0]) } };
  // A bare number among other words is a year, a port or a count as often as a code.
  if (messages.length > 0 || (first.seen.strength === "weak" && words().contentWords > 1)) return undefined;
  return ask(candidates, reason, "thin");
}

function decideByMessage({ messages, words, unknownCodes }: Findings): Verdict | undefined {
  const [longest, ...rest] = messages;
  if (longest === undefined) return undefined;
  const reason: Reason = { kind: "message" };
  const chosen = narrow(longest.articles, messages, words);
  const first = chosen ?? (longest.articles[0] as Article);
  // A code that no article has beside a text that one has: near, but not proven the same.
  if (unknownCodes.length > 0) return ask(chosen === undefined ? longest.articles : [chosen], reason, "unsure");
  const others = rest
    .filter(({ articles, length }) => length >= WHOLE_MESSAGE && !articles.includes(first))
    .flatMap(({ articles }) => articles);
  if (chosen === undefined) return ask(longest.articles, reason, "shared");
  const [best] = longest.share >= WHOLE_TEXT ? [] : words().hits;
  const meant = best !== undefined && best.article !== chosen && best.fit >= OTHER_FIT ? [best.article] : [];
  if (others.length + meant.length > 0) return ask(rootCauseFirst([...new Set([chosen, ...others, ...meant])]), reason, "several");
  return { kind: "answer", article: chosen, reason };
}

/** Two questions, not one threshold: is it our field, and is the first hit the right one? */
function decideByWords({ words: find, unknownCodes }: Findings, { domain, right, thresholds }: Calibration): Verdict {
  const words = find();
  const [code] = unknownCodes;
  const unknown: Verdict = { kind: "unknown", ...(code === undefined ? {} : { code: code.written }) };
  const [first] = words.hits;
  if (first === undefined || words.isForeign || (code !== undefined && words.contentWords <= FEW_WORDS)) return unknown;
  const features = featuresOf(words, code !== undefined);
  const isField = probability(domain, features.domain);
  if (isField < thresholds.ask) return unknown;
  const reason: Reason = { kind: "words", words: writtenOf(first) };
  const isTitle = first.titleCoverage === 1 && first.coverage >= TITLE_COVERAGE;
  const isSure = isField >= thresholds.field && (isTitle || probability(right, features.right) >= thresholds.answer);
  // Who says one title whole and no other has told them apart.
  const twin = isTitle ? undefined : lookAlikeOf(first, words.hits);
  if (isSure && code === undefined && twin === undefined && first.matches.length >= LEAST_MATCHED)
    return { kind: "answer", article: first.article, reason };
  return ask(
    words.hits.slice(0, MOST_CHOICES).map(({ article }) => article),
    reason,
    "unsure",
  );
}

/** A near-identical article close behind: then it is a choice, never a guess. */
function lookAlikeOf(first: WordHit, hits: readonly WordHit[]): WordHit | undefined {
  const alike = new Set(first.article.related.filter(({ as }) => as === "look-alike").map(({ id }) => id));
  return hits.slice(1, MOST_CHOICES + 1).find(({ article, fit }) => alike.has(article.id) && fit >= TWIN_SHARE * first.fit);
}

function writtenOf(hit: WordHit | undefined): readonly string[] {
  return (hit?.matches ?? []).map(({ written }) => written);
}

function ask(articles: readonly Article[], reason: Reason, because: AskBecause): Verdict {
  return { kind: "ask", articles: [...new Set(articles)].slice(0, MOST_CHOICES), reason, because };
}

function nameReason(seen: NameSeen): Reason {
  return { kind: "name", name: seen.names[0] as string, written: seen.written, isExact: seen.isExact };
}

/** The one of the candidates that the rest of the text means, if it means one. */
function narrow(candidates: readonly Article[], messages: readonly MessageSeen[], words: Findings["words"]): Article | undefined {
  if (candidates.length === 1) return candidates[0];
  const named = messages
    .flatMap(({ articles }) => (articles.length === 1 ? articles : []))
    .filter((article) => candidates.includes(article));
  if (new Set(named).size === 1) return named[0];
  // Where the shared text is all there is, no word is left to decide.
  if (messages.some(({ articles, share }) => articles.length > 1 && share >= WHOLE_TEXT)) return undefined;
  const [first, second] = words().hits.filter(({ article }) => candidates.includes(article));
  if (first === undefined) return undefined;
  return (second?.fit ?? 0) <= NARROW_SHARE * first.fit ? first.article : undefined;
}

function isLeadingHit(article: Article, { hits }: WordResult): boolean {
  const [first] = hits as readonly (WordHit | undefined)[];
  return first?.article === article && first.coverage >= 0.5 && first.matches.length > 1;
}

/** Puts what another candidate names as its root cause in front. */
function rootCauseFirst(articles: readonly Article[]): readonly Article[] {
  const isRootCause = (article: Article) =>
    articles.some((other) => other.related.some(({ id, as }) => id === article.id && as === "root-cause"));
  return [...articles.filter(isRootCause), ...articles.filter((article) => !isRootCause(article))];
}
