import type { Locale } from "../i18n/locale.ts";
import type { RunState, RunStatus, SkipReason, TrailEvent } from "../run/run-state.ts";
import type { EarlierAnswer, Gap, Recalled, TurnKept } from "./recalled.ts";

export type * from "./recalled.ts";

/**
 * What the bot remembers, behind one port.
 *
 * Every change is one call and takes effect whole or not at all. Keys (`conversation`, `person`, `event`) begin with the organisation, see
 * `keysOf`; what is read by organisation names it. Times are dates in UTC. A store that cannot be reached throws STORE_UNAVAILABLE within its
 * time limit; `createGuardedStore` turns that into "nothing remembered" and "not saved" for the core.
 */
export interface Store {
  /** Whether what is written now is kept; false: the card says so, and "nothing" that is read means "not known". */
  isSaving(): boolean;
  /** Throws STORE_UNAVAILABLE where a change would not be kept. */
  check(): Promise<void>;

  /** What is remembered of a conversation, and of who speaks in it; without a person his languages are left out. A thread without an answer yet has that of the channel `around` it. */
  recall(conversation: string, person?: string, around?: string): Promise<Recalled>;
  /** Keeps what a turn leaves behind; false, and nothing kept, where its event was handled before. */
  keepTurn(turn: TurnKept): Promise<boolean>;
  /** The language of a conversation, or of all that a person is told alone. */
  chooseLanguage(whose: string, locale: Locale): Promise<void>;
  /** Where an article was shown before in a conversation, so that asking again points to that card. */
  earlierAnswer(conversation: string, article: string): Promise<EarlierAnswer | undefined>;
  keepMessage(conversation: string, article: string, message: string, at: Date): Promise<void>;

  /** Marks an event as handled; false when it was before. */
  see(event: string, at: Date): Promise<boolean>;
  /** Takes the mark away again, where what it stood for came to nothing. */
  unsee(event: string): Promise<void>;

  /** Opens a run under the lowest short number free in the organisation: never that of an open run. */
  startRun(draft: RunDraft): Promise<RunChange>;
  /** Moves a run on, if it is still at the revision that was seen; also one that is over, which can be told which step fixed it. Any move cancels the reminders of the run before it sets its own. */
  moveRun(move: RunMove): Promise<RunChange>;
  /** Adds words to the trail without moving the run. */
  addNote(note: RunNote): Promise<RunChange>;
  /** The open run of that number, else the last one that had it. */
  run(organisation: string, number: number): Promise<RunRecord | undefined>;
  /** A run by its id, also when it is over. */
  runById(organisation: string, run: string): Promise<RunRecord | undefined>;
  /** Open runs, last changed first. */
  openRuns(organisation: string, most: number): Promise<readonly RunRecord[]>;
  /** The open run that a conversation is on, the last changed of several. */
  runIn(conversation: string): Promise<RunRecord | undefined>;
  /** Where the card of a run stands, so that it can be updated in place; one card a conversation. */
  runMessages(organisation: string, run: string): Promise<readonly RunMessage[]>;
  keepRunMessage(organisation: string, run: string, message: RunMessage): Promise<void>;
  /** Oldest first. */
  trail(organisation: string, run: string): Promise<readonly TrailLine[]>;
  /** The last solved run of an article, for "seen before here". */
  solvedBefore(organisation: string, article: string): Promise<SolvedRun | undefined>;

  /** Takes due reminders for `lease` milliseconds, so that two replicas do not both send one; those not marked as sent come again. */
  claimReminders(now: Date, lease: number, most: number): Promise<readonly Reminder[]>;
  reminderSent(organisation: string, id: string): Promise<void>;

  /** A post to another place, kept until it is sent. */
  enqueue(post: QueuedPost, at: Date): Promise<void>;
  claimPosts(now: Date, lease: number, most: number): Promise<readonly QueuedPost[]>;
  postSent(organisation: string, id: string): Promise<void>;

  /** The last word of a person about an article or a run wins. */
  keepFeedback(feedback: Feedback): Promise<void>;
  feedback(organisation: string): Promise<readonly Feedback[]>;
  /** Questions without an answer; a turn keeps them. */
  gaps(organisation: string): Promise<readonly Gap[]>;

  /** Where a conversation can be reached again, in the platform's own words. It is dropped together with its threads. */
  keepAddress(conversation: string, address: string, at: Date): Promise<void>;
  address(conversation: string): Promise<string | undefined>;
  dropAddress(conversation: string): Promise<void>;

  /** Who did what that an owner may want to look up. */
  audit(line: AuditLine): Promise<void>;
  audited(organisation: string, most: number): Promise<readonly AuditLine[]>;

