import { randomBytes } from "node:crypto";
import type { Answer } from "./route.ts";
import { jsonAnswer } from "./route.ts";

/** Why a request is refused, in one word. */
export type RefusalWord =
  | "bad-request"
  | "token-needed"
  | "not-signed"
  | "foreign-host"
  | "foreign-origin"
  | "not-found"
  | "wrong-method"
  | "too-slow"
  | "too-large"
  | "not-json"
  | "headers-too-large"
  | "busy"
  | "failed";

const STATUS = {
  "bad-request": 400,
  "token-needed": 401,
  "not-signed": 401,
  "foreign-host": 403,
  "foreign-origin": 403,
  "not-found": 404,
  "wrong-method": 405,
  "too-slow": 408,
  "too-large": 413,
  "not-json": 415,
  "headers-too-large": 431,
  busy: 503,
  failed: 500,
} as const satisfies Readonly<Record<RefusalWord, number>>;

/** A refused request: a word for programs, a sentence for people, and an id, which for a failure stands in the log as well. Never a stack, never what was sent. */
export function refuse(word: RefusalWord, message: string, id: string = shortId()): Answer {
  return jsonAnswer(STATUS[word], { error: word, message, id });
}

/** An id to find a failure back in the log. */
export function shortId(): string {
  return randomBytes(4).toString("hex");
}
