import type { Asides } from "./asides.ts";
import { createAsides, runHere } from "./asides.ts";
import type { LookUp } from "./dialog/look-up.ts";
import { createLookUp } from "./dialog/look-up.ts";
import { gapOf, pointToEarlier, withNoted, withSeenBefore } from "./dialog/remembered-parts.ts";
import { reminderDelivery } from "./dialog/remind.ts";
import type { Wanted } from "./dialog/resolve-typed.ts";
import { resolveTyped } from "./dialog/resolve-typed.ts";
import { route } from "./dialog/route.ts";
import type { OnCall, RunContext } from "./dialog/run-context.ts";
import { createLocaleDetector } from "./i18n/detect-locale.ts";
import type { Locale } from "./i18n/locale.ts";
import { createTranslator } from "./i18n/translator.ts";
import type { Article } from "./knowledge/article.ts";
import { createRecentMap } from "./recent-map.ts";
import type { Delivery, Reply } from "./reply.ts";
import type { RunListener } from "./run-watch.ts";
import { createRunWatch } from "./run-watch.ts";
import { languageSamples } from "./search/language-samples.ts";
import type { SearchData } from "./search/search-data.ts";
import { createSearchIndex } from "./search/search-index.ts";
import { settleLocale } from "./settle-locale.ts";
import type { Place } from "./state/keys-of.ts";
import { channelOf, keysOf } from "./state/keys-of.ts";
import type { LastAnswer, Reminder, RunRecord, Store } from "./state/store.ts";
import { capText } from "./text/normalize.ts";
import type { Turn } from "./turn.ts";
import { isPrivate } from "./turn.ts";

/** What a bot is made of. */
export interface BotParts {
  readonly articles: readonly Article[];
  readonly search: SearchData;
  readonly store: Store;
  /** The organisation that a Slack team or Teams tenant belongs to; one for all by default. */
  readonly organisationOf?: (platform: string, tenant: string) => string;
  /** The zone in which times are shown, such as Europe/Amsterdam. */
  readonly zone?: string;
  readonly onCall?: OnCall;
  /** Whether a kept question reaches somebody; then the card says that it was noted. */
  readonly notesGaps?: boolean;
}

/** Where a delivered message stands, in the platform's own words. */
export interface Reference {
  readonly message: string;
  readonly at: Date;
  /** Where its conversation can be reached again, so that a card there can be brought up to date from elsewhere. */
  readonly address?: string;
}

/** A reminder that is due, and the message that it becomes; nothing where the run is over. */
export interface DueReminder {
  readonly reminder: Reminder;
  readonly delivery: Delivery | undefined;
}

/** The core: a turn in, deliveries out. */
export interface Bot extends Asides {
  /** Nothing for an event that was handled before. */
  handle(turn: Turn): Promise<readonly Delivery[]>;
  /** Told once a message is sent, so that it can be pointed to and updated later. */
  delivered(delivery: Delivery, reference: Reference): Promise<void>;
  /** The article whose card is that message, for what is said about the message itself; undefined where it is not known any more. */
  articleAt(place: Place, message: string): Promise<string | undefined>;
  /** Remembers where a conversation can be reached again, in the platform's own words; undefined: it cannot any more. */
  reach(place: Place, address: string | undefined, at: Date): Promise<void>;
  /** Answers outside a conversation; nothing is remembered. */
  readonly lookUp: LookUp;
  /** Hears which revision a run of that platform's organisation has, now and each time that it moves; returns what ends it. */
  watch(run: { readonly platform: string; readonly tenant: string; readonly id: string }, listener: RunListener): () => void;
  /** Looks whether another process moved a run that is watched here. */
  look(): Promise<void>;
  /** Takes the reminders that are due; each is to be sent and reported, or it comes again. */
  reminders(now: Date): Promise<readonly DueReminder[]>;
  reminded(reminder: Reminder): Promise<void>;
  /** The reminder that is due where a turn is said, without taking it: for a face that can only show it when somebody is there. */
  reminderAt(turn: Turn): Promise<DueReminder | undefined>;
}

const DEFAULT_ZONE = "Europe/Amsterdam";
/** A platform that delivers an event again does so within seconds. */
const MOST_EVENTS = 1000;
const REMINDER_LEASE = 60_000;
const MOST_REMINDERS = 50;
const MOST_RUNS = 20;

