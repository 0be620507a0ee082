import { copyButton } from "./copy.js";

/**
 * Makes elements with DOM calls only: whatever a text holds, it stays text.
 *
 * @typedef {import("../page-node.ts").PageNode} PageNode
 */

/** @type {ReadonlySet<string>} */
const TAGS = new Set(["a", "button", "code", "div", "footer", "h2", "h3", "header", "li", "ol", "p", "pre", "span", "strong", "ul"]);

/**
 * A drawn reply as elements of the page.
 *
 * @param {PageNode} node
 * @param {{ press: (intent: string, label: string) => void, locale: import("./words.js").Locale }} reader
 * @returns {Node}
 */
export function toDom(node, reader) {
  if (typeof node === "string") return document.createTextNode(node);
  if (!TAGS.has(node.tag)) throw new Error(`no such element here: ${node.tag}`);
  const element = make(node.tag, { look: node.look }, ...node.children.map((child) => toDom(child, reader)));
  if (node.href !== undefined && element instanceof HTMLAnchorElement) link(element, node.href);
  if (node.press !== undefined) {
    const { press } = node;
    element.addEventListener("click", () => reader.press(press, labelOf(element)));
  }
  return node.copy === undefined ? element : make("div", { look: "code-block" }, element, copyButton(element, node.copy, reader.locale));
}

/**
 * One element with its children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ look?: string | undefined, attributes?: Record<string, string> }} [settings]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, { look, attributes = {} } = {}, ...children) {
  const element = document.createElement(tag);
  if (look !== undefined) element.className = look;
  if (element instanceof HTMLButtonElement) element.type = "button";
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Opens an address, if it is one of the web, in a tab of its own that knows nothing of this one.
 *
 * @param {string} url
 */
export function openElsewhere(url) {
  if (isSafe(url)) window.open(url, "_blank", "noopener,noreferrer");
}

/**
 * The one rule for addresses: nothing that runs, and nothing that can be listened in on.
 *
 * @param {string} url
 */
function isSafe(url) {
  return url.startsWith("https://");
}

/**
 * @param {HTMLAnchorElement} anchor
 * @param {string} url
 */
function link(anchor, url) {
  if (!isSafe(url)) return;
  anchor.href = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
}

/**
 * What a button is called: the title of a choice, else all of its words.
 *
 * @param {HTMLElement} button
 */
function labelOf(button) {
  return (button.querySelector(".choice-title") ?? button).textContent ?? "";
}
