import type { Article } from "../knowledge/article.ts";
import type { CodeHit } from "./code-index.ts";
import type { CodeSeen } from "./error-codes.ts";
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
  readonly words: WordResult;
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
/** Words alone answer from this share of the question on, and with this lead on the next article. */
const ANSWER_COVERAGE = 0.6;
const ANSWER_LEAD = 0.08;
/** One word is a topic, not a problem. */
const LEAST_MATCHED = 2;
const ASK_COVERAGE = 0.35;
const ASK_COVERAGE_SURE_FIELD = 0.28;
/** This many words, this well explained, are our field even without one of its own words. */
const FIELD_COVERAGE = 0.8;
const FIELD_WORDS = 3;
/** Articles this near to the first are offered beside it. */
const ASK_SHARE = 0.75;
/** Words decide between the articles of one code or text from this lead on. */
const NARROW_LEAD = 0.15;
/** An unknown code beside fewer words than this is all there is to go by. */
const FEW_WORDS = 3;
/** A second product text this long is a second problem. */
const WHOLE_MESSAGE = 18;

/** Decides by rules first (codes, names, product texts), by words last. */
export function decide(findings: Findings): Verdict {
  return decideByCode(findings) ?? decideByMessage(findings) ?? decideByWords(findings);
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
function isMeant({ strength }: CodeSeen, { anchors, contentWords }: WordResult): boolean {
  return strength !== "weak" || anchors.length > 0 || contentWords === 0;
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
  const byWords = thin.find(({ article, isGeneric }) => !isGeneric && isLeadingHit(article, words));
  if (byWords !== undefined)
    return { kind: "answer", article: byWords.article, reason: { ...reason, words: words.hits[0]?.matched ?? [] } };
  // A bare number among other words is a year, a port or a count as often as a code.
  if (messages.length > 0 || (first.seen.strength === "weak" && words.contentWords > 1)) return undefined;
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
  if (others.length > 0) return ask(rootCauseFirst([...new Set([chosen, ...others])]), reason, "several");
  return { kind: "answer", article: chosen, reason };
}

function decideByWords({ words, unknownCodes }: Findings): Verdict {
  const [code] = unknownCodes;
  const unknown: Verdict = { kind: "unknown", ...(code === undefined ? {} : { code: code.written }) };
  const [first, second] = words.hits;
  if (first === undefined || words.isForeign || !isOurField(words, first)) return unknown;
  if (code !== undefined && words.contentWords <= FEW_WORDS) return unknown;
  const reason: Reason = { kind: "words", words: first.matched };
  const lead = first.score - (second?.score ?? 0);
  if (
    code === undefined &&
    first.explainsField &&
    first.matched.length >= LEAST_MATCHED &&
    first.coverage >= ANSWER_COVERAGE &&
    lead >= ANSWER_LEAD
  )
    return { kind: "answer", article: first.article, reason };
  if (first.coverage < (words.anchors.length > 1 ? ASK_COVERAGE_SURE_FIELD : ASK_COVERAGE)) return unknown;
  const near = words.hits.filter(({ score }) => score >= ASK_SHARE * first.score).map(({ article }) => article);
  return ask(near, reason, "unsure");
}

function isOurField({ anchors, contentWords }: WordResult, first: WordHit): boolean {
  return anchors.length > 0 || (contentWords >= FIELD_WORDS && first.coverage >= FIELD_COVERAGE);
}

function ask(articles: readonly Article[], reason: Reason, because: AskBecause): Verdict {
  return { kind: "ask", articles: [...new Set(articles)].slice(0, MOST_CHOICES), reason, because };
}

function nameReason(seen: NameSeen): Reason {
  return { kind: "name", name: seen.names[0] as string, written: seen.written, isExact: seen.isExact };
}

/** The one of the candidates that the rest of the text means, if it means one. */
function narrow(candidates: readonly Article[], messages: readonly MessageSeen[], words: WordResult): Article | undefined {
  if (candidates.length === 1) return candidates[0];
  const named = messages
    .flatMap(({ articles }) => (articles.length === 1 ? articles : []))
    .filter((article) => candidates.includes(article));
  if (new Set(named).size === 1) return named[0];
  const [first, second] = words.hits.filter(({ article }) => candidates.includes(article));
  if (first === undefined) return undefined;
  return first.score - (second?.score ?? 0) >= NARROW_LEAD ? first.article : undefined;
}

function isLeadingHit(article: Article, { hits }: WordResult): boolean {
  const [first] = hits as readonly (WordHit | undefined)[];
  return first?.article === article && first.coverage >= 0.5 && first.matched.length > 1;
}

/** Puts what another candidate names as its root cause in front. */
function rootCauseFirst(articles: readonly Article[]): readonly Article[] {
  const isRootCause = (article: Article) =>
    articles.some((other) => other.related.some(({ id, as }) => id === article.id && as === "root-cause"));
  return [...articles.filter(isRootCause), ...articles.filter((article) => !isRootCause(article))];
}