/** Builds the bot over its knowledge: once at start, then every answer comes from memory. */
export function createBot(parts: BotParts): Bot {
  const { articles, search, store, organisationOf = () => "home", zone = DEFAULT_ZONE, onCall = {}, notesGaps = false } = parts;
  const translatorFor = createTranslator();
  const index = createSearchIndex(articles, search);
  const detect = createLocaleDetector(languageSamples(articles, search.vocabulary));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const watch = createRunWatch();
  const recent = createRecentMap<true>(MOST_EVENTS);

  const contextOf = (locale: Locale, organisation: string, turn: Turn, last?: LastAnswer): RunContext => {
    const { name } = turn.user;
    const keys = keysOf(turn, organisation);
    return {
      ...{ locale, t: translatorFor(locale), translatorFor, articles: byId, index, store, organisation, keys, zone, onCall },
      ...{ at: turn.at, by: { key: keys.user, ...(name === undefined ? {} : { name }) } },
      ...{ platform: turn.platform, surface: turn.surface, message: turn.message, last },
    };
  };

  const conversationOf = (place: Place) =>
    keysOf({ ...place, user: { id: "" }, eventId: "" }, organisationOf(place.platform, place.tenant)).conversation;

  const handleOnce = async (turn: Turn, organisation: string): Promise<readonly Delivery[]> => {
    const keys = keysOf(turn, organisation);
    const { intent } = turn;
    const around = channelOf(turn, organisation);
    const recalled = await store.recall(keys.conversation, keys.user, around);
    const { last } = recalled;
    const wanted: Wanted =
      intent.kind !== "ask"
        ? intent
        : await resolveTyped(capText(intent.text), {
            ...{ articles: byId, last },
            runHere: () => runHere(store, { organisation, conversation: keys.conversation, last }),
            runNumbered: (number) => store.run(organisation, number),
            openRuns: () => store.openRuns(organisation, MOST_RUNS),
          });
    if (wanted.kind === "language") await store.chooseLanguage(isPrivate(turn) ? keys.user : keys.conversation, wanted.locale);
    const { locale, written } = settleLocale(recalled, { localeHint: turn.localeHint, wanted, isPrivate: isPrivate(turn) }, detect);
    const context = contextOf(locale, organisation, turn, last);

    const answer = await route(context, wanted);
    if (answer.changed !== undefined) watch.tell(answer.changed);
    const [first, ...others] = answer.deliveries;
    if (first === undefined) return [];
    let reply = await withSeenBefore(context, withWarning(context, intent, first.reply));
    reply = await pointToEarlier(context, wanted, reply, turn.thread !== undefined);
    const gap = gapOf(context, wanted, reply);
    const isFirst = await store.keepTurn({
      ...{ conversation: keys.conversation, at: turn.at, answered: locale, ...(around === undefined ? {} : { around }) },
      // A change of a run has marked its event itself, together with the change or with what waits of it.
      ...(answer.isMarked === true ? {} : { event: keys.event }),
      ...(written === undefined ? {} : { used: { person: keys.user, locale: written } }),
      ...(changesSubject(reply) ? { subject: { answer: subjectOf(reply, last) } } : {}),
      ...(gap === undefined ? {} : { gap }),
    });
    if (!isFirst) return [];
    if (gap !== undefined && notesGaps && store.isSaving()) reply = withNoted(context, reply);
    return [{ ...first, reply, ...aboutOf(reply, first, organisation, keys.conversation) }, ...others];
  };

  return {
    handle: async (turn) => {
      const organisation = organisationOf(turn.platform, turn.tenant);
      const { event } = keysOf(turn, organisation);
      // Slack delivers again after three seconds, when the first may still be on its way.
      if (recent.get(event)) return [];
      recent.set(event, true);
      try {
        return await handleOnce(turn, organisation);
      } catch (error) {
        recent.delete(event);
        throw error;
      }
    },
    delivered: async ({ about }, { message, at, address }) => {
      if (about === undefined) return;
      const { organisation, conversation, article, run } = about;
      if (run !== undefined && address !== undefined) await store.keepAddress(conversation, address, at);
      if (article !== undefined) await store.keepMessage(conversation, article, message, at);
      if (run !== undefined) await store.keepRunMessage(organisation, run, { conversation, message });
    },
    articleAt: async (place, message) => {
      const conversation = conversationOf(place);
      // The store finds the message of an article, not the other way round; this is asked seldom.
      for (const { id } of articles) if ((await store.earlierAnswer(conversation, id))?.message === message) return id;
      return undefined;
    },
    ...createAsides({ store, index, articles: byId, detect, organisationOf }),
    reach: async (place, address, at) => {
      const conversation = conversationOf(place);
      if (address === undefined) await store.dropAddress(conversation);
      else await store.keepAddress(conversation, address, at);
    },
    lookUp: createLookUp({ articles: byId, index, translatorFor, detect }),
    watch: ({ platform, tenant, id }, listener) => {
      const organisation = organisationOf(platform, tenant);
      const end = watch.add({ organisation, run: id }, listener);
      // What happened before it was watched; one that cannot be read is told when it moves.
      store.runById(organisation, id).then(
        (record) => record && listener(record.revision),
        () => {},
      );
      return end;
    },
    look: async () => {
      for (const { organisation, run } of watch.watched()) {
        const record = await store.runById(organisation, run);
        if (record !== undefined) watch.tell(record);
      }
    },
    reminders: async (now) => {
      const due: DueReminder[] = [];
      for (const reminder of await store.claimReminders(now, REMINDER_LEASE, MOST_REMINDERS)) {
        const record = await store.runById(reminder.organisation, reminder.run);
        due.push({ reminder, delivery: record && (await deliveryOf(reminder, record, now)) });
      }
      return due;
    },
    reminded: ({ organisation, id }) => store.reminderSent(organisation, id),
    reminderAt: async (turn) => {
      const organisation = organisationOf(turn.platform, turn.tenant);
      const { conversation } = keysOf(turn, organisation);
      const record = await store.runIn(conversation);
      if (record?.remindAt === undefined || record.remindAt > turn.at) return undefined;
      const { id: run, number, remindAt: at, movedBy: who } = record;
      const reminder = { id: `${run}/${record.revision}`, organisation, run, number, at, conversation, who };
      return { reminder, delivery: await deliveryOf(reminder, record, turn.at) };
    },
  };

  async function deliveryOf(reminder: Reminder, record: RunRecord, now: Date): Promise<Delivery | undefined> {
    const { conversation, who } = reminder;
    const { chosen, preferred, used, answered } = await store.recall(conversation, who.key);
    const locale = chosen ?? preferred ?? used ?? answered;
    const address = (await store.address(conversation)) ?? conversation;
    const context = contextOf(locale ?? "en", record.organisation, reminderTurn(reminder, now));
    return reminderDelivery({ ...context, by: who }, reminder, record, address);
  }
}

