// Runs in a frame without origin and network: shows the HTML that the page sends, and tells the page what was pressed.
// A plain script, since a module would not be fetched from here. Within braces, since plain scripts share their names.
{
  const drawn = /** @type {HTMLElement} */ (document.getElementById("drawn"));

  /** @param {Record<string, unknown>} message */
  const tell = (message) => parent.postMessage(message, "*");

  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const dress = () => {
    document.documentElement.dataset["theme"] = isDark.matches ? "dark" : "light";
  };
  dress();
  isDark.addEventListener("change", dress);

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    document.documentElement.lang = data.locale;
    // The policy of this frame runs no script but this file and loads nothing, so markup can do nothing here.
    drawn.innerHTML = data.html;
  });

  drawn.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("button, a") : null;
    if (target instanceof HTMLAnchorElement) {
      event.preventDefault();
      tell({ link: target.href });
    } else if (target instanceof HTMLButtonElement) {
      tell({ payload: target.dataset["payload"], label: target.textContent });
    }
  });

  new ResizeObserver(() => tell({ height: document.documentElement.offsetHeight, isFilled: drawn.childElementCount > 0 })).observe(
    document.documentElement,
  );
}
