/**
 * The page's own words, in the reader's language.
 *
 * @typedef {"nl" | "en"} Locale
 * @typedef {keyof typeof import("../words/en.json")} Key
 */

const STORED = "vangnet-language";

/** @type {Record<Locale, Record<string, string>>} */
const words = { nl: {}, en: {} };
/** @type {Locale} */
let current = "en";

/** Fetches the words of both languages, so that a switch needs no network. */
export async function loadWords() {
  const [nl, en] = await Promise.all(
    ["nl", "en"].map(async (locale) => {
      const response = await fetch(`words/${locale}.json`);
      if (!response.ok) throw new Error(`the words were refused: ${response.status}`);
      return response.json();
    }),
  );
  Object.assign(words.nl, nl);
  Object.assign(words.en, en);
}

/**
 * A sentence of the page; a value goes in as it is.
 *
 * @param {Key} key
 * @param {Locale} [locale]
 * @param {Record<string, string>} [values]
 */
export function word(key, locale = current, values = {}) {
  return (words[locale][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/**
 * Whether there is such a sentence.
 *
 * @param {string} key
 * @returns {key is Key}
 */
export function isKey(key) {
  return key in words.en;
}

/** The language of the page. */
export function language() {
  return current;
}

/** The language to begin with: the one chosen here before, else the browser's first that we speak. */
export function firstLanguage() {
  const tags = [stored(), ...navigator.languages];
  const known = tags.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => tag === "nl" || tag === "en");
  return known === "nl" ? "nl" : "en";
}

/**
 * Puts the page into a language: every element that names a word shows it.
 *
 * @param {Locale} locale
 */
export function speak(locale) {
  current = locale;
  document.documentElement.lang = locale;
  document.title = word("title");
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-word], [data-label], [data-placeholder]")
  )) {
    const { word: text, label, placeholder } = element.dataset;
    if (text !== undefined && isKey(text)) element.textContent = word(text);
    if (label !== undefined && isKey(label)) element.setAttribute("aria-label", word(label));
    if (placeholder !== undefined && isKey(placeholder)) element.setAttribute("placeholder", word(placeholder));
  }
  for (const button of document.querySelectorAll("[data-locale]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-locale") === locale));
  }
}

/**
 * Keeps a language that the reader chose.
 *
 * @param {Locale} locale
 */
export function keepLanguage(locale) {
  try {
    localStorage.setItem(STORED, locale);
  } catch {
    // A browser that keeps nothing asks nothing: the switch still works.
  }
}

function stored() {
  try {
    return localStorage.getItem(STORED) ?? undefined;
  } catch {
    return undefined;
  }
}