/** Stands for the moment of a reminder, which nobody said. */
function reminderTurn({ id, conversation }: Reminder, at: Date): Turn {
  return {
    ...{ platform: "", tenant: "", conversation, eventId: id, at, surface: "direct", user: { id: "" } },
    intent: { kind: "runs" },
  };
}

function withWarning({ t, index }: RunContext, intent: Turn["intent"], reply: Reply): Reply {
  const text = intent.kind === "ask" || intent.kind === "note" ? intent.text : undefined;
  return text !== undefined && index.hasSecret(text) ? { ...reply, warning: t.rich("warning.secret") } : reply;
}

function aboutOf(reply: Reply, { about }: Delivery, organisation: string, conversation: string): Pick<Delivery, "about"> {
  if (about !== undefined) return { about };
  return reply.kind === "answer" ? { about: { organisation, conversation, article: reply.evidence.article } } : {};
}

/** Whether "all steps" or "it worked" typed after this reply mean something else than before it. */
function changesSubject(reply: Reply): boolean {
  const { kind } = reply;
  return kind === "answer" || kind === "steps" || kind === "choices" || kind === "notFound" || kind === "step";
}

/** What the conversation is about after a reply: the article shown, or nothing after a question back or "not known". */
function subjectOf(reply: Reply, last: LastAnswer | undefined): LastAnswer | undefined {
  if (reply.kind === "step") {
    // A problem without an article is no article that "all steps" could show.
    const article = reply.article ?? "";
    return { article, candidates: last?.article === article ? last.candidates : [], run: reply.run.id };
  }
  if (reply.kind !== "answer" && reply.kind !== "steps") return undefined;
  const { article } = reply.evidence;
  if (reply.kind === "steps") return { article, candidates: last?.article === article ? last.candidates : [] };
  return { article, candidates: reply.prompts.flatMap(({ intent }) => (intent.kind === "reject" ? intent.candidates : [])) };
}
