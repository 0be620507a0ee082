import { FIRST_AGENT_ID } from "../knowledge/agent-id.ts";
import type { Article } from "../knowledge/article.ts";
import { foldText } from "../text/normalize.ts";
import type { CodeSeen } from "./error-codes.ts";

/** What one code of the text says about one article. */
export interface CodeHit {
  readonly article: Article;
  readonly seen: CodeSeen;
  /** The code as the product prints it. */
  readonly code: string;
  /**
   * - `specific`: this code means this article alone
   * - `shared`: several articles have it
   * - `thin`: other problems print it too, or it stands there without a word such as ID
   */
  readonly grade: "specific" | "shared" | "thin";
  /** Other problems print this code too. */
  readonly isGeneric: boolean;
  /** The words beside a generic code that make it mean this article. */
  readonly context: readonly string[];
}

/** The known codes, by value: decimal, hexadecimal and negative forms are one number. */
export interface CodeIndex {
  /** All values that some article has. */
  readonly values: ReadonlySet<number>;
  /** What a code of this text says. */
  look(seen: CodeSeen, text: string): readonly CodeHit[];
  /** The articles that have a value, without judging it. */
  articlesOf(value: number): readonly Article[];
}

/** Bare numbers below this are counts, years or ports as often as codes. */
const SHORTEST_BARE = 1000;
const SURE_BARE = 10_000;

/** Builds the map from every code of the articles to the articles. */
export function createCodeIndex(articles: readonly Article[]): CodeIndex {
  const byValue = new Map<number, Article[]>();
  for (const article of articles) {
    for (const value of new Set((article.codes ?? []).map(Number))) {
      byValue.set(value, [...(byValue.get(value) ?? []), article]);
    }
  }
  return {
    values: new Set(byValue.keys()),
    articlesOf: (value) => byValue.get(value) ?? [],
    look: (seen, text) => {
      const owners = byValue.get(seen.value) ?? [];
      if (seen.strength === "weak" && seen.value < SHORTEST_BARE) return [];
      return owners.map((article) => {
        const generic = article.genericCodes?.find(({ code }) => Number(code) === seen.value);
        const context = generic === undefined ? [] : contextWords(generic.words, text);
        const isThin = isWeaklyWritten(seen) || (generic !== undefined && context.length === 0);
        return {
          article,
          seen,
          code: printedCode(article, seen.value),
          grade: isThin ? "thin" : owners.length > 1 ? "shared" : "specific",
          isGeneric: generic !== undefined,
          context,
        };
      });
    },
  };
}

/** The code as an article prints it first: "[0x29834]" is 170036 and is printed as 0x29834. */
export function printedCode(article: Article, value: number): string {
  return article.codes?.find((code) => Number(code) === value) ?? String(value);
}

function isWeaklyWritten({ value, strength, form }: CodeSeen): boolean {
  if (form === "hexadecimal") return value < FIRST_AGENT_ID;
  if (strength === "alone") return value < SHORTEST_BARE;
  return strength === "weak" && value < SURE_BARE;
}

function contextWords(words: readonly string[], text: string): readonly string[] {
  const folded = foldText(text);
  return words.filter((word) => {
    const wanted = foldText(word);
    const at = folded.indexOf(wanted);
    // A short word must begin a word: "pin" is not in "shipping".
    return (
      at >= 0 && (wanted.length > 5 || new RegExp(`(?<![\\p{L}\\p{N}])${wanted.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`, "u").test(folded))
    );
  });
}
