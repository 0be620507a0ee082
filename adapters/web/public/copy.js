import { word } from "./words.js";

const SHOWN_MS = 2000;

/** A place that says for a moment what was copied. */
export function createCopySaid() {
  const said = document.createElement("span");
  said.className = "copy-said";
  said.setAttribute("role", "status");
  return {
    element: said,
    /** @param {string} text */
    say: (text) => {
      said.textContent = text;
      setTimeout(() => {
        said.textContent = "";
      }, SHOWN_MS);
    },
  };
}

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
  const said = createCopySaid();
  button.addEventListener("click", async () => said.say(word((await copy(text)) ? "copy.done" : select(source), locale)));
  const holder = document.createElement("div");
  holder.className = "copy-holder";
  holder.append(said.element, button);
  return holder;
}

/**
 * Copies a text, and tells whether the browser allowed it.
 *
 * @param {string} text
 */
export async function copy(text) {
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
