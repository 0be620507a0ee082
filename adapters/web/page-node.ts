/** The elements the page may draw; the browser knows no others. */
export const PAGE_TAGS = [
  "a",
  "button",
  "code",
  "div",
  "footer",
  "h2",
  "h3",
  "header",
  "li",
  "ol",
  "p",
  "pre",
  "span",
  "strong",
  "ul",
] as const;

/** A piece of a drawn reply: text as it is, or an element. */
export type PageNode = string | PageElement;

/** One element of a drawn reply, as data: the browser makes it with DOM calls, so no text in it can become markup. */
export interface PageElement {
  readonly tag: (typeof PAGE_TAGS)[number];
  /** What it is, for the style sheet. */
  readonly look?: string;
  /** On a link: an https address. */
  readonly href?: string;
  /** On a button: the encoded intent it carries. */
  readonly press?: string;
  /** On a code block: the text that its copy button takes. */
  readonly copy?: string;
  readonly children: readonly PageNode[];
}