  /** Removes what belongs to a person: language, feedback; their name in runs and trail becomes a pseudonym. Returns rows touched. */
  forget(person: string): Promise<number>;
  /** Deletes what is older than each limit, in small batches. Returns rows deleted a table. */
  prune(before: Retention): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** Somebody, by key and by the name that the platform shows. */
export interface Person {
  readonly key: string;
  readonly name?: string;
}

/** What every change to a run carries. The event is kept in the same transaction: delivered again, it changes nothing. */
interface ChangeBase {
  readonly organisation: string;
  readonly event: string;
  readonly at: Date;
  readonly by: Person;
}

/** A run about to be opened. */
export interface RunDraft extends ChangeBase {
  /** A random id that is never used again. */
  readonly id: string;
  /** Undefined for a run that began at "not known". */
  readonly article: string | undefined;
  readonly state: RunState;
  readonly conversation: string;
  readonly trail: readonly TrailLine[];
}

/** A move of a run. */
export interface RunMove extends ChangeBase {
  readonly run: string;
  /** The revision on the card that was pressed. */
  readonly seen: number;
  readonly state: RunState;
  readonly status: RunStatus;
  /** Who has it in hand from now on. */
  readonly holder: Person;
  readonly conversation: string;
  readonly trail: readonly TrailLine[];
  readonly reminder?: { readonly id: string; readonly at: Date };
  readonly posts?: readonly QueuedPost[];
}

/** Words added to a run. */
export interface RunNote extends ChangeBase {
  readonly run: string;
  readonly line: TrailLine;
}

/** What came of a change. */
export type RunChange =
  | { readonly kind: "done"; readonly run: RunRecord }
  /** Somebody else was first; the run as it stands now. */
  | { readonly kind: "stale"; readonly run: RunRecord }
  /** This event was handled before. */
  | { readonly kind: "repeated"; readonly run: RunRecord | undefined }
  | { readonly kind: "missing" }
  /** The store is away. Waiting: the change is made when it is back, or its trail is kept where somebody else moved the run meanwhile. */
  | { readonly kind: "unsaved"; readonly isWaiting: boolean };

/** A run as it is kept. */
export interface RunRecord {
  readonly organisation: string;
  readonly id: string;
  /** Short, for people. Unique among the open runs of an organisation; may come back after the run is over. */
  readonly number: number;
  /** 1 at the start, one more with every move. */
  readonly revision: number;
  readonly article: string | undefined;
  readonly state: RunState;
  readonly status: RunStatus;
  readonly startedBy: Person;
  readonly startedAt: Date;
  readonly holder: Person;
  /** Who moved it last, and when. */
  readonly movedBy: Person;
  readonly movedAt: Date;
  /** Where it was last moved. */
  readonly conversation: string;
  /** When a reminder is set. */
  readonly remindAt?: Date;
}

/** Where a card of a run stands. */
export interface RunMessage {
  readonly conversation: string;
  readonly message: string;
}

/** One line of what was tried. */
export interface TrailLine {
  readonly at: Date;
  readonly by: Person;
  readonly what: TrailEvent;
  /** The way and step it was about, counted from 0. */
  readonly path?: number;
  readonly step?: number;
  /** Why a step was passed over. */
  readonly reason?: SkipReason;
  /** Words of a person, without secrets: a reason of their own, a note. */
  readonly words?: string;
}

/** A run that ended well. */
export interface SolvedRun {
  readonly number: number;
  readonly at: Date;
  readonly by: Person;
  /** The step that fixed it, where somebody said so. */
  readonly path?: number;
  readonly step?: number;
}

/** A reminder that is due. */
export interface Reminder {
  readonly id: string;
  readonly organisation: string;
  readonly run: string;
  readonly number: number;
  readonly at: Date;
  readonly conversation: string;
  readonly who: Person;
}

/** Something to post to another place, such as a hand-over to a channel. */
export interface QueuedPost {
  readonly id: string;
  readonly organisation: string;
  readonly platform: string;
  /** The address in the platform's own words. */
  readonly address: string;
  /** The reply as JSON. */
  readonly reply: string;
}

/** What a person said about an answer or a run. */
export interface Feedback {
  readonly organisation: string;
  readonly person: string;
  readonly article: string;
  readonly run?: string;
  readonly at: Date;
  readonly verdict: "solved" | "notSolved";
  readonly reason?: "wrongError" | "otherVersion" | "stepFailed" | "unclear";
}

/** Who did what. */
export interface AuditLine {
  readonly organisation: string;
  readonly at: Date;
  readonly by: string;
  readonly what: string;
  readonly about: string;
}

/** For each kind of memory, the moment before which it is deleted. */
export interface Retention {
  /** Runs that nobody moved since, with their trail; also languages and addresses unused since. */
  readonly runs: Date;
  readonly gaps: Date;
  /** Answers, and posts that could not be sent. */
  readonly answers: Date;
  readonly seen: Date;
  readonly feedback: Date;
  readonly audit: Date;
}
