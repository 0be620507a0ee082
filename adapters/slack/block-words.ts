type Fields = Readonly<Record<string, unknown>>;

/** What a person reads in a text in which Slack's marks count. */
export type ReadText = (text: string) => string;

const DEEPEST = 8;
const MOST_NODES = 1000;
/** What can be pressed or filled in says nothing of the message. */
const CONTROLS = new Set(["actions", "input", "context_actions", "button"]);
/** Pieces of one line, whatever their style. */
const LINES = new Set(["rich_text_section", "rich_text_preformatted", "rich_text_quote"]);
/** Where blocks of any kind keep their words, in the order in which they are read. */
const PLACES = ["title", "subtitle", "text", "fields", "elements", "body", "rows", "blocks"] as const;

/** The lines that a reader sees in blocks, of whatever kind; bounded, since anybody can write blocks. */
export function linesOfBlocks(blocks: unknown, read: ReadText): readonly string[] {
  let nodes = 0;
  const linesIn = (value: unknown, depth: number): readonly string[] => {
    if (typeof value !== "object" || value === null) return [];
    nodes += 1;
    if (depth > DEEPEST || nodes > MOST_NODES) return [];
    if (Array.isArray(value)) return value.flatMap((one) => linesIn(one, depth + 1));
    const fields = value as Fields;
    const type = String(fields["type"]);
    if (CONTROLS.has(type)) return [];
    if (LINES.has(type)) return [recordsIn(fields["elements"]).map(pieceOf).join("")];
    if (typeof fields["text"] === "string") return [type === "mrkdwn" || type === "markdown" ? read(fields["text"]) : fields["text"]];
    return PLACES.flatMap((place) => (place === "rows" ? rowsIn(fields[place], depth) : linesIn(fields[place], depth + 1)));
  };
  const rowsIn = (rows: unknown, depth: number): readonly string[] =>
    Array.isArray(rows) ? rows.map((row) => linesIn(row, depth + 1).join(" ")) : [];
  return linesIn(blocks, 0);
}

/** The objects of a list; nothing of what is none. */
export function recordsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

/** A piece of a line of rich text, which is literal. */
function pieceOf({ text, url, user_id: user, channel_id: channel, fallback }: Fields): string {
  if (typeof user === "string") return `@${user}`;
  if (typeof channel === "string") return `#${channel}`;
  return [text, url, fallback].find((one) => typeof one === "string") ?? "";
}
