import type { CardElementArray } from "@microsoft/teams.cards";
import { escapeMarkdown } from "./markdown.ts";

/** The words of a card's elements as one Markdown text without marks, addresses written out; buttons left out. */
export function textOfElements(elements: CardElementArray): string {
  return markdownOf(wordsOf(elements));
}

/** The words of a card's elements as they are, line by line. */
export function wordsOf(elements: CardElementArray): readonly string[] {
  return elements.flatMap(linesOf);
}

/** Lines as paragraphs: a single line break is none in Markdown. */
export function markdownOf(lines: readonly string[]): string {
  return lines.map(escapeMarkdown).join("\n\n");
}

/** The texts to copy in a card's elements, whole. */
export function codeIn(elements: CardElementArray): readonly string[] {
  return elements.flatMap((element) => {
    if (element.type === "CodeBlock") return [element.codeSnippet ?? ""];
    return element.type === "Container" ? codeIn(element.items) : [];
  });
}

function linesOf(element: CardElementArray[number]): readonly string[] {
  switch (element.type) {
    case "RichTextBlock":
      return [
        (element.inlines ?? []).map((inline) => (typeof inline === "string" ? inline : "text" in inline ? inline.text : "")).join(""),
      ];
    case "CodeBlock":
      return element.codeSnippet?.split("\n") ?? [];
    case "Container": {
      const lines = element.items.flatMap(linesOf);
      return element.selectAction?.type === "Action.OpenUrl" ? [`${lines.join(" ")}: ${element.selectAction.url}`] : lines;
    }
    default:
      // Rows of buttons, and what we do not draw.
      return [];
  }
}
