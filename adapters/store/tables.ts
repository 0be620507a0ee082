/**
 * The tables, the same on both engines: ids and keys are text, times are milliseconds since 1970, JSON is text.
 *
 * Every table begins with the organisation, and so does every primary key.
 */
export interface Tables {
  readonly languages: LanguageRow;
  readonly runs: RunRow;
  readonly trail: TrailRow;
  readonly run_messages: RunMessageRow;
  readonly reminders: ReminderRow;
  readonly subjects: SubjectRow;
  readonly answers: AnswerRow;
  readonly feedback: FeedbackRow;
  readonly gaps: GapRow;
  readonly seen: SeenRow;
  readonly queue: QueueRow;
  readonly addresses: AddressRow;
  readonly audit: AuditRow;
}

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

interface LanguageRow {
  organisation: string;
  /** "chosen" and "answered" in a conversation, "used" by a person. */
  kind: string;
  subject: string;
  locale: string;
  at: number;
}

/** A run as it lies in the database. */
export interface RunRow {
  organisation: string;
  id: string;
  number: number;
  revision: number;
  article: string | null;
  state: string;
  status: string;
  conversation: string;
  started_by: string;
  started_by_name: string | null;
  started_at: number;
  holder: string;
  holder_name: string | null;
  moved_by: string;
  moved_by_name: string | null;
  moved_at: number;
  remind_at: number | null;
  /** Null while the run is open. */
  ended_by: string | null;
  ended_by_name: string | null;
  ended_at: number | null;
  /** How many trail lines were written, so that each gets a number of its own. */
  lines: number;
}

/** A trail line as it lies in the database. */
export interface TrailRow {
  organisation: string;
  run: string;
  line: number;
  at: number;
  by_key: string;
  by_name: string | null;
  what: string;
  path: number | null;
  step: number | null;
  reason: string | null;
  words: string | null;
}

interface RunMessageRow {
  organisation: string;
  run: string;
  conversation: string;
  message: string;
}

interface ReminderRow {
  organisation: string;
  id: string;
  run: string;
  number: number;
  at: number;
  conversation: string;
  who: string;
  who_name: string | null;
  claimed_until: number;
}

interface SubjectRow {
  organisation: string;
  conversation: string;
  article: string;
  candidates: string;
  at: number;
}

interface AnswerRow {
  organisation: string;
  conversation: string;
  article: string;
  message: string;
  at: number;
}

interface FeedbackRow {
  organisation: string;
  person: string;
  article: string;
  /** Empty where it is about no run. */
  run: string;
  at: number;
  verdict: string;
  reason: string | null;
}

interface GapRow {
  organisation: string;
  id: string;
  at: number;
  locale: string;
  text: string;
  because: string;
  nearest: string | null;
}

interface SeenRow {
  organisation: string;
  event: string;
  at: number;
  /** The run that the event changed. */
  run: string | null;
}

interface QueueRow {
  organisation: string;
  id: string;
  at: number;
  platform: string;
  address: string;
  reply: string;
  claimed_until: number;
}

interface AddressRow {
  organisation: string;
  conversation: string;
  address: string;
  at: number;
}

interface AuditRow {
  organisation: string;
  at: number;
  by_key: string;
  what: string;
  about: string;
}
