import { askBot, newConversation, pressPreview, Refused } from "./api.js";
import { drawExchange } from "./exchange.js";
import { make } from "./to-dom.js";
import { isKey, language, word } from "./words.js";

/**
 * The conversation of the page.
 *
 * @typedef {import("./api.js").ShownReply} ShownReply
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {{ kind: "typed", text: string } | { kind: "pressed", label: string } | { kind: "opened" }} Said
 */

/**
 * Builds a conversation that is written into a log.
 *
 * @param {{ log: HTMLElement, busy: HTMLElement, giveBack: (text: string) => void }} parts
 */
export function createChat({ log, busy, giveBack }) {
  let conversation = newConversation();
  let view = "page";
  /** @type {Exchange | undefined} */
  let last;
  /** @type {Promise<unknown>} */
  let pending = Promise.resolve();

  /** @param {string} [lang] */
  const place = (lang) => ({ conversation, lang: lang ?? language(), view });

  /**
   * Shows what was said, asks, and shows what comes back; what is said meanwhile waits its turn.
   *
   * @param {Said} said
   * @param {() => Promise<readonly ShownReply[]>} ask
   * @returns {Promise<readonly Exchange[]>}
   */
  const exchange = (said, ask) => {
    const going = pending.then(() => converse(said, ask));
    pending = going;
    return going;
  };

  /** @type {typeof exchange} */
  const converse = async (said, ask) => {
    const shown = saidElement(said);
    if (shown) log.append(shown);
    const waiting = setTimeout(() => {
      busy.textContent = word("busy");
    }, 300);
    try {
      const replies = await ask();
      const exchanges = replies.map((reply) => drawExchange(reply, view, actions));
      log.append(...exchanges.map(({ element }) => element));
      const [first] = exchanges;
      last = exchanges.at(-1);
      if (first) reveal(shown ?? first.element, first.element, said.kind === "pressed");
      const article = replies.at(-1)?.article;
      if (article !== undefined) history.replaceState(null, "", `#/${article}`);
      return exchanges;
    } catch (error) {
      const failure = make("p", { look: "failure", attributes: { role: "alert" } }, failureText(error, said));
      log.append(failure);
      failure.scrollIntoView({ block: "end" });
      if (said.kind === "typed") giveBack(said.text);
      return [];
    } finally {
      clearTimeout(waiting);
      busy.textContent = "";
    }
  };

  /**
   * The question at the top of the window with the reply below it, or the reply alone where the question is long; a press takes the keyboard along.
   *
   * @param {HTMLElement} top
   * @param {HTMLElement} reply
   * @param {boolean} takesFocus
   */
  const reveal = (top, reply, takesFocus) => {
    if (takesFocus) reply.focus({ preventScroll: true });
    const first = top.offsetHeight > innerHeight / 3 ? reply : top;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
  };

  /** @type {import("./exchange.js").Actions} */
  const actions = {
    press: (intent, label, locale) => exchange({ kind: "pressed", label }, () => askBot({ ...place(locale), intent })),
    pressIn: (preview, payload, label, locale) =>
      exchange({ kind: "pressed", label }, () => pressPreview({ ...place(locale), preview, payload })),
    lookAs: (name) => {
      view = name;
    },
  };

  return {
    /**
     * Something typed.
     *
     * @param {string} text
     */
    say: (text) => exchange({ kind: "typed", text }, () => askBot({ ...place(), text })),
    /**
     * An article by its id, as a link brings it.
     *
     * @param {string} article
     */
    open: (article) => exchange({ kind: "opened" }, () => askBot({ ...place(), intent: { kind: "open", article } })),
    /** The language the reader chose; said in the log only where there is a conversation. */
    chooseLanguage: async () => {
      const ask = () => askBot({ ...place(), intent: { kind: "language", locale: language() } });
      if (log.childElementCount > 0) await exchange({ kind: "opened" }, ask);
      else await ask().catch(() => []);
    },
    /** The reply that came last. */
    last: () => last,
    /** Once the reply to what was said last is there. */
    settled: () => pending,
    /** Begins anew: nothing said before counts. */
    restart: () => {
      conversation = newConversation();
      view = "page";
    },
  };
}

/**
 * @param {Said} said
 * @returns {HTMLElement | undefined}
 */
function saidElement(said) {
  switch (said.kind) {
    case "typed":
      return make("div", { look: "said" }, make("p", { look: "who" }, word("you")), make("p", { look: "said-text" }, said.text));
    case "pressed":
      return make(
        "div",
        { look: "said pressed" },
        make("p", { look: "who" }, word("pressed")),
        make("p", { look: "said-text" }, said.label),
      );
    case "opened":
      return undefined;
  }
}

/**
 * @param {unknown} error
 * @param {Said} said
 */
function failureText(error, said) {
  const known = error instanceof Refused ? `failed.${error.word}` : "";
  const text = isKey(known) ? word(known) : word(said.kind === "typed" ? "failed" : "failed.press");
  const id = error instanceof Refused ? error.id : undefined;
  return id === undefined || isKey(known) ? text : `${text} ${word("failed.id", undefined, { id })}`;
}
