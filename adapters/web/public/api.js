/**
 * What the page asks its server.
 *
 * @typedef {import("../api.ts").ShownReply} ShownReply
 * @typedef {{ conversation: string, lang: string, view: string }} Place
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
 * @returns {Promise<readonly ShownReply[]>}
 */
export async function askBot(request) {
  return (await post("api/turns", request)).replies;
}

/**
 * Presses a button of a preview.
 *
 * @param {Place & { preview: string, payload: unknown }} request
 * @returns {Promise<readonly ShownReply[]>}
 */
export async function pressPreview(request) {
  return (await post("api/press", request)).replies;
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

/** Takes the token out of the address, where it would be seen, and keeps it for this tab. */
export function takeToken() {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  try {
    sessionStorage.setItem(TOKEN, decodeURIComponent(token));
  } catch {
    return;
  }
  history.replaceState(null, "", location.pathname);
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
