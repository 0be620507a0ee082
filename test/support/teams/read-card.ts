type Fields = Readonly<Record<string, unknown>>;

/** A button of a card: an Action.Execute comes back as an invoke, an Action.Submit as a message with a value. */
export interface CardButton {
  readonly label: string;
  readonly kind: "execute" | "submit";
  readonly data: unknown;
}

/** A card as a person reads it on a desktop, from its JSON alone: the text with its buttons in brackets, and what each button brings back. */
export function readCard(card: Fields): { readonly text: string; readonly buttons: readonly CardButton[] } {
  const buttons: CardButton[] = [];
  const button = ({ type, title, data }: Fields): string => {
    buttons.push({ label: String(title), kind: type === "Action.Execute" ? "execute" : "submit", data });
    return `[${title}]`;
  };
  const lines = (element: Fields): readonly string[] => {
    switch (element["type"]) {
      case "RichTextBlock":
        return listOf(element["inlines"])
          .map((run) => String(run["text"]))
          .join("")
          .split("\n");
      case "CodeBlock":
        return String(element["codeSnippet"])
          .split("\n")
          .map((code) => `    ${code}`);
      case "Container": {
        const inside = listOf(element["items"]).flatMap(lines);
        const press = element["selectAction"] as Fields | undefined;
        if (press === undefined) return ["", ...inside];
        return press["type"] === "Action.OpenUrl" ? [`${inside.join(" ")} <${press["url"]}>`] : [button(press)];
      }
      case "ActionSet":
        return ["", listOf(element["actions"]).map(button).join(" ")];
      default:
        throw new Error(`an element ${element["type"]}`);
    }
  };
  const text = listOf(card["body"]).flatMap(lines).join("\n");
  return { text: text.replace(/\n{3,}/g, "\n\n"), buttons };
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
