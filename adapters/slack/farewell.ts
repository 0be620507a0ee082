/** What is used of a client's events here. */
export interface Emitter {
  listeners(event: string): readonly ((...values: unknown[]) => unknown)[];
  removeAllListeners(event: string): unknown;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  emit(event: string, ...values: unknown[]): boolean;
}

/** The event of a client to which Slack said that its connection ends soon. */
export const FAREWELL = "farewell";

/**
 * Lets a client tell that Slack will end its connection, and hear on until then.
 *
 * By itself it closes at once, and what Slack still sends before it notices is lost: a click is not delivered again.
 */
export function hearFarewell<Client extends Emitter>(client: Client): Client {
  const hear = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data, isBinary) => {
    if (isFarewell(data)) client.emit(FAREWELL);
    // It takes an event for one of its own kind without a look, and leaves its failure to nobody.
    else for (const listener of hear) Promise.resolve(listener(data, isBinary)).catch(() => {});
  });
  return client;
}

function isFarewell(data: unknown): boolean {
  // Every envelope comes past here; only what may be one is read twice.
  if (typeof data !== "string" || !data.includes('"disconnect"')) return false;
  try {
    return (JSON.parse(data) as { readonly type?: unknown }).type === "disconnect";
  } catch {
    return false;
  }
}
