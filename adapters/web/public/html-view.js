import { make, openElsewhere } from "./to-dom.js";

/**
 * HTML that was made elsewhere, in a frame that has no origin and no network; a press comes back as what the button carries.
 *
 * @typedef {{ locale: import("./words.js").Locale, title: string, press: (payload: unknown, label: string) => void, sized: () => void }} Reader
 */

/** @type {WeakMap<object, (message: Record<string, unknown>) => void>} */
const listeners = new WeakMap();

addEventListener("message", ({ source, data }) => {
  if (source !== null && typeof data === "object" && data !== null) listeners.get(source)?.(data);
});

/**
 * A frame that shows the HTML and grows with it.
 *
 * @param {string} html
 * @param {Reader} reader
 */
export function drawHtml(html, { locale, title, press, sized }) {
  const frame = make("iframe", { look: "frame", attributes: { src: "frame.html", sandbox: "allow-scripts", title } });
  frame.addEventListener("load", () => {
    if (frame.contentWindow === null) return;
    listeners.set(frame.contentWindow, ({ height, isFilled, link, payload, label }) => {
      if (typeof height === "number") frame.style.height = `${Math.ceil(height)}px`;
      if (isFilled === true) sized();
      if (typeof link === "string") openElsewhere(link);
      if (typeof payload === "string") press(payload, String(label));
    });
    // The frame has no origin to name; what it gets is what it shows.
    frame.contentWindow.postMessage({ html, locale }, "*");
  });
  return frame;
}
