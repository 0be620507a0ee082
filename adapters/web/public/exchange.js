import { htmlOf, nameInAddress } from "./api.js";
import { drawCard } from "./card-view.js";
import { copy, copyButton, createCopySaid } from "./copy.js";
import { drawHtml } from "./html-view.js";
import { make, toDom } from "./to-dom.js";
import { isKey, word } from "./words.js";

/**
 * One reply with its switch: as page, or as a platform would show it.
 *
 * @typedef {import("./api.js").ShownReply} ShownReply
 * @typedef {import("../api.ts").ShownView} ShownView
 * @typedef {import("./words.js").Locale} Locale
 * @typedef {object} Actions
 * @property {(intent: string, label: string, shown: ShownReply) => void} press A button of the page.
 * @property {(preview: string, payload: unknown, label: string, shown: ShownReply) => void} pressIn A button of a preview.
 * @property {(view: string) => void} lookAs The view in which the reader looks from now on.
 * @typedef {object} Exchange
 * @property {HTMLElement} element
 * @property {ShownReply} shown
 * @property {Promise<void>} ready Once it stands there in its full height; never, where its drawing is replaced before.
 * @property {ShownReply["translation"]} translation Its button to the other language.
 * @property {(view: string) => Promise<void>} look Switches the view, as its button does; until it is ready.
 * @property {(index: number) => void} press Presses one of the buttons in sight.
 */

let switches = 0;

/**
 * Draws a reply in the view the reader is in.
 *
 * @param {ShownReply} shown
 * @param {string} view
 * @param {Actions} actions
 * @returns {Exchange}
 */
export function drawExchange(shown, view, actions) {
  const { locale } = shown;
  const body = make("div", { look: "body" });
  const names = ["page", ...shown.views.map(({ name }) => name)];
  const first = names.includes(view) ? view : "page";

  /**
   * @param {string} name
   * @returns {Promise<void>}
   */
  const draw = async (name) => {
    const preview = shown.views.find((one) => one.name === name);
    body.dataset["view"] = name;
    if (preview === undefined) {
      body.replaceChildren(drawPage(shown, actions));
      return;
    }
    const { elements, sized } = await drawView(preview, shown, actions).catch(() => failed(preview));
    if (body.dataset["view"] === name) body.replaceChildren(...elements);
    await sized;
  };

  /**
   * The page's own drawing stays in sight, and the view can be chosen once more.
   *
   * @param {ShownView} preview
   */
  const failed = ({ name, json }) => {
    if (body.dataset["view"] === name) for (const { input } of radios) input.checked = input.value === "page";
    const failure = make("p", { look: "failure", attributes: { role: "alert" } }, word("view.failed", locale));
    return { elements: [failure, drawPage(shown, actions), source(json, locale)], sized: undefined };
  };

  switches += 1;
  const radios = names.map((name) => radio(`view-${switches}`, name, name === first, locale));
  const chooser = make(
    "fieldset",
    { look: "views" },
    make("legend", { look: "unseen" }, word("view", locale)),
    ...radios.map(({ label }) => label),
  );
  chooser.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    // The words are the same in every view: they are not read out once more.
    body.setAttribute("aria-live", "off");
    actions.lookAs(target.value);
    ready = draw(target.value);
  });

  const element = make(
    "article",
    { look: "exchange", attributes: { lang: locale, tabindex: "-1", "aria-label": word("bot", locale) } },
    body,
    make("div", { look: "reply-tools" }, chooser, ...(shown.article === undefined ? [] : linkTo(shown.article, locale))),
  );
  let ready = draw(first);
  return {
    element,
    shown,
    ready,
    translation: shown.translation,
    look: (name) => {
      radios.find((one) => one.input.value === name)?.input.click();
      return ready;
    },
    press: (index) => /** @type {HTMLElement | undefined} */ (element.querySelectorAll(".actions button")[index])?.click(),
  };
}

/**
 * @param {ShownReply} shown
 * @param {Actions} actions
 */
function drawPage(shown, actions) {
  return toDom(shown.page, { locale: shown.locale, press: (intent, label) => actions.press(intent, label, shown) });
}

/**
 * @param {ShownView} view
 * @param {ShownReply} shown
 * @param {Actions} actions
 * @returns {Promise<{ elements: readonly Node[], sized: Promise<void> | undefined }>}
 */
async function drawView({ name, draws, json, html }, shown, actions) {
  const { locale } = shown;
  /** @type {(payload: unknown, label: string) => void} */
  const press = (payload, label) => actions.pressIn(name, payload, label, shown);
  if (draws === "card") return { elements: [await drawCard(name, json, { locale, press }), source(json, locale)], sized: undefined };
  const markup = html ?? (await htmlOf(name, json));
  /** @type {() => void} */
  let done = () => {};
  /** @type {Promise<void>} */
  const sized = new Promise((resolve) => {
    done = resolve;
  });
  const frame = drawHtml(markup, { locale, press, title: viewWord(name, locale), sized: () => done() });
  return { elements: [frame, source(json, locale)], sized };
}

/**
 * The very JSON, for those who build.
 *
 * @param {unknown} json
 * @param {Locale} locale
 */
function source(json, locale) {
  const text = JSON.stringify(json, null, 2);
  const code = make("pre", {}, make("code", {}, text));
  return make(
    "details",
    { look: "source" },
    make("summary", {}, word("view.json", locale)),
    make("div", { look: "code-block" }, code, copyButton(code, text, locale)),
  );
}

/**
 * @param {string} group
 * @param {string} name
 * @param {boolean} isChosen
 * @param {Locale} locale
 */
function radio(group, name, isChosen, locale) {
  const input = make("input", { attributes: { type: "radio", name: group, value: name, ...(isChosen ? { checked: "" } : {}) } });
  return { input, label: make("label", {}, input, make("span", {}, viewWord(name, locale))) };
}

/**
 * @param {string} name
 * @param {Locale} locale
 */
function viewWord(name, locale) {
  const key = `view.${name}`;
  return isKey(key) ? word(key, locale) : name;
}

/**
 * A link that copies its address; where the browser forbids that, the address bar holds it.
 *
 * @param {string} article
 * @param {Locale} locale
 */
function linkTo(article, locale) {
  const anchor = make("a", { look: "permalink", attributes: { href: `#/${article}` } }, word("link", locale));
  const said = createCopySaid();
  anchor.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    nameInAddress(`/${article}`);
    said.say(word((await copy(anchor.href)) ? "link.copied" : "link.shown", locale));
  });
  return [make("span", { look: "permalink-holder" }, said.element, anchor)];
}
