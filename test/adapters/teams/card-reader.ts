import { createRequire } from "node:module";
import type * as AdaptiveCards from "adaptivecards";

/** The renderer of Microsoft, as a parser. Its ES modules need a bundler; the bundle beside them does not. */
export const ADAPTIVE_CARDS: typeof AdaptiveCards = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");

type Node = Readonly<Record<string, unknown>>;

/** How a client reads a card: with code blocks and Action.Execute, or with their fallbacks. */
export type Client = "desktop" | "phone";

/** A pressable thing in a card: its words and the action behind it. */
export interface Pressable {
  readonly label: string;
  readonly type: string;
  readonly data: unknown;
}

/** All text a reader sees, the words of pressable rows and the addresses that open among them, labels of buttons not. */
export function visibleText(card: unknown, client: Client = "desktop"): string {
  return elementsOf(card, client)
    .flatMap((element) => {
      if (element["type"] === "TextRun") return [String(element["text"])];
      if (element["type"] === "CodeBlock") return [String(element["codeSnippet"])];
      const { type, url } = nodeOf(element["selectAction"]);
      return type === "Action.OpenUrl" ? [String(url)] : [];
    })
    .join(" ");
}

/** Everything that can be pressed and comes back to the bot, in reading order. */
export function pressables(card: unknown, client: Client = "desktop"): readonly Pressable[] {
  return elementsOf(card, client)
    .flatMap((element) => [element["selectAction"], ...listOf(element["actions"])])
    .filter((action) => action !== undefined)
    .map((action) => seenBy(client, nodeOf(action)))
    .filter(({ type }) => type !== "Action.OpenUrl")
    .map(({ type, title, data }) => ({ type: String(type), label: String(title), data }));
}

/** A card, the elements in it and the runs of text in those, each with its own properties only. */
function elementsOf(card: unknown, client: Client): readonly Node[] {
  const inside = (element: Node): readonly Node[] => {
    const seen = seenBy(client, element);
    const children = ["body", "items", "inlines"].flatMap((name) => listOf(seen[name]));
    return [seen, ...children.map(nodeOf).flatMap(inside)];
  };
  return inside(nodeOf(card));
}

function seenBy(client: Client, node: Node): Node {
  return client === "phone" && node["fallback"] !== undefined ? nodeOf(node["fallback"]) : node;
}

function nodeOf(value: unknown): Node {
  return value !== null && typeof value === "object" ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
