/** What botbuilder says of a token that it refuses: the public key and the sender's own words, as often as a stranger likes. */
const NOISE = /^Error finding key for token\.|^BadRequest: Missing activity/;

let isSilent = false;

/** Keeps those lines out of the log. Nothing of ours writes to the console. */
export function silenceBotbuilder(): void {
  if (isSilent) return;
  isSilent = true;
  const { error } = console;
  console.error = (...parts: readonly unknown[]) => {
    const [first] = parts;
    if (first instanceof Error ? first.name === "TokenExpiredError" : typeof first === "string" && NOISE.test(first)) return;
    error(...parts);
  };
}
