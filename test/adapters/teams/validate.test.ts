import { describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import { LIMITS } from "../../../adapters/teams/limits.ts";
import { validateCard } from "../../../adapters/teams/validate.ts";

const data = { intent: encodeIntent({ kind: "help" }) };
const submit = { type: "Action.Submit", title: "Help", data };
const execute = { type: "Action.Execute", verb: "intent", title: "Help", data, fallback: submit };
const run = (more: object = {}) => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "Hello.", ...more }] });
const rowOf = (selectAction: object) => ({ type: "Container", items: [run()], selectAction });
const card = (body: unknown, more: object = {}) => ({
  type: "AdaptiveCard",
  version: LIMITS.version,
  lang: "en",
  fallbackText: "Hello.",
  body,
  ...more,
});

describe("the linter of cards", () => {
  it("counts no button that stands behind the dots of its row", () => {
    const more = { ...execute, mode: "secondary" };
    const rows = [Array(4).fill(execute), [execute, execute, more, more]].map((actions) => ({ type: "ActionSet", actions }));
    expect(validateCard(card(rows))).toEqual([]);
  });

  it("lets a good card pass", () => {
    const code = { type: "CodeBlock", codeSnippet: "net start obengine", language: "PlainText", fallback: run({ fontType: "Monospace" }) };
    expect(validateCard(card([run(), code, rowOf(submit), { type: "ActionSet", actions: [execute] }]))).toEqual([]);
  });

  it.each<readonly [string, unknown, string]>([
    ["something else", [], "card: is no Adaptive Card"],
    ["a card without a version", card([run()], { version: undefined }), "declares version undefined"],
    ["a card without a fallback text", card([run()], { fallbackText: " " }), "has no fallbackText"],
    ["a card without a language", card([run()], { lang: undefined }), "has no lang"],
    ["an empty card", card([]), "body: is empty"],
    ["a card that is too big", card([run({ text: "x".repeat(LIMITS.cardBytes) })]), "more than 28672"],
    ["a mention", card([run()], { msteams: { entities: [] } }), "card: msteams is not safe"],
    ["a TextBlock, which reads Markdown", card([{ type: "TextBlock", text: "**x**", wrap: true }]), "TextBlock is not safe at version 1.2"],
    ["a table", card([{ type: "Table", rows: [] }]), "Table is not safe at version 1.2"],
    ["a code block without a fallback", card([{ type: "CodeBlock", codeSnippet: "x" }]), "CodeBlock has no fallback that is safe"],
    [
      "a fallback that is not safe",
      card([{ type: "CodeBlock", codeSnippet: "x", fallback: { type: "TextBlock", text: "x" } }]),
      "CodeBlock has no fallback that is safe",
    ],
    ["a newer property", card([{ ...run(), targetWidth: "wide" }]), "targetWidth is not safe"],
    ["a colour by number", card([run({ color: "#FF0000" })]), 'color cannot be "#FF0000"'],
    ["an empty container", card([{ type: "Container", items: [] }]), "body[0].items: is empty"],
    ["an empty paragraph", card([{ type: "RichTextBlock", inlines: [] }]), "body[0].inlines: is empty"],
    ["an empty text", card([run({ text: "" })]), "body[0].inlines[0]: has no text"],
    ["a link in a text run", card([run({ selectAction: submit })]), "selectAction is not safe"],
    ["a date to fill in", card([run({ text: "{{DATE(2026-11-22T03:12:00Z)}}" })]), "Teams would fill in"],
    ["a direction mark", card([run({ text: "a\u202Eb" })]), "direction marks"],
    ["an Arabic letter mark, like every face", card([run({ text: "a\u061Cb" })]), "direction marks"],
    ["a direction mark in the fallback text", card([run()], { fallbackText: "a\u202Eb" }), "card.fallbackText: has control characters"],
    ["a direction mark on a button", card([rowOf({ ...submit, title: "a\u200Fb" })]), "direction marks"],
    [
      "a direction mark in an address",
      card([rowOf({ type: "Action.OpenUrl", title: "x", url: "https://x/\u202E" })]),
      "something else than an https address",
    ],
    ["seven buttons in a row", card([{ type: "ActionSet", actions: Array(7).fill(submit) }]), "has 7 buttons, more than 6"],
    [
      "seven buttons in sight, in rows of their own",
      card([
        { type: "ActionSet", actions: Array(4).fill(execute) },
        { type: "Container", items: [{ type: "ActionSet", actions: Array(3).fill(execute) }] },
      ]),
      "card: has 7 buttons in sight, more than 6",
    ],
    ["a button in no known place", card([{ type: "ActionSet", actions: [{ ...execute, mode: "hidden" }] }]), 'mode cannot be "hidden"'],
    ["a button out of sight on a phone", card([{ type: "ActionSet", actions: [{ ...submit, mode: "secondary" }] }]), "mode is not safe"],
    ["a label that is cut off", card([{ type: "ActionSet", actions: [{ ...submit, title: "x".repeat(25) }] }]), "a phone would cut off"],
    ["a button without a label", card([rowOf({ ...submit, title: "" })]), "has no title"],
    [
      "an Execute without a Submit",
      card([{ type: "ActionSet", actions: [{ ...execute, fallback: undefined }] }]),
      "Action.Execute has no fallback",
    ],
    [
      "a fallback that means something else",
      card([{ type: "ActionSet", actions: [{ ...execute, fallback: { ...submit, data: { intent: encodeIntent({ kind: "none" }) } } }] }]),
      "means something else",
    ],
    ["a row that Execute would make dead on a phone", card([rowOf(execute)]), "Action.Execute is not safe here"],
    ["a button that nobody reads", card([rowOf({ ...submit, data: { intent: "v9:{}" } })]), "carries no intent"],
    ["an address that is not https", card([rowOf({ type: "Action.OpenUrl", title: "x", url: "javascript:alert(1)" })]), "https address"],
    [
      "an action that hides text",
      card([{ type: "ActionSet", actions: [{ type: "Action.ShowCard", title: "x" }] }]),
      "Action.ShowCard is not safe",
    ],
  ])("refuses %s", (_what, bad, complaint) => {
    expect(validateCard(bad).join("\n")).toContain(complaint);
  });
});
