const PATIENCE = 10_000;

/** Opens a connection of Socket Mode, waits for Slack's greeting and closes it again; what went wrong, or nothing. */
export async function greetSocket(url: string, patience: number = PATIENCE): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = new WebSocket(url);
  const late = setTimeout(() => resolve(`no greeting within ${patience / 1000} s`), patience);
  socket.addEventListener("message", ({ data }) => {
    if (isHello(data)) resolve(undefined);
  });
  socket.addEventListener("error", () => resolve("the connection cannot be opened"));
  socket.addEventListener("close", () => resolve("the connection was closed"));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    socket.close();
  }
}

function isHello(data: unknown): boolean {
  try {
    return (JSON.parse(String(data)) as { readonly type?: unknown } | null)?.type === "hello";
  } catch {
    return false;
  }
}
