import { word } from "./words.js";

const SHOWN_MS = 2000;

/**
 * A button that copies a text; where the browser forbids it, the text is selected instead.
 *
 * @param {HTMLElement} source
 * @param {string} text
 * @param {import("./words.js").Locale} [locale]
 */
export function copyButton(source, text, locale) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = word("copy", locale);
  const said = document.createElement("span");
  said.className = "copy-said";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = word((await copy(text)) ? "copy.done" : select(source), locale);
    setTimeout(() => {
      said.textContent = "";
    }, SHOWN_MS);
  });
  const holder = document.createElement("div");
  holder.className = "copy-holder";
  holder.append(said, button);
  return holder;
}

/**
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} source
 * @returns {"copy.selected"}
 */
function select(source) {
  getSelection()?.selectAllChildren(source);
  return "copy.selected";
}
