import { looks } from "./api.js";
import { make, openElsewhere } from "./to-dom.js";

/**
 * An Adaptive Card, drawn by its own renderer with the settings of its platform.
 *
 * @typedef {typeof import("adaptivecards")} Renderer
 * @typedef {Awaited<ReturnType<typeof looks>>[string]} Themes
 * @typedef {{ locale: import("./words.js").Locale, press: (payload: unknown, label: string) => void }} Reader
 */

/** @type {Promise<Renderer> | undefined} */
let renderer;
/** @type {ReturnType<typeof looks> | undefined} */
let themes;

const isDark = matchMedia("(prefers-color-scheme: dark)");

/**
 * The card as an element; its theme follows the reader's.
 *
 * @param {string} name
 * @param {unknown} json
 * @param {Reader} reader
 */
export async function drawCard(name, json, reader) {
  renderer ??= loadRenderer();
  themes ??= looks().catch((error) => {
    themes = undefined;
    throw error;
  });
  const [loaded, themesOf] = await Promise.all([renderer, themes]);
  const look = themesOf[name];
  if (look === undefined) throw new Error(`no settings for the cards of ${name}`);
  const holder = make("div", { look: "card" });
  const draw = () => holder.replaceChildren(...render(loaded, look, json, reader));
  draw();
  isDark.addEventListener("change", () => holder.isConnected && draw());
  return holder;
}

/**
 * @param {Renderer} loaded
 * @param {Themes} look
 * @param {unknown} json
 * @param {Reader} reader
 */
function render(
  { AdaptiveCard, HostConfig, ExecuteAction, SubmitAction, OpenUrlAction, SerializationContext, Versions },
  look,
  json,
  { press },
) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(look[isDark.matches ? "dark" : "light"]);
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) openElsewhere(action.url ?? "");
    else if (action instanceof ExecuteAction || action instanceof SubmitAction) press(action.data, action.title ?? "");
  };
  // An older client reads what it knows, and of the rest the fallback.
  if (look.version === undefined) card.parse(json);
  else card.parse({ .../** @type {object} */ (json), version: look.version, lang: undefined }, new SerializationContext(Versions.v1_2));
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
