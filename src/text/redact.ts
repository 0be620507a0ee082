import { createHash } from "node:crypto";
import { cleanText } from "./normalize.ts";

/** What may stay of a text, by those who know: whether it holds a secret, what is left of it then, and which numbers are codes. */
export interface RedactRules {
  hasSecret(text: string): boolean;
  /** The text with nothing in it that only its writer knows. */
  repeatable(text: string): string;
}

const LONGEST = 600;
const LETTER_OR_DIGIT = "\\p{L}\\p{N}";
/** What names somebody or something of one organisation, and what it becomes. The order matters: a GUID holds numbers, an address a host. */
const NAMES: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["guid", /\{?\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b\}?/gi],
  ["sid", /\bS-1-\d+(?:-\d+){2,}\b/gi],
  ["address", /\b[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu],
  ["link", /\bhttps?:\/\/[^\s<>"']+/gi],
  ["share", /\\\\[^\s\\<>"']+(?:\\[^\s<>"']*)?/g],
  ["account", /\b[\p{L}\p{N}.-]{2,}\\[\p{L}\p{N}.$_-]{2,}/gu],
  ["mac", /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/gi],
  ["ip", /\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\.\d)/g],
  ["ip", /\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?|\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){4,7}\b/gi],
  ["phone", /(?<![\p{L}\p{N}])(?:\+|00)\d[\d ()-]{7,}\d/gu],
];
/** A dotted name, or letters with digits as machines are called; names of programs and services have no digits. */
const HOST = new RegExp(
  `(?<![${LETTER_OR_DIGIT}.\\\\])(?:[\\p{L}][\\p{L}\\p{N}-]*\\.(?:[\\p{L}\\p{N}-]+\\.)*(?:local|lan|intern|internal|corp|nl|be|com|net|org|example|test|eu|de)|(?=[\\p{L}\\p{N}-]*\\d)\\p{L}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*)(?![${LETTER_OR_DIGIT}])`,
  "giu",
);
/** Versions and the like: words with digits that are no machine, while "SQL01" and "MABS02" are. */
const TERM =
  /^(?:(?:sql|dpm|mabs|exchange|server|windows|win|office|sharepoint|vmware|vcenter|o)-?(?:20\d\d|365|\d)|(?:v|ur|cu|ps|r|kb|sp|http|tls|ssl|smb|nfs|x|p|step|stap|win)-?\d+|\d+[a-z]{1,2})(?:r\d)?(?:\.\d+)*$/i;
/** Capitals with a hyphen, as many machines are called: SRV-FILES. */
const CAPITALS = /(?<![\p{L}\p{N}-])\p{Lu}{2,}(?:-[\p{Lu}\p{N}]{2,})+(?![\p{L}\p{N}-])/gu;
/** A long chain of letters and digits is a key, whatever it opens. */
const KEY = /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}+/=_-]*\d)(?=[\p{L}\p{N}+/=_-]*\p{L})[\p{L}\p{N}+/=_-]{20,}/gu;
const NUMBER = /(?<![\p{L}\p{N}.])\d{4,}(?![\p{L}\p{N}])/gu;

/**
 * A text as it may be kept for the owner of the knowledge.
 *
 * Names of machines, people and places become pseudonyms, the same one each time in one organisation; secrets go, and with one in it, all that only the writer knows.
 */
export function redact(text: string, organisation: string, rules: RedactRules): string {
  const clean = cleanText(text).slice(0, LONGEST);
  if (rules.hasSecret(text) || rules.hasSecret(clean)) return rules.repeatable(clean);
  const codes = new Set(rules.repeatable(clean).match(/[\p{L}\p{N}]+/gu) ?? []);
  const pseudonym = (kind: string, name: string) =>
    `[${kind}-${createHash("sha256").update(`${organisation}/${kind}/${name.toLowerCase()}`).digest("hex").slice(0, 4)}]`;
  let result = clean;
  for (const [kind, pattern] of NAMES) result = result.replace(pattern, (name) => pseudonym(kind, name));
  return outsideBrackets(result, (piece) =>
    piece
      .replace(KEY, (key) => (codes.has(key) ? key : "[key]"))
      .replace(HOST, (name) => (codes.has(name) || TERM.test(name) || /^0x/i.test(name) ? name : pseudonym("host", name)))
      .replace(CAPITALS, (name) => (name.split("-").every((part) => codes.has(part)) ? name : pseudonym("host", name)))
      .replace(NUMBER, (number) => (codes.has(number) ? number : "[number]")),
  );
}

/** What was replaced is not replaced again. */
function outsideBrackets(text: string, change: (piece: string) => string): string {
  return text
    .split(/(\[[a-z]+(?:-[0-9a-f]{4})?\])/)
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join("");
}
