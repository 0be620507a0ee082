import { word } from "./words.js";

/**
 * One incident, replayed in a minute through the real bot.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {object} Scene
 * @property {import("./words.js").Key} caption
 * @property {number} seconds How long it stays before the next.
 * @property {(chat: ReturnType<typeof import("./chat.js").createChat>, last: Exchange | undefined) => unknown} [act]
 */

/** @type {readonly Scene[]} */
const SCENES = [
  { caption: "night.1", seconds: 9, act: (chat) => chat.say(word("examples.mail.text")) },
  { caption: "night.2", seconds: 10 },
  { caption: "night.3", seconds: 10, act: (_chat, last) => last?.press(2) },
  { caption: "night.4", seconds: 9, act: (chat) => chat.look("slack") },
  { caption: "night.5", seconds: 9, act: (chat) => chat.look("teams") },
  {
    caption: "night.6",
    seconds: 8,
    act: (chat, last) => {
      last?.look("page");
      return chat.say(word("examples.unknown.text"));
    },
  },
  { caption: "night.7", seconds: 5, act: (chat) => chat.say(word("night.thanks")) },
];

/**
 * Builds the replay with its bar of two buttons; who asks for less motion goes on by button only.
 *
 * @param {{ chat: ReturnType<typeof import("./chat.js").createChat>, bar: HTMLElement, caption: HTMLElement, next: HTMLElement, stop: HTMLElement, done: (how: "night.end" | "night.stopped") => void }} parts
 */
export function createNight({ chat, bar, caption, next, stop, done }) {
  /** @type {(() => void) | undefined} */
  let goOn;
  let isHurried = false;
  let isStopped = true;

  // A press while a scene is being set counts for the pause that follows.
  const hurry = () => {
    isHurried = true;
    goOn?.();
  };
  next.addEventListener("click", hurry);
  stop.addEventListener("click", () => {
    isStopped = true;
    hurry();
  });

  /**
   * @param {number} seconds
   * @returns {Promise<void>}
   */
  const pause = async (seconds) => {
    if (!isHurried) {
      await new Promise((resolve) => {
        const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const timer = isStill ? undefined : setTimeout(resolve, seconds * 1000);
        goOn = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
    isHurried = false;
  };

  return {
    /** Plays the night from its beginning; does nothing while it plays. */
    play: async () => {
      if (!isStopped) return;
      isStopped = false;
      isHurried = false;
      chat.restart();
      bar.hidden = false;
      next.focus();
      for (const { caption: text, seconds, act } of SCENES) {
        // Named as well, so that it follows the page to another language.
        caption.dataset["word"] = text;
        caption.textContent = word(text);
        await act?.(chat, chat.last());
        await chat.settled();
        await pause(seconds);
        if (isStopped) break;
      }
      const how = isStopped ? "night.stopped" : "night.end";
      isStopped = true;
      bar.hidden = true;
      done(how);
    },
  };
}
