import type { Intent } from "./intent.ts";
import { intentSchema } from "./intent.ts";

/** Raised when the meaning of a field changes; a new optional field (run, revision) does not raise it. */
const VERSION = "v1:";
/** Slack allows 2,000 characters in a button's value; no other platform allows fewer. */
const LONGEST = 2000;

/** The text that a button carries. */
export function encodeIntent(intent: Intent): string {
  return VERSION + JSON.stringify(intent);
}

/** Whether a button can carry this intent on every platform. */
export function fitsButton(intent: Intent): boolean {
  return encodeIntent(intent).length <= LONGEST;
}

/** What a pressed button means; undefined for anything that this version did not write. */
export function decodeIntent(payload: unknown): Intent | undefined {
  if (typeof payload !== "string" || !payload.startsWith(VERSION) || payload.length > LONGEST) return undefined;
  try {
    return intentSchema.safeParse(JSON.parse(payload.slice(VERSION.length))).data;
  } catch {
    return undefined;
  }
}
