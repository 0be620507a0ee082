import { openLive } from "./api.js";

/**
 * What the server tells without being asked: another window moved a run on, or a reminder is due.
 *
 * @typedef {import("../live.ts").LiveEvent} LiveEvent
 */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Listens for one conversation; begins anew when the runs on the page are others, and after every break.
 *
 * @param {(event: LiveEvent) => void} hear
 */
export function createLive(hear) {
  /** @type {AbortController | undefined} */
  let current;
  let watched = "";

  /**
   * @param {string} conversation
   * @param {readonly string[]} runs
   */
  const follow = (conversation, runs) => {
    const key = `${conversation}/${runs.join()}`;
    if (key === watched) return;
    watched = key;
    current?.abort();
    current = new AbortController();
    if (runs.length > 0) void listen({ conversation, runs }, current.signal);
  };

  /**
   * @param {{ conversation: string, runs: readonly string[] }} place
   * @param {AbortSignal} signal
   */
  const listen = async (place, signal) => {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        await read(await openLive(place, signal), () => {
          wait = FIRST_WAIT_MS;
        });
      } catch {
        // The server is away, or the window follows other runs: the loop decides.
      }
      if (signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };

  /**
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
   * @param {() => void} isThere
   */
  const read = async (body, isThere) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      isThere();
      const events = (rest + value).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) if (event.startsWith("data: ")) hear(JSON.parse(event.slice(6)));
    }
  };

  return { follow };
}
