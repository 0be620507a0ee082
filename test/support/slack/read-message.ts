type Fields = Readonly<Record<string, unknown>>;

/** A message as a person reads it, from its JSON alone: the text with its buttons in brackets, and what each button brings back. */
export function readMessage({ text, blocks }: Fields): SlackShown {
  const buttons: SlackButton[] = [];
  const button = ({ text: label, action_id, value }: Fields): string => {
    const words = plain(label);
    // A short button stands beside its words.
    buttons.push({ label: words, action: String(action_id), value: String(value) });
    return `[${words}]`;
  };
  const line = (element: Fields): string => {
    switch (element["type"]) {
      case "text":
        return String(element["text"]);
      case "link":
        return `${element["text"] ?? ""} <${element["url"]}>`;
      case "user":
        return `@${element["user_id"]}`;
      default:
        throw new Error(`a ${element["type"]} in running text`);
    }
  };
  const part = (element: Fields, mark = ""): readonly string[] => {
    const inside = listOf(element["elements"]);
    switch (element["type"]) {
      case "rich_text_section":
        return `${mark}${inside.map(line).join("")}`.split("\n");
      case "rich_text_list": {
        const indent = "  ".repeat(Number(element["indent"] ?? 0));
        const first = Number(element["offset"] ?? 0) + 1;
        return inside.flatMap((item, index) => part(item, `${indent}${element["style"] === "ordered" ? `${first + index}.` : "-"} `));
      }
      case "rich_text_preformatted":
        return inside
          .map(line)
          .join("")
          .split("\n")
          .map((code) => `    ${code}`);
      default:
        throw new Error(`a ${element["type"]} in rich text`);
    }
  };
  const lines = (block: Fields): readonly string[] => {
    const inside = listOf(block["elements"]);
    switch (block["type"]) {
      case "header":
        return [plain(block["text"])];
      case "rich_text":
        return inside.flatMap((one) => part(one));
      case "context":
        return [inside.map(plain).join(" ")];
      case "section": {
        const words = plain(block["text"]);
        const pressed = button(block["accessory"] as Fields);
        buttons.push({ ...(buttons.pop() as SlackButton), label: words.split("\n", 1)[0] ?? "" });
        return [`${words} ${pressed}`];
      }
      case "actions":
        return [inside.map(button).join(" ")];
      case "divider":
        return [];
      default:
        throw new Error(`a block ${block["type"]}`);
    }
  };
  const all = listOf(blocks);
  const shown = all.length === 0 ? [String(text)] : all.flatMap((block) => ["", ...lines(block)]).slice(1);
  return { text: shown.join("\n"), buttons, blocks };
}

/** A message as it is read. */
export interface SlackShown {
  readonly text: string;
  readonly buttons: readonly SlackButton[];
  readonly blocks: unknown;
}

/** A button, by the words that name it: its own, or those beside it. */
export interface SlackButton {
  readonly label: string;
  readonly action: string;
  readonly value: string;
}

function plain(text: unknown): string {
  return String((text as Fields)["text"]);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
