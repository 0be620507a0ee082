import { parseRichText, textOf } from "../rich-text.ts";
import type { HandOverFacts } from "./hand-over-facts.ts";

/** What Markdown could read as a mark in words of a person; the marks of articles are code and bold, and stay. */
const MARK = /[\\[\]<>#|~]/g;

/** A hand-over as plain text. */
export function writeText({ title, facts, sections }: HandOverFacts): string {
  const plain = (markdown: string) => textOf(parseRichText(markdown));
  return [
    title,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...sections.flatMap(({ label, items }) => ["", `${label}:`, ...items.map((item) => `- ${plain(item)}`)]),
  ].join("\n");
}

/** A hand-over as Markdown, for a ticket or a wiki. */
export function writeMarkdown({ title, facts, sections }: HandOverFacts): string {
  const safe = (text: string) => text.replace(MARK, "\\$&").replaceAll("\n", " ");
  return [
    `# ${safe(title)}`,
    "",
    ...facts.map(({ label, value }) => `- **${label}:** ${safe(value)}`),
    ...sections.flatMap(({ label, items }) => ["", `## ${label}`, "", ...items.map((item) => `- ${safe(item)}`)]),
  ].join("\n");
}

/** A hand-over for programs. */
export function writeJson({ data }: HandOverFacts): string {
  return JSON.stringify(data, null, 2);
}
