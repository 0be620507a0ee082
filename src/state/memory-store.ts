import type { Locale } from "../i18n/locale.ts";
import type { RecentMap } from "../recent-map.ts";
import { createRecentMap } from "../recent-map.ts";
import { isWithin } from "./keys-of.ts";
import { createMemoryRuns } from "./memory-runs.ts";
import { organisationIn } from "./organisation-in.ts";
import type { AuditLine, EarlierAnswer, Feedback, Gap, LastAnswer, QueuedPost, Store } from "./store.ts";

/** More conversations than any one bot has in a day; the longest unused is forgotten first. */
const MOST_ENTRIES = 20_000;

/** The store that lives as long as the process. */
export function createMemoryStore(): Store {
  const chosen = createRecentMap<Locale>(MOST_ENTRIES);
  const used = createRecentMap<Locale>(MOST_ENTRIES);
  const answeredIn = createRecentMap<Locale>(MOST_ENTRIES);
  const subjects = createRecentMap<{ readonly answer: LastAnswer; readonly at: Date }>(MOST_ENTRIES);
  const answers = createRecentMap<EarlierAnswer>(MOST_ENTRIES);
  const handled = createRecentMap<{ readonly at: Date; readonly run?: string }>(MOST_ENTRIES);
  const posts = createRecentMap<{ readonly post: QueuedPost; readonly at: Date; readonly claimedUntil: number }>(MOST_ENTRIES);
  const words = createRecentMap<Feedback>(MOST_ENTRIES);
  const gaps = createRecentMap<Gap>(MOST_ENTRIES);
  const addresses = createRecentMap<string>(MOST_ENTRIES);
  const audited = createRecentMap<AuditLine>(MOST_ENTRIES);
  let forgotten = 0;

  const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);
  const see = (event: string, at: Date): boolean => {
    if (handled.get(event) !== undefined) return false;
    handled.set(event, { at });
    return true;
  };
  const keepGap = (gap: Gap) => {
    const key = keyOf(gap.organisation, gap.id);
    if (gaps.get(key) === undefined) gaps.set(key, gap);
  };
  const enqueue = (post: QueuedPost, at: Date) => {
    const key = keyOf(post.organisation, post.id);
    if (posts.get(key) === undefined) posts.set(key, { post, at, claimedUntil: 0 });
  };
  const { replacePerson, pruneRuns, ...runs } = createMemoryRuns(handled, enqueue);

  return {
    isSaving: () => true,
    check: async () => {},
    chooseLanguage: async (whose, locale) => chosen.set(whose, locale),
    recall: async (conversation, person, around) => ({
      chosen: chosen.get(conversation),
      preferred: person === undefined ? undefined : chosen.get(person),
      used: person === undefined ? undefined : used.get(person),
      answered: answeredIn.get(conversation) ?? (around === undefined ? undefined : answeredIn.get(around)),
      last: subjects.get(conversation)?.answer,
    }),
    keepTurn: async ({ conversation, at, event, ...turn }) => {
      if (event !== undefined && !see(event, at)) return false;
      if (turn.answered !== undefined)
        for (const place of [conversation, turn.around ?? conversation]) answeredIn.set(place, turn.answered);
      if (turn.used !== undefined) used.set(turn.used.person, turn.used.locale);
      const { subject } = turn;
      if (subject?.answer !== undefined) subjects.set(conversation, { answer: subject.answer, at });
      else if (subject !== undefined) subjects.delete(conversation);
      if (turn.gap !== undefined) keepGap(turn.gap);
      return true;
    },
    earlierAnswer: async (conversation, article) => answers.get(keyOf(conversation, article)),
    keepMessage: async (conversation, article, message, at) => answers.set(keyOf(conversation, article), { message, at }),

    see: async (event, at) => see(event, at),
    unsee: async (event) => {
      handled.delete(event);
    },
    ...runs,

    enqueue: async (post, at) => enqueue(post, at),
    claimPosts: async (now, lease, most) => {
      const due = posts
        .values()
        .filter(({ claimedUntil }) => claimedUntil <= now.getTime())
        .sort((one, other) => one.at.getTime() - other.at.getTime())
        .slice(0, most);
      for (const { post, at } of due) posts.set(keyOf(post.organisation, post.id), { post, at, claimedUntil: now.getTime() + lease });
      return due.map(({ post }) => post);
    },
    postSent: async (organisation, id) => {
      posts.delete(keyOf(organisation, id));
    },

    keepFeedback: async (feedback) => {
      const key = keyOf(feedback.organisation, feedback.person, feedback.article, feedback.run ?? "");
      const before = words.get(key);
      if (before === undefined || before.at <= feedback.at) words.set(key, feedback);
    },
    feedback: async (organisation) =>
      words
        .values()
        .filter((one) => one.organisation === organisation)
        .sort(byTime),
    gaps: async (organisation) =>
      gaps
        .values()
        .filter((one) => one.organisation === organisation)
        .sort(byTime),

    keepAddress: async (conversation, address) => addresses.set(conversation, address),
    address: async (conversation) => addresses.get(conversation),
    dropAddress: async (conversation) => {
      for (const [key] of addresses.entries()) if (isWithin(key, conversation)) addresses.delete(key);
    },

    audit: async (line) => audited.set(keyOf(line.organisation, line.at.toISOString(), line.by, line.what, line.about), line),
    audited: async (organisation, most) =>
      audited
        .values()
        .filter((one) => one.organisation === organisation)
        .sort((one, other) => byTime(other, one))
        .slice(0, most),

    forget: async (person) => {
      forgotten += 1;
      const by = { key: `${encodeURIComponent(organisationIn(person))}/forgotten/${forgotten}` };
      const lines = audited.entries().filter(([, line]) => line.by === person);
      for (const [key, line] of lines) audited.set(key, { ...line, by: by.key });
      const languages = [used, chosen].filter((map) => map.delete(person)).length;
      return languages + deleteWhere(words, (one) => one.person === person) + lines.length + replacePerson(person, by);
    },
    prune: async (before) => ({
      runs: pruneRuns(before.runs),
      gaps: deleteWhere(gaps, ({ at }) => at < before.gaps),
      answers: deleteWhere(answers, ({ at }) => at < before.answers) + deleteWhere(subjects, ({ at }) => at < before.answers),
      queue: deleteWhere(posts, ({ at }) => at < before.answers),
      seen: deleteWhere(handled, ({ at }) => at < before.seen),
      feedback: deleteWhere(words, ({ at }) => at < before.feedback),
      audit: deleteWhere(audited, ({ at }) => at < before.audit),
    }),
    close: async () => {},
  };
}

function byTime(one: { readonly at: Date }, other: { readonly at: Date }): number {
  return one.at.getTime() - other.at.getTime();
}

function deleteWhere<Value>(map: RecentMap<Value>, isOld: (value: Value) => boolean): number {
  const old = map.entries().filter(([, value]) => isOld(value));
  for (const [key] of old) map.delete(key);
  return old.length;
}
