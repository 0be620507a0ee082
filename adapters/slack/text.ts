/** Slack escapes every < that a person types, so what stands between < and > is Slack's own: a mention, a channel, a link. */
const TOKEN = /<([^<>\n]+)>/g;
const ENTITY = /&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };
/** Slack's clients curl the quotes that people type; no product prints them so. */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/[\u201C-\u201F]/g, '"'],
  [/[\u2018-\u201B]/g, "'"],
];

/** What a person typed, freed from Slack's notation; of the mentions only the bot's own goes. */
export function readSlackText(text: string, botUserId: string): string {
  const ownMention = new RegExp(`<@${RegExp.escape(botUserId)}(?:\\|[^<>]*)?>[:,]?[ \\t]*`, "g");
  const typed = text
    .replace(ownMention, "")
    .replace(TOKEN, (whole, token: string) => readToken(token) ?? whole)
    .replace(ENTITY, (_whole, name: string) => ENTITIES[name] as string)
    .replaceAll("\u00A0", " ");
  return QUOTES.reduce((straight, [curled, quote]) => straight.replace(curled, quote), typed).trim();
}

/** `@U1|ans`, `#C1|backup`, `!here`, `https://...|words`: as the reader sees it; undefined for what is no token. */
function readToken(token: string): string | undefined {
  const bar = token.indexOf("|");
  const target = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 || bar === token.length - 1 ? undefined : token.slice(bar + 1);
  switch (target[0]) {
    case "@":
    case "#":
      return `${target[0]}${(label ?? target.slice(1)).replace(/^[@#]/, "")}`;
    case "!":
      return label === undefined || target === `!${label}` ? `@${target.slice(1)}` : label;
    default:
      return /^[a-z][a-z0-9+.-]*:/i.test(target) ? (label ?? target.replace(/^mailto:/, "")) : undefined;
  }
}
