import { hostConfig } from "./host-config.js";
import { make, openElsewhere } from "./to-dom.js";

/**
 * An Adaptive Card, drawn by its own renderer with the settings of Teams.
 *
 * @typedef {typeof import("adaptivecards")} Renderer
 * @typedef {{ locale: import("./words.js").Locale, press: (payload: unknown, label: string) => void }} Reader
 */

/** @type {Promise<Renderer> | undefined} */
let renderer;

const isDark = matchMedia("(prefers-color-scheme: dark)");

/**
 * The card as an element; its theme follows the reader's.
 *
 * @param {unknown} json
 * @param {Reader} reader
 */
export async function drawCard(json, reader) {
  renderer ??= loadRenderer();
  const loaded = await renderer;
  const holder = make("div", { look: "card" });
  const draw = () => holder.replaceChildren(...render(loaded, json, reader));
  draw();
  isDark.addEventListener("change", () => holder.isConnected && draw());
  return holder;
}

/**
 * @param {Renderer} loaded
 * @param {unknown} json
 * @param {Reader} reader
 */
function render({ AdaptiveCard, HostConfig, ExecuteAction, SubmitAction, OpenUrlAction }, json, { press }) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig(isDark.matches ? "dark" : "light"));
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) openElsewhere(action.url ?? "");
    else if (action instanceof ExecuteAction || action instanceof SubmitAction) press(action.data, action.title ?? "");
  };
  card.parse(json);
  const element = card.render();
  if (element === undefined) throw new Error("the card was not drawn");
  return [element];
}

/** @returns {Promise<Renderer>} */
function loadRenderer() {
  return new Promise((resolve, reject) => {
    const script = make("script", { attributes: { src: "vendor/adaptivecards.js" } });
    script.addEventListener("load", () =>
      resolve(/** @type {{ AdaptiveCards: Renderer }} */ (/** @type {unknown} */ (window)).AdaptiveCards),
    );
    script.addEventListener("error", () => {
      renderer = undefined;
      reject(new Error("the renderer of cards was not loaded"));
    });
    document.head.append(script);
  });
}
