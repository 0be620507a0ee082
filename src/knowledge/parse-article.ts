import type { Document } from "yaml";
import { isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { Article } from "./article.ts";
import { articleSchema } from "./article.ts";
import type { Complaint } from "./complaint.ts";
import { fieldName } from "./complaint.ts";

/** Letters that only a wrong decoding leaves behind: kanji, the replacement character, UTF-8 read as Windows-1252. */
const BROKEN_ENCODING = /[\u3400-\u9FFF\uFFFD]|[ÃÂ][\u0080-\u00BF]|â€/u;
/** Keys that would change what every object is. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Looking at every node costs as much as reading the file; only a text with one of these can hold something forbidden. */
const FORBIDDEN_HINT = /(?:^|[\s:,[{])[&*][\p{L}\p{N}]|__proto__|constructor|prototype/mu;

/** What a file holds: an article, or everything that is wrong with it. */
export type ParsedArticle =
  | { readonly kind: "article"; readonly article: Article }
  | { readonly kind: "refused"; readonly complaints: readonly Complaint[] };

/** Reads one article file. All complaints come at once, each with line and field. */
export function parseArticle(file: string, bytes: Uint8Array): ParsedArticle {
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return { kind: "refused", complaints: [{ file, problem: "not UTF-8 text: save the file as UTF-8" }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false, version: "1.2", schema: "core" });
  const complaints: Complaint[] = [
    ...findBrokenEncoding(file, text),
    ...document.errors.map(({ message, pos }) => ({
      file,
      line: lines.linePos(pos[0]).line,
      problem: (message.split("\n", 1)[0] as string).replace(/ at line \d+, column \d+:?$/, ""),
    })),
    ...(FORBIDDEN_HINT.test(text) ? findForbiddenNodes(file, document, lines) : []),
  ];
  if (document.contents === null)
    complaints.push({ file, line: 1, problem: "the file is empty: copy an article that is like it, or remove the file" });
  if (complaints.length > 0) return { kind: "refused", complaints };

  const parsed = articleSchema.safeParse(document.toJS());
  if (parsed.success) return { kind: "article", article: parsed.data };
  return {
    kind: "refused",
    complaints: parsed.error.issues.map(({ path, message, ...issue }) => {
      const line = lineOf(document, lines, path);
      const unquoted = typeof document.getIn(path) === "number" && "expected" in issue && issue.expected === "string";
      const field = fieldName(path);
      return {
        file,
        ...(line === undefined ? {} : { line }),
        ...(field === "" ? {} : { field }),
        problem: unquoted ? "put the value in quotes: codes and numbers are text" : message,
      };
    }),
  };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function findBrokenEncoding(file: string, text: string): Complaint[] {
  return text.split("\n").flatMap((content, index) => {
    const letter = BROKEN_ENCODING.exec(content)?.[0];
    return letter === undefined
      ? []
      : [{ file, line: index + 1, problem: `the letters "${letter}" come from a wrong encoding: type the word again` }];
  });
}

/** Aliases could make one value stand in two places, and __proto__ could change every object: neither has a use here. */
function findForbiddenNodes(file: string, document: Document.Parsed, lines: LineCounter): Complaint[] {
  const complaints: Complaint[] = [];
  const complain = (offset: number | undefined, problem: string) =>
    complaints.push({ file, ...(offset === undefined ? {} : { line: lines.linePos(offset).line }), problem });
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node) || ("anchor" in node && node.anchor !== undefined)) {
        complain(node.range?.[0], "anchors and aliases are not allowed: write the value out");
      }
    },
    Pair: (_key, { key }) => {
      if (isScalar(key) && FORBIDDEN_KEYS.has(String(key.value))) {
        complain(key.range?.[0], `the key "${String(key.value)}" is not allowed: remove it`);
      }
    },
  });
  return complaints;
}

/** The line of a field, or of the nearest thing around it that exists. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
