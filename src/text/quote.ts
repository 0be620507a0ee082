import { cleanText } from "./normalize.ts";
import type { RedactRules } from "./redact.ts";
import { redact } from "./redact.ts";

const LONGEST = 150;

/** A question as it may stand above its answer: one short line without what only its writer knows; nothing where it seems to hold a secret. */
export function quote(text: string, organisation: string, rules: RedactRules): string | undefined {
  const clean = cleanText(text);
  if (rules.hasSecret(text) || rules.hasSecret(clean)) return undefined;
  const line = redact(clean, organisation, { ...rules, hasSecret: () => false })
    .replace(/\s+/gu, " ")
    .trim();
  if (line === "") return undefined;
  if (line.length <= LONGEST) return line;
  return `${line
    .slice(0, LONGEST - 1)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}
