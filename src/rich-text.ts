/** A piece of running text. Each adapter writes these in its own dialect. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

/** One paragraph of running text. */
export type RichText = readonly Span[];

/** Code, bold or link: the three marks of the tiny Markdown in articles and in the bot's own sentences. */
const MARK = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\[([^[\]\n]+)\]\((https:\/\/[^\s()]+)\)/g;

/** Reads the tiny Markdown of articles (`code`, **bold**, [link](https://...)) once; what is no mark stays as it is. */
export function parseRichText(markdown: string): RichText {
  const spans: Span[] = [];
  let end = 0;
  for (const match of markdown.matchAll(MARK)) {
    const [whole, code, strong, label, url] = match;
    if (match.index > end) spans.push({ kind: "text", text: markdown.slice(end, match.index) });
    if (code !== undefined) spans.push({ kind: "code", text: code });
    else if (strong !== undefined) spans.push({ kind: "strong", text: strong });
    else spans.push({ kind: "link", text: label as string, url: url as string });
    end = match.index + whole.length;
  }
  if (end < markdown.length) spans.push({ kind: "text", text: markdown.slice(end) });
  return spans;
}

/** Text that a user or a file brought along, as it is: no mark in it counts. */
export function plainText(text: string): RichText {
  return [{ kind: "text", text }];
}

/** The words of a rich text without any mark; a link keeps its label only. */
export function textOf(richText: RichText): string {
  return richText.map((span) => span.text).join("");
}
