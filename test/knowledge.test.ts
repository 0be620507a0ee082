import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { AnswerReply, Article } from "#core";
import { LOCALES, textOf } from "#core";
import { KNOWLEDGE_FOLDER } from "../adapters/terminal/build-bot.ts";
import { checkStyle, medianSentence } from "../src/knowledge/check-style.ts";
import type { TestBot } from "./support/test-bot.ts";
import { testBot } from "./support/test-bot.ts";

const ROWS = [
  ..."G1 G2 G3 R01 R02 R03a R03b R03c R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24 R25 R26 R27 R28".split(
    " ",
  ),
];
const CARD_WORDS = 75;
/** The card says in at most this many words why it is shown. */
const LONGEST_WHY = "Very likely: matched on snapshot, volume, replica.";

interface Correction {
  readonly fault: string;
  readonly article: string;
  readonly has: string;
  readonly lacks: string;
}

const corrections = parse(readFileSync(join(import.meta.dirname, "knowledge/corrections.yaml"), "utf8")) as readonly Correction[];

describe("the articles", () => {
  let test: TestBot;
  let articles: readonly Article[];
  beforeAll(async () => {
    test = await testBot();
    articles = test.articles;
  });

  it("answer every row of the source page, and each row once", () => {
    expect(articles.map(({ row }) => row).sort()).toEqual([...ROWS].sort());
  });

  it("read well: short sentences, short cards, no Dutch that smells of translation", () => {
    expect(articles.flatMap(checkStyle)).toEqual([]);
    expect(medianSentence(articles, "nl")).toBeLessThanOrEqual(12);
  });

  it("keep the card before its first button within 75 words, code not counted", async () => {
    for (const locale of LOCALES) {
      for (const { id } of articles) {
        const reply = await test.reply({ kind: "open", article: id }, locale);
        if (reply.kind !== "answer") throw new Error(`${id} did not open`);
        expect(countCardWords(reply), `${id} ${locale}`).toBeLessThanOrEqual(CARD_WORDS);
      }
    }
  });

  it("never put our own reading first where a sourced step exists, unless it is a safe check", () => {
    for (const { id, paths } of articles) {
      const steps = paths.flatMap((path) => path.steps);
      const first = steps[0];
      const isFine = first?.basis !== "ours" || first.risk.includes("safe") || steps.every(({ basis }) => basis === "ours");
      expect(isFine, id).toBe(true);
    }
  });

  it("say where a code is shared and what tells the sharers apart", () => {
    const owners = new Map<number, string[]>();
    for (const { id, codes } of articles)
      for (const value of new Set((codes ?? []).map(Number))) owners.set(value, [...(owners.get(value) ?? []), id]);
    const shared = [...owners.values()].filter((ids) => ids.length > 1);
    expect(shared).toEqual([["obengine-unreachable", "online-recovery-point-snapshot-failed", "passphrase-not-set"]]);
  });

  it("are found by each of their codes, names and messages", async () => {
    for (const article of articles) {
      const texts = [
        ...(article.codes ?? []).map((code) => `ID: ${code}`),
        ...(article.names ?? []),
        ...LOCALES.flatMap((locale) => article.messages?.[locale] ?? []),
      ];
      for (const text of texts) {
        const reply = await test.reply({ kind: "ask", text }, "en");
        expect(shownArticles(reply), `${article.id}: ${text}`).toContain(article.id);
      }
    }
  });
});

describe("what the source page has wrong", () => {
  it("is all in the table: every fault that changes what an administrator would do", () => {
    const faults = [...new Set(corrections.map(({ fault }) => fault))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    expect(faults).toEqual(Array.from({ length: 39 }, (_, index) => `A${index + 1}`));
  });

  it.each(corrections)("$fault is right in $article: $has", ({ fault, article, has, lacks }) => {
    const file = readFileSync(join(KNOWLEDGE_FOLDER, `${article}.yaml`), "utf8");
    const { source, asked, ...rest } = parse(file) as { source: { corrections: { fault: string }[] }; asked: unknown };
    const body = allTexts(rest).join("\n");
    expect(source.corrections.map((correction) => correction.fault)).toContain(fault);
    expect(asked).toBeDefined();
    expect(body).toContain(has);
    expect(body).not.toContain(lacks);
  });
});

function allTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(allTexts);
}

function shownArticles(reply: { readonly kind: string }): readonly string[] {
  if (reply.kind === "answer") return [(reply as AnswerReply).evidence.article];
  return [...JSON.stringify(reply).matchAll(/"kind":"open","article":"([^"]+)"/g)].map(([, id]) => id as string);
}

/** Everything a reader meets before the first button, except code. */
function countCardWords(reply: AnswerReply): number {
  const { heading, impact, cause, when, first, remaining } = reply;
  const withoutCode = (spans: typeof impact) => textOf(spans.map((span) => (span.kind === "code" ? { ...span, text: "x" } : span)));
  const parts = [
    heading.title,
    withoutCode(impact),
    LONGEST_WHY,
    ...[cause, when, first.expect, first.undo].flatMap((part) => (part === undefined ? [] : [part.label, withoutCode(part.text)])),
    first.where,
    withoutCode(first.action),
    first.effort,
    first.basis ?? "",
    first.run?.note ?? "",
    remaining ?? "",
  ];
  return parts
    .join(" ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
