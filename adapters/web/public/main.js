import { takeToken } from "./api.js";
import { createChat } from "./chat.js";
import { createNight } from "./night.js";
import { make } from "./to-dom.js";
import { firstLanguage, keepLanguage, language, loadWords, speak, word } from "./words.js";

/**
 * Puts the page together.
 *
 * @typedef {ReturnType<typeof createChat>} Chat
 */

const MOST_ROWS = 8;
const EXAMPLES = /** @type {const} */ (["code", "mail", "hurried", "unknown"]);

const log = byId("log");
const form = /** @type {HTMLFormElement} */ (byId("ask"));
const question = /** @type {HTMLTextAreaElement} */ (byId("question"));

takeToken();
loadWords().then(start, () => {
  byId("broken").hidden = false;
});

/** Begins once there are words to begin with. */
function start() {
  speak(firstLanguage());
  const chat = createChat({
    log,
    busy: byId("busy"),
    giveBack: (text) => {
      if (question.value === "") write(text);
    },
    turnTo: (locale) => turnTo(locale, chat),
  });
  const night = createNight({
    chat,
    bar: byId("night-bar"),
    caption: byId("night-caption"),
    next: byId("night-next"),
    stop: byId("night-stop"),
    done: (how) => {
      byId("busy").textContent = word(how);
      question.focus({ preventScroll: true });
    },
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = question.value.trim();
    question.focus();
    if (text === "") return;
    write("");
    chat.say(text);
  });
  question.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  question.addEventListener("input", fitRows);
  byId("night").addEventListener("click", () => night.play());
  for (const button of document.querySelectorAll("[data-locale]")) {
    button.addEventListener("click", () => {
      turnTo(button.getAttribute("data-locale") === "nl" ? "nl" : "en", chat);
      chat.chooseLanguage();
    });
  }

  addEventListener("hashchange", () => openLinked(chat));
  showExamples(chat);
  openLinked(chat);
  question.focus({ preventScroll: true });
}

/**
 * Puts the page into a language that was chosen.
 *
 * @param {import("./words.js").Locale} locale
 * @param {Chat} chat
 */
function turnTo(locale, chat) {
  keepLanguage(locale);
  if (locale === language()) return;
  speak(locale);
  showExamples(chat);
}

/**
 * The four examples, in the language of the page.
 *
 * @param {Chat} chat
 */
function showExamples(chat) {
  byId("examples").replaceChildren(
    ...EXAMPLES.map((name) => {
      const text = word(`examples.${name}.text`);
      const button = make(
        "button",
        { look: "example" },
        make("span", { look: "example-kind" }, word(`examples.${name}`)),
        make("span", { look: "example-text" }, text.replaceAll("\n", " ")),
      );
      button.addEventListener("click", () => chat.say(text));
      return make("li", {}, button);
    }),
  );
}

/**
 * The article named in the address, where one is.
 *
 * @param {Chat} chat
 */
function openLinked(chat) {
  const article = /^#\/(.+)$/.exec(location.hash)?.[1];
  if (article !== undefined) chat.open(article);
}

/** @param {string} text */
function write(text) {
  question.value = text;
  fitRows();
}

function fitRows() {
  question.rows = Math.min(MOST_ROWS, question.value.split("\n").length);
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}
