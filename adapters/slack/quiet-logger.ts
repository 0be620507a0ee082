import type { AppOptions } from "@slack/bolt";

type Logger = NonNullable<AppOptions["logger"]>;

/** Slack's own lines, as far as they tell of trouble; never bodies, tokens or the addresses that answers go to. */
export function quietLogger(log: (line: string) => void): Logger {
  const tell = (...parts: unknown[]) => {
    const line = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
    if (!USUAL.test(line)) log(`Slack's library: ${withoutSecrets(line.split("\n", 1)[0] ?? "").slice(0, 300)}`);
  };
  return {
    ...{ debug: () => {}, info: () => {}, warn: tell, error: tell },
    ...{ setLevel: () => {}, getLevel: () => "info" as never, setName: () => {} },
  };
}

/** What the bot says itself, with what to do, or has no need to say. */
const USUAL =
  /http request failed|Failed to retrieve a new WSS URL|WebSocket error|could not determine the type|no active connection|not connected/i;

function withoutSecrets(line: string): string {
  return line.replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, "(token)").replace(/https?:\/\/\S+|wss?:\/\/\S+/g, "(address)");
}
