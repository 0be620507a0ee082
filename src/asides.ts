import type { Picked } from "./dialog/look-up.ts";
import { isMeantForBot } from "./dialog/meant-for-bot.ts";
import type { DetectLocale } from "./i18n/detect-locale.ts";
import type { Locale } from "./i18n/locale.ts";
import type { Article } from "./knowledge/article.ts";
import type { SearchIndex } from "./search/search-index.ts";
import { settleLocale } from "./settle-locale.ts";
import { channelOf, keysOf } from "./state/keys-of.ts";
import type { LastAnswer, RunRecord, Store } from "./state/store.ts";
import { capText } from "./text/normalize.ts";
import { quote } from "./text/quote.ts";
import type { Turn } from "./turn.ts";
import { isPrivate } from "./turn.ts";

/** What a face may ask of a turn beside having it handled. Nothing is remembered of it. */
export interface Asides {
  /** Whether what is said in a thread to nobody in particular is for the bot, which is part of the thread, or began it. */
  isForBot(turn: Turn, isOwnThread: boolean): Promise<boolean>;
  /** The language in which a turn would be answered. */
  localeFor(turn: Turn): Promise<Locale>;
  /** The question of a turn as it may stand above its answer; nothing where it has none, or one that seems to hold a secret. */
  questionOf(turn: Turn): string | undefined;
  /** The article that was shown last in the conversation of a turn, as far as that is remembered. */
  lastShownIn(turn: Turn, locale: Locale): Promise<Picked | undefined>;
}

/** What that is answered from. */
export interface AsideParts {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly articles: ReadonlyMap<string, Article>;
  readonly detect: DetectLocale;
  readonly organisationOf: (platform: string, tenant: string) => string;
}

/** The asides of a bot. */
export function createAsides({ store, index, articles, detect, organisationOf }: AsideParts): Asides {
  const keyed = (turn: Turn) => {
    const organisation = organisationOf(turn.platform, turn.tenant);
    return { organisation, ...keysOf(turn, organisation) };
  };
  return {
    isForBot: async (turn, isOwnThread) => {
      if (turn.intent.kind !== "ask") return false;
      const { organisation, conversation, user: speaker } = keyed(turn);
      const { answered, last } = await store.recall(conversation);
      if (answered === undefined && !isOwnThread) return false;
      const thread = { last, speaker, runHere: () => runHere(store, { organisation, conversation, last }) };
      return isMeantForBot(capText(turn.intent.text), index, thread);
    },
    localeFor: async (turn) => {
      const { intent, localeHint } = turn;
      const { organisation, conversation, user } = keyed(turn);
      const recalled = await store.recall(conversation, user, channelOf(turn, organisation));
      const wanted = intent.kind === "ask" ? { ...intent, text: capText(intent.text) } : intent;
      return settleLocale(recalled, { localeHint, wanted, isPrivate: isPrivate(turn) }, detect).locale;
    },
    questionOf: ({ intent, platform, tenant }) =>
      intent.kind === "ask" ? quote(capText(intent.text), organisationOf(platform, tenant), index) : undefined,
    lastShownIn: async (turn, locale) => {
      const { last } = await store.recall(keyed(turn).conversation);
      const article = last && articles.get(last.article);
      return article && { article: article.id, title: article.title[locale] };
    },
  };
}

/** The run that words in a conversation mean: the one whose card was shown last, also when it is over; else the open one there. */
export async function runHere(
  store: Store,
  {
    organisation,
    conversation,
    last,
  }: { readonly organisation: string; readonly conversation: string; readonly last: LastAnswer | undefined },
): Promise<RunRecord | undefined> {
  const shown = last?.run === undefined ? undefined : await store.runById(organisation, last.run);
  return shown ?? store.runIn(conversation);
}
