/**
 * What the page asks its server.
 *
 * @typedef {import("../api.ts").ShownReply} ShownReply
 * @typedef {import("../api.ts").Shown} Shown
 * @typedef {{ conversation: string, lang: string, view: string, message?: string }} Place
 * @typedef {{ text: string } | { intent: string | { kind: "open", article: string } | { kind: "language", locale: string } }} Wish
 */

const TOKEN = "vangnet-token";

/** A refused or lost request: the server's word for it, and its id where it gave one. */
export class Refused extends Error {
  /**
   * @param {string} word
   * @param {string} [id]
   */
  constructor(word, id) {
    super(word);
    this.word = word;
    this.id = id;
  }
}

/** A name for a conversation; also where the page is not served over TLS, which hides randomUUID. */
export function newConversation() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Says or presses something of the page.
 *
 * @param {Place & Wish} request
 * @returns {Promise<Shown>}
 */
export function askBot(request) {
  return post("api/turns", request);
}

/**
 * Presses a button of a preview.
 *
 * @param {Place & { preview: string, payload: unknown }} request
 * @returns {Promise<Shown>}
 */
export function pressPreview(request) {
  return post("api/press", request);
}

/**
 * The HTML of a drawn reply.
 *
 * @param {string} preview
 * @param {unknown} json
 * @returns {Promise<string>}
 */
export async function htmlOf(preview, json) {
  return (await post("api/html", { preview, json })).html;
}

/**
 * Opens what the server tells without being asked: an answer whose body goes on.
 *
 * @param {{ conversation: string, runs: readonly string[] }} place
 * @param {AbortSignal} signal
 */
export async function openLive({ conversation, runs }, signal) {
  const query = new URLSearchParams({ conversation, runs: runs.join(",") });
  const response = await fetch(`api/live?${query}`, { headers: authorization(), signal });
  if (!response.ok || response.body === null) throw new Refused("failed");
  return response.body;
}

/**
 * How the platforms draw cards, by the name of the preview: the settings of their renderer, light and dark.
 *
 * @returns {Promise<Record<string, { light: object, dark: object, version?: "1.2" }>>}
 */
export async function looks() {
  const response = await fetch("api/looks");
  if (!response.ok) throw new Refused("failed");
  return response.json();
}

/** Takes the token out of the address, where it would be seen, and keeps it for this tab; `&/article` behind it stays as a link to an article. */
export function takeToken() {
  const [, token, link] = /^#token=(.+?)(?:&(\/.+))?$/.exec(location.hash) ?? [];
  if (token === undefined) return;
  try {
    sessionStorage.setItem(TOKEN, decodeURIComponent(token));
  } catch {
    return;
  }
  nameInAddress(link);
}

/**
 * Puts a link to an article into the address, or takes it out.
 *
 * @param {string | undefined} link
 */
export function nameInAddress(link) {
  history.replaceState(null, "", link === undefined ? location.pathname : `#${link}`);
}

/**
 * @param {string} path
 * @param {unknown} body
 */
async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization() },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused("failed");
  }
  const answer = await response.json().catch(() => ({ error: "failed" }));
  if (!response.ok) throw new Refused(answer.error, answer.id);
  return answer;
}

function authorization() {
  try {
    const token = sessionStorage.getItem(TOKEN);
    return token === null ? {} : { authorization: `Bearer ${token}` };
  } catch {
    return {};
  }
}
