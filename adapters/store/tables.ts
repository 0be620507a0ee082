import * as z from "zod";

const key = z.string();
const text = z.string();
const whole = z.number().int();
/** Milliseconds since 1970. */
const time = z.number().int();

/**
 * The rows of each table, the same on both engines: keys and ids are text, JSON is text, times are whole numbers.
 *
 * Every table begins with the organisation, and so does every primary key. A backup is checked against these rows too.
 */
export const ROWS = {
  /** Kind: "chosen" and "answered" in a conversation, "used" by a person. */
  languages: z.strictObject({ organisation: key, kind: text, subject: key, locale: text, at: time }),
  runs: z.strictObject({
    organisation: key,
    id: key,
    number: whole,
    revision: whole,
    article: text.nullable(),
    state: text,
    status: text,
    conversation: key,
    started_by: key,
    started_by_name: text.nullable(),
    started_at: time,
    holder: key,
    holder_name: text.nullable(),
    moved_by: key,
    moved_by_name: text.nullable(),
    moved_at: time,
    remind_at: time.nullable(),
    /** Null while the run is open. */
    ended_by: key.nullable(),
    ended_by_name: text.nullable(),
    ended_at: time.nullable(),
    /** How many trail lines were written, so that each gets a number of its own. */
    lines: whole,
  }),
  trail: z.strictObject({
    organisation: key,
    run: key,
    line: whole,
    at: time,
    by_key: key,
    by_name: text.nullable(),
    what: text,
    path: whole.nullable(),
    step: whole.nullable(),
    reason: text.nullable(),
    words: text.nullable(),
  }),
  run_messages: z.strictObject({ organisation: key, run: key, conversation: key, message: text }),
  reminders: z.strictObject({
    organisation: key,
    id: key,
    run: key,
    number: whole,
    at: time,
    conversation: key,
    who: key,
    who_name: text.nullable(),
    claimed_until: time,
  }),
  /** What a conversation is about. */
  subjects: z.strictObject({ organisation: key, conversation: key, article: text, candidates: text, run: text.nullable(), at: time }),
  /** Where the card of an article stands in a conversation. */
  answers: z.strictObject({ organisation: key, conversation: key, article: text, message: text, at: time }),
  /** Run: empty where it is about none. */
  feedback: z.strictObject({
    organisation: key,
    person: key,
    article: text,
    run: text,
    at: time,
    verdict: text,
    reason: text.nullable(),
  }),
  gaps: z.strictObject({ organisation: key, id: key, at: time, locale: text, text, because: text, nearest: text.nullable() }),
  /** Run: the one that the event changed. */
  seen: z.strictObject({ organisation: key, event: key, at: time, run: key.nullable() }),
  queue: z.strictObject({ organisation: key, id: key, at: time, platform: text, address: text, reply: text, claimed_until: time }),
  addresses: z.strictObject({ organisation: key, conversation: key, address: text, at: time }),
  audit: z.strictObject({ organisation: key, at: time, by_key: key, what: text, about: text }),
};

/** The tables as kysely knows them. */
export type Tables = { [Table in keyof typeof ROWS]: z.infer<(typeof ROWS)[Table]> };

/** The names of all tables. */
export const TABLES = Object.keys(ROWS) as (keyof Tables)[];

/** The primary key of each table. */
export const PRIMARY_KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
  languages: ["organisation", "kind", "subject"],
  runs: ["organisation", "id"],
  trail: ["organisation", "run", "line"],
  run_messages: ["organisation", "run", "conversation"],
  reminders: ["organisation", "id"],
  subjects: ["organisation", "conversation"],
  answers: ["organisation", "conversation", "article"],
  feedback: ["organisation", "person", "article", "run"],
  gaps: ["organisation", "id"],
  seen: ["organisation", "event"],
  queue: ["organisation", "id"],
  addresses: ["organisation", "conversation"],
  audit: ["organisation", "at", "by_key", "what", "about"],
};
