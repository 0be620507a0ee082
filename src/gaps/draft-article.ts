import type { GapGroup } from "./group-gaps.ts";

/** The skeleton of an article about a group of questions, as YAML: whole enough to be read, marked as a draft, so that nobody is answered with it. */
export function draftArticle({ id, gaps, nearest }: GapGroup, day: string): { readonly id: string; readonly yaml: string } {
  const asked = (locale: string) => [...new Set(gaps.filter((gap) => gap.locale === locale).map(({ text }) => oneLine(text)))];
  const codes = [...new Set(gaps.flatMap(({ text }) => text.match(/(?<=\b(?:id|fout-?id|code|error)\b\W{0,3})\d{2,6}\b/gi) ?? []))];
  const name = `draft-${codes[0] ?? id.slice(0, 8)}`;
  const list = (texts: readonly string[]) => fill(texts).map((text) => `    - ${JSON.stringify(text)}`);
  const yaml = [
    "# yaml-language-server: $schema=./article.schema.json",
    `# Asked ${gaps.length} times. Nearest: ${nearest.join(", ") || "none"}. Replace every TODO, then take out the line "draft".`,
    "draft: true",
    `id: ${name}`,
    "row: TODO",
    "products: [mabs, dpm]",
    "operation: backup",
    ...(codes.length === 0 ? [] : [`codes: [${codes.map((code) => JSON.stringify(code)).join(", ")}]`]),
    "title: {nl: TODO, en: TODO}",
    "impact: {nl: TODO, en: TODO}",
    "cause: {nl: TODO, en: TODO}",
    "asked:",
    "  nl:",
    ...list(asked("nl")),
    "  en:",
    ...list(asked("en")),
    "paths:",
    "  - title: {nl: TODO, en: TODO}",
    "    kind: steps",
    "    steps:",
    "      - do: {nl: TODO, en: TODO}",
    "        where: mabs-server",
    "        expect: {nl: TODO, en: TODO}",
    "        takes: minutes",
    "        risk: [safe]",
    "        basis: ours",
    "related: []",
    "source:",
    "  title: TODO",
    "  url: https://learn.microsoft.com/azure/backup/backup-azure-mabs-troubleshoot",
    "  repository: TODO",
    `  asOf: ${day}`,
    "  licence: CC-BY-4.0",
    "  changed: true",
    "  corrections: []",
    `checkedOn: ${day}`,
    "",
  ].join("\n");
  return { id: name, yaml };
}

const LEAST_ASKED = 4;

function fill(texts: readonly string[]): readonly string[] {
  return [...texts, ...Array<string>(Math.max(0, LEAST_ASKED - texts.length)).fill("TODO")];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 200);
}
