import { expect, it } from "vitest";
import type { NoticeReply } from "#core";
import { renderPage } from "../../../adapters/web/render.ts";

it("The page draws no character that turns text around, whatever kind of text it stands in.", () => {
  const url = "https://learn.microsoft.com/";
  const reply: NoticeReply = {
    kind: "notice",
    locale: "en",
    text: [
      { kind: "text", text: "a\u202Eb" },
      { kind: "strong", text: "c\u2066d" },
      { kind: "code", text: "e\u0007f" },
      { kind: "link", text: "g\u200Fh", url },
    ],
    prompts: [{ label: "i\u200Ej", intent: { kind: "help" } }],
    furtherPrompts: [],
  };
  expect(renderPage(reply).children).toMatchObject([
    { children: ["ab", { children: ["cd"] }, { children: ["ef"] }, { children: ["gh"], href: url }] },
    { children: [{ children: ["ij"] }] },
  ]);
});
