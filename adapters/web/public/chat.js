import { askBot, nameInAddress, newConversation, pressPreview, Refused } from "./api.js";
import { drawExchange } from "./exchange.js";
import { createLive } from "./live.js";
import { make } from "./to-dom.js";
import { isKey, language, word } from "./words.js";

/**
 * The conversation of the page.
 *
 * @typedef {import("./api.js").Shown} Shown
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {{ kind: "typed", text: string } | { kind: "pressed", label: string } | { kind: "linked" } | { kind: "translated" }} Said
 */

const RETRY_MS = 2000;

/**
 * Builds a conversation that is written into a log.
 *
 * @param {{ log: HTMLElement, busy: HTMLElement, giveBack: (text: string) => void, turnTo: (locale: import("./words.js").Locale) => void }} parts
 */
export function createChat({ log, busy, giveBack, turnTo }) {
  let conversation = newConversation();
  let view = "page";
  /** @type {Exchange | undefined} */
  let last;
  /** What is on the page, by its name there. @type {Map<string, Exchange>} */
  const onPage = new Map();
  /** @type {Promise<unknown>} */
  let pending = Promise.resolve();

  /** @param {string} [lang] */
  const place = (lang) => ({ conversation, lang: lang ?? language(), view });

  /**
   * Shows what was said, asks, and shows what comes back; what is said meanwhile waits its turn.
   *
   * @param {Said} said
   * @param {() => Promise<Shown>} ask
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
      const { replies, language: chosen } = await ask();
      if (said.kind === "linked" && replies.every(({ article }) => article === undefined)) throw new Refused("no-article");
      if (chosen !== undefined) turnTo(chosen);
      const exchanges = replies.map(put);
      const [first] = exchanges;
      last = exchanges.at(-1);
      // A card that changed in its place needs no "you pressed" below it.
      if (replies.length > 0 && replies.every(({ isUpdate }) => isUpdate === true)) shown?.remove();
      follow();
      if (first) {
        const top = shown?.isConnected ? shown : first.element;
        if (said.kind === "pressed") takeFocus(first.element);
        reveal(top, first.element);
        if (view !== "page") Promise.all(exchanges.map(({ ready }) => ready)).then(() => reveal(top, first.element));
        const article = replies.at(-1)?.article;
        nameInAddress(article && `/${article}`);
      }
      return exchanges;
    } catch (error) {
      const failure = make("p", { look: "failure", attributes: { role: "alert" } }, failureText(error, said));
      log.append(failure);
      failure.scrollIntoView({ block: "end" });
      if (said.kind === "typed") giveBack(said.text);
      if (said.kind === "linked") nameInAddress(undefined);
      return [];
    } finally {
      clearTimeout(waiting);
      busy.textContent = "";
    }
  };

  /**
   * Draws a reply: below all, or in the place of the card that it brings up to date.
   *
   * @param {import("./api.js").ShownReply} reply
   */
  const put = (reply) => {
    const drawn = drawExchange(reply, view, actions);
    const before = reply.isUpdate ? onPage.get(reply.message)?.element : undefined;
    if (before?.isConnected) before.replaceWith(drawn.element);
    else log.append(drawn.element);
    onPage.set(reply.message, drawn);
    return drawn;
  };

  /** Hears of the runs whose cards are on the page. */
  const follow = () => {
    const runs = [...onPage.values()].flatMap(({ shown: { run } }) => (run === undefined ? [] : [run.id]));
    live.follow(conversation, [...new Set(runs)].slice(-20));
  };

  const live = createLive((event) => {
    if (event.kind === "run") {
      for (const [name, { shown }] of onPage) if (shown.run?.id === event.run) bringUpToDate(name, event.revision);
      return;
    }
    last = put(event.reply);
    follow();
  });

  /**
   * Asks for the newest card of a run that others moved on; without an answer, once more a moment later.
   *
   * @param {string} message
   * @param {number} revision
   */
  const bringUpToDate = (message, revision) => {
    pending = pending.then(async () => {
      const shown = onPage.get(message)?.shown;
      if (shown?.run === undefined || shown.run.revision >= revision) return;
      try {
        const { replies } = await askBot({ ...place(shown.locale), message, intent: shown.run.refresh });
        replies.map(put);
      } catch {
        setTimeout(() => bringUpToDate(message, revision), RETRY_MS);
      }
    });
  };

  /**
   * A press takes the keyboard along, but not from where it is used meanwhile: the question, or the bar of the night.
   *
   * @param {HTMLElement} reply
   */
  const takeFocus = (reply) => {
    const held = document.activeElement;
    if (held === null || held === document.body || log.contains(held)) reply.focus({ preventScroll: true });
  };

  /**
   * The question at the top of the window with the reply below it, or the reply alone where the question is long.
   *
   * @param {HTMLElement} top
   * @param {HTMLElement} reply
   */
  const reveal = (top, reply) => {
    const first = top.offsetHeight > innerHeight / 3 ? reply : top;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
  };

  /** @type {import("./exchange.js").Actions} */
  const actions = {
    press: (intent, label, { locale, message }) =>
      exchange({ kind: "pressed", label }, () => askBot({ ...place(locale), message, intent })),
    pressIn: (preview, payload, label, { locale, message }) =>
      exchange({ kind: "pressed", label }, () => pressPreview({ ...place(locale), message, preview, payload })),
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
    open: (article) => exchange({ kind: "linked" }, () => askBot({ ...place(), intent: { kind: "open", article } })),
    /** The language the reader chose: what came last is shown again in it; said in the log only where there is a conversation. */
    chooseLanguage: async () => {
      const ask = () => {
        const again = last?.translation;
        const intent = again?.locale === language() ? again.intent : /** @type {const} */ ({ kind: "language", locale: language() });
        return askBot({ ...place(), ...(last === undefined ? {} : { message: last.shown.message }), intent });
      };
      if (log.childElementCount > 0) await exchange({ kind: "translated" }, ask);
      else await ask().catch(() => undefined);
    },
    /**
     * The last reply in another view, brought into sight once it is drawn.
     *
     * @param {string} name
     */
    look: (name) => {
      const shown = last?.element;
      if (shown) last?.look(name).then(() => reveal(shown, shown));
    },
    /** The reply that came last. */
    last: () => last,
    /** Once the reply to what was said last is there. */
    settled: () => pending,
    /** Begins anew: nothing said before counts. */
    restart: () => {
      conversation = newConversation();
      view = "page";
      last = undefined;
      onPage.clear();
      follow();
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
    case "linked":
    case "translated":
      return undefined;
  }
}

/**
 * @param {unknown} error
 * @param {Said} said
 */
function failureText(error, said) {
  const refused = error instanceof Refused ? error.word : "";
  const isNoLink = said.kind === "linked" && ["no-article", "bad-request", "too-large"].includes(refused);
  const known = isNoLink ? "link.unknown" : `failed.${refused}`;
  const text = isKey(known) ? word(known) : word(said.kind === "typed" ? "failed" : "failed.press");
  const id = error instanceof Refused ? error.id : undefined;
  return id === undefined || isKey(known) ? text : `${text} ${word("failed.id", undefined, { id })}`;
}
