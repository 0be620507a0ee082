import { BotError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { pause } from "./clock.ts";
import { createKnownRuns } from "./known-runs.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { ReachLimits } from "./reach.ts";
import { createReach, REACH_LIMITS } from "./reach.ts";
import type { RunChange, RunRecord, Store, TurnKept } from "./store.ts";
import type { Replay } from "./unsaved-runs.ts";
import { createUnsavedRuns } from "./unsaved-runs.ts";
import { createWaitingList } from "./waiting-list.ts";

/** As many changes of runs, other changes, and seen events wait while the store is away. */
const MOST_WAITING = 1_000;
/** The time of what only says how things stand. */
const EVER = new Date(0);
/** After so many late changes others are served. */
const BATCH = 10;

/** What a guarded store is made of. */
export interface GuardParts {
  /** Opens the store; called again until it succeeds. */
  readonly open: () => Promise<Store>;
  readonly clock: Clock;
  /** Told in one line each time that the store goes away or comes back. */
  readonly report: (line: string) => void;
  readonly limits?: ReachLimits;
}

/** A store that is always there. */
export interface GuardedStore extends Store {
  /** Waits for the first opening, at most its time limit. */
  opened(): Promise<void>;
  /** What waits for the store to come back, and what found no room since the start. */
  backlog(): { readonly waiting: number; readonly dropped: number };
}

/**
 * Keeps the bot answering while its store is away.
 *
 * Reads then answer "nothing remembered", but for languages, subjects, events and runs that this process knows itself. Changes wait in a bounded
 * list and are made when the store is back, a run's in their order. A crash meanwhile loses what waits.
 */
export function createGuardedStore({ open, clock, report, limits = REACH_LIMITS }: GuardParts): GuardedStore {
  const own = createMemoryStore();
  /** Those of runs are made in their order; the three lists beside each other. */
  const walks = createWaitingList<Replay>(MOST_WAITING);
  const changes = createWaitingList<Replay>(MOST_WAITING);
  const events = createWaitingList<Replay>(MOST_WAITING);
  const runs = createUnsavedRuns();
  const known = createKnownRuns();
  let flushing: Promise<void> | undefined;
  let toldDropped = 0;

  const reach = createReach({ open, clock, report, limits, onBack: () => flush() });
  const lists = [walks, changes, events];
  const dropped = () => lists.reduce((sum, list) => sum + list.dropped(), 0);
  const waiting = () => lists.reduce((sum, list) => sum + list.size(), 0);

  const flush = (): Promise<void> => {
    flushing ??= (async () => {
      let made = 0;
      const empty = async (list: (typeof lists)[number]) => {
        for (let next = list.first(); next !== undefined; next = list.first()) {
          const { kind } = await reach.attempt(next.value);
          if (kind === "away") return;
          list.done(next);
          made += 1;
          if (made % BATCH === 0) await pause(clock);
        }
      };
      await Promise.all(lists.map(empty));
      if (waiting() > 0) return;
      runs.clear();
      reach.settle();
      const lost = dropped() - toldDropped;
      toldDropped = dropped();
      report(`The store is back. Late changes made: ${made}.${lost > 0 ? ` Lost for want of room: ${lost}.` : ""}`);
    })().finally(() => {
      flushing = undefined;
    });
    return flushing;
  };

  const read = async <Value>(call: (store: Store) => Promise<Value>, otherwise: (own: Store) => Promise<Value>): Promise<Value> => {
    const attempt = await reach.attempt(call);
    return attempt.kind === "made" ? attempt.value : otherwise(own);
  };
  /** Under one key only the last change counts. */
  const write = async (key: readonly string[], call: Replay, list = changes): Promise<void> => {
    const name = JSON.stringify(key);
    list.drop(name);
    if ((await reach.attempt(call)).kind === "away") list.add(name, call);
  };
  const changeRun = async (
    kind: string,
    { event, at }: { readonly event: string; readonly at: Date },
    call: (store: Store) => Promise<RunChange>,
    late: Replay,
  ): Promise<RunChange> => {
    // What waits was pressed before: a run goes on from there.
    if (reach.isUp() && flushing !== undefined && walks.size() > 0) await Promise.race([flushing, pause(clock, limits.callMs)]);
    const attempt = await reach.attempt(call);
    if (attempt.kind === "made") {
      const { value } = attempt;
      if (value.kind === "done") await own.see(event, at);
      if (value.kind === "done" || value.kind === "stale") known.keep(value.run);
      return value;
    }
    if (attempt.kind === "failed") return { kind: "unsaved", isWaiting: false };
    if (!(await own.see(event, at))) return { kind: "repeated", run: undefined };
    return { kind: "unsaved", isWaiting: walks.add(JSON.stringify([kind, event]), late) };
  };
  const readRun = async (call: (store: Store) => Promise<RunRecord | undefined>, otherwise: () => RunRecord | undefined) => {
    const run = await read(call, async () => otherwise());
    if (run !== undefined) known.keep(run);
    return run;
  };
  const nothing = async () => undefined;
  const none = async () => [];

  return {
    isSaving: reach.isUp,
    opened: reach.opened,
    backlog: () => ({ waiting: waiting(), dropped: dropped() }),
    check: async () => {
      const { kind } = await reach.attempt((store) => store.check());
      if (kind !== "made") throw unavailable(reach.reason());
    },

    recall: async (conversation, person, around) => {
      const recalled = await read(
        (store) => store.recall(conversation, person, around),
        () => own.recall(conversation, person, around),
      );
      const { chosen, preferred, used: locale } = recalled;
      if (chosen !== undefined) await own.chooseLanguage(conversation, chosen);
      if (person !== undefined && preferred !== undefined) await own.chooseLanguage(person, preferred);
      if (person !== undefined && locale !== undefined) await own.keepTurn({ conversation, at: EVER, used: { person, locale } });
      return recalled;
    },
    keepTurn: async (turn) => {
      const { gap, ...rest } = turn;
      if (!(await own.keepTurn(rest))) return false;
      const { conversation, at, event, used, subject } = turn;
      const parts: readonly (readonly [key: readonly string[], part: TurnKept])[] = [
        ...(subject === undefined ? [] : [[["subject", conversation], { conversation, at, subject }] as const]),
        ...(used === undefined ? [] : [[["used", used.person], { conversation, at, used }] as const]),
        ...(gap === undefined ? [] : [[["gap", gap.organisation, gap.id], { conversation, at, gap }] as const]),
      ];
      for (const [key] of parts) changes.drop(JSON.stringify(key));
      const attempt = await reach.attempt((store) => store.keepTurn(turn));
      if (attempt.kind !== "away") return attempt.kind === "made" ? attempt.value : true;
      // Of the language of the answer nothing waits: a guess that the next answer makes again.
      for (const [key, part] of parts) changes.add(JSON.stringify(key), (store) => store.keepTurn(part).then(() => {}));
      if (event !== undefined) events.add(event, (store) => store.see(event, at).then(() => {}));
      return true;
    },
    chooseLanguage: async (whose, locale) => {
      await own.chooseLanguage(whose, locale);
      await write(["chosen", whose], (store) => store.chooseLanguage(whose, locale));
    },
    earlierAnswer: (conversation, article) =>
      read(
        (store) => store.earlierAnswer(conversation, article),
        () => own.earlierAnswer(conversation, article),
      ),
    keepMessage: async (conversation, article, message, at) => {
      await own.keepMessage(conversation, article, message, at);
      await write(["message", conversation, article], (store) => store.keepMessage(conversation, article, message, at));
    },

    see: async (event, at) => {
      if (!(await own.see(event, at))) return false;
      const late: Replay = async (store) => {
        await store.see(event, at);
      };
      const attempt = await reach.attempt((store) => store.see(event, at));
      if (attempt.kind === "away") events.add(event, late);
      return attempt.kind === "made" ? attempt.value : true;
    },
    unsee: async (event) => {
      await own.unsee(event);
      events.drop(event);
      await write([event], (store) => store.unsee(event), events);
    },

    startRun: (draft) => changeRun("start", draft, (store) => store.startRun(draft), runs.start(draft)),
    moveRun: async (move) => {
      const change = await changeRun("move", move, (store) => store.moveRun(move), runs.move(move));
      if (change.kind === "unsaved" && change.isWaiting) known.moved(move);
      return change;
    },
    addNote: (note) => changeRun("note", note, (store) => store.addNote(note), runs.note(note)),
    run: (organisation, number) =>
      readRun(
        (store) => store.run(organisation, number),
        () => known.byNumber(organisation, number),
      ),
    runById: (organisation, run) =>
      readRun(
        (store) => store.runById(organisation, run),
        () => known.byId(organisation, run),
      ),
    openRuns: (organisation, most) =>
      read(
        (store) => store.openRuns(organisation, most),
        async () => known.open(organisation, most),
      ),
    runIn: (conversation) =>
      readRun(
        (store) => store.runIn(conversation),
        () => known.inConversation(conversation),
      ),
    runMessages: (organisation, run) => read((store) => store.runMessages(organisation, run), none),
    keepRunMessage: (organisation, run, message) =>
      write(["card", organisation, run, message.conversation], (store) => store.keepRunMessage(organisation, run, message)),
    trail: (organisation, run) => read((store) => store.trail(organisation, run), none),
    solvedBefore: (organisation, article) => read((store) => store.solvedBefore(organisation, article), nothing),

    claimReminders: (now, lease, most) => read((store) => store.claimReminders(now, lease, most), none),
    reminderSent: (organisation, id) => write(["reminder", organisation, id], (store) => store.reminderSent(organisation, id)),
    enqueue: (post, at) => write(["post", post.organisation, post.id], (store) => store.enqueue(post, at)),
    claimPosts: (now, lease, most) => read((store) => store.claimPosts(now, lease, most), none),
    postSent: (organisation, id) => write(["sent", organisation, id], (store) => store.postSent(organisation, id)),

    keepFeedback: (feedback) =>
      write(["feedback", feedback.organisation, feedback.person, feedback.article, feedback.run ?? ""], (store) =>
        store.keepFeedback(feedback),
      ),
    feedback: (organisation) => read((store) => store.feedback(organisation), none),
    gaps: (organisation) => read((store) => store.gaps(organisation), none),
    keepAddress: async (conversation, address, at) => {
      await own.keepAddress(conversation, address, at);
      await write(["address", conversation], (store) => store.keepAddress(conversation, address, at));
    },
    address: (conversation) =>
      read(
        (store) => store.address(conversation),
        () => own.address(conversation),
      ),
    dropAddress: async (conversation) => {
      await own.dropAddress(conversation);
      await write(["address", conversation], (store) => store.dropAddress(conversation));
    },
    audit: (line) =>
      write(["audit", line.organisation, line.at.toISOString(), line.by, line.what, line.about], (store) => store.audit(line)),
    audited: (organisation, most) => read((store) => store.audited(organisation, most), none),

    forget: async (person) => {
      const attempt = await reach.attempt((store) => store.forget(person), "endless");
      if (attempt.kind !== "made") throw unavailable(reach.reason());
      await own.forget(person);
      return attempt.value;
    },
    prune: async (before) => {
      await own.prune(before);
      const attempt = await reach.attempt((store) => store.prune(before), "endless");
      return attempt.kind === "made" ? attempt.value : {};
    },
    close: async () => {
      if (waiting() > 0 && reach.isUp()) await Promise.race([flush(), pause(clock, limits.openMs)]);
      if (waiting() > 0) report(`The store was away to the end. Changes lost: ${waiting()}.`);
      await reach.close();
    },
  };
}

function unavailable(reason = "The store does not answer: look at it."): BotError {
  return new BotError("STORE_UNAVAILABLE", reason);
}
