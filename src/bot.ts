import { ask } from "./dialog/ask.ts";
import { browse } from "./dialog/browse.ts";
import type { DialogContext } from "./dialog/dialog-context.ts";
import { help } from "./dialog/help.ts";
import { notFound } from "./dialog/not-found.ts";
import { notice } from "./dialog/notice.ts";
import { openArticle } from "./dialog/open.ts";
import { reject } from "./dialog/reject.ts";
import { showSteps } from "./dialog/steps.ts";
import { readTyped } from "./dialog/typed-words.ts";
import type { DetectLocale } from "./i18n/detect-locale.ts";
import { createLocaleDetector } from "./i18n/detect-locale.ts";
import type { Locale } from "./i18n/locale.ts";
import { localeOf } from "./i18n/locale.ts";
import { createTranslator } from "./i18n/translator.ts";
import type { Intent } from "./intent.ts";
import type { Article } from "./knowledge/article.ts";
import type { Delivery, Reply } from "./reply.ts";
import { languageSamples } from "./search/language-samples.ts";
import type { SearchData } from "./search/search-data.ts";
import { createSearchIndex } from "./search/search-index.ts";
import { keysOf } from "./state/keys-of.ts";
import type { LastAnswer, Store } from "./state/store.ts";
import { capText } from "./text/normalize.ts";
import type { Turn } from "./turn.ts";

/** What a bot is made of. */
export interface BotParts {
  readonly articles: readonly Article[];
  readonly search: SearchData;
  readonly store: Store;
}

/** The core's one verb: a turn in, deliveries out. */
export interface Bot {
  handle(turn: Turn): Promise<readonly Delivery[]>;
}

/** Builds the bot over its knowledge: once at start, then every answer comes from memory. */
export function createBot({ articles, search, store }: BotParts): Bot {
  const translatorFor = createTranslator();
  const index = createSearchIndex(articles, search);
  const detect = createLocaleDetector(languageSamples(articles, search.vocabulary));
  const byId = new Map(articles.map((article) => [article.id, article]));

  return {
    handle: async (turn) => {
      const keys = keysOf(turn);
      const typed = await readIntent(turn.intent, () => store.lastAnswer(keys.conversation));
      if (typed !== "noContext" && typed.kind === "language") {
        await store.chooseLanguage(keys.conversation, typed.locale);
      }
      const locale = await settleLocale(turn, typed, store, detect);
      const context: DialogContext = { locale, t: translatorFor(locale), translatorFor, articles: byId, index };
      const reply = withWarning(context, turn.intent, answer(context, typed));
      await store.keepAnsweredIn(keys.conversation, locale);
      if (changesSubject(reply)) {
        await store.keepAnswer(keys.conversation, subjectOf(reply, await store.lastAnswer(keys.conversation)), turn.at);
      }
      return [{ reply, to: { kind: "here" } }];
    },
  };
}

type Wanted = Intent | "noContext";

/** A typed text may be a button's words: it becomes that button's intent. */
async function readIntent(intent: Intent, lastAnswer: () => ReturnType<Store["lastAnswer"]>): Promise<Wanted> {
  if (intent.kind !== "ask") return intent;
  const text = capText(intent.text);
  return readTyped(text, await lastAnswer()) ?? { kind: "ask", text };
}

/** Explicit choice here, then a text whose language is certain, then what this person last wrote, the platform's hint, the last answer here, a guess. */
async function settleLocale(turn: Turn, wanted: Wanted, store: Store, detect: DetectLocale): Promise<Locale> {
  const keys = keysOf(turn);
  const chosen = await store.chosenLanguage(keys.conversation);
  if (chosen !== undefined) return chosen;
  const isQuestion = wanted !== "noContext" && wanted.kind === "ask";
  const detected = isQuestion ? detect(wanted.text) : undefined;
  if (detected?.certain) {
    await store.useLanguage(keys.user, detected.locale);
    return detected.locale;
  }
  return (
    (await store.usedLanguage(keys.user)) ??
    localeOf(turn.localeHint) ??
    (await store.answeredIn(keys.conversation)) ??
    detected?.locale ??
    "en"
  );
}

function answer(context: DialogContext, wanted: Wanted): Reply {
  if (wanted === "noContext") return notice(context, "notice.noContext");
  switch (wanted.kind) {
    case "ask":
      return wanted.text.trim() === "" ? notice(context, "notice.empty") : ask(context, wanted.text);
    case "open":
      return withArticle(context, wanted.article, (article) => openArticle(context, article));
    case "steps":
      return withArticle(context, wanted.article, (article) => showSteps(context, article));
    case "reject":
      return reject(context, wanted.candidates);
    case "none":
      return notFound(context, { title: context.t.text("notFound.none"), understood: [], near: [] });
    case "list":
      return browse(context, wanted.operation);
    case "help":
      return help(context);
    case "language":
      return wanted.again === undefined ? notice(context, "language.switched") : answer(context, wanted.again);
    case "greet":
      return notice(context, "notice.greeting");
    case "thanks":
      return notice(context, "notice.thanks");
    case "unreadable":
      return notice(context, "notice.unreadable");
  }
}

function withArticle(context: DialogContext, id: string, show: (article: Article) => Reply): Reply {
  const article = context.articles.get(id);
  return article === undefined ? notice(context, "notice.gone") : show(article);
}

function withWarning({ t, index }: DialogContext, intent: Intent, reply: Reply): Reply {
  return intent.kind === "ask" && index.hasSecret(intent.text) ? { ...reply, warning: t.rich("warning.secret") } : reply;
}

/** Whether "all steps" typed after this reply means something else than before it. */
function changesSubject({ kind }: Reply): boolean {
  return kind === "answer" || kind === "steps" || kind === "choices" || kind === "notFound";
}

/** What the conversation is about after a reply: the article shown, or nothing after a question back or "not known". */
function subjectOf(reply: Reply, last: LastAnswer | undefined): LastAnswer | undefined {
  if (reply.kind !== "answer" && reply.kind !== "steps") return undefined;
  const { article } = reply.evidence;
  if (reply.kind === "steps") return { article, candidates: last?.article === article ? last.candidates : [] };
  return { article, candidates: reply.prompts.flatMap(({ intent }) => (intent.kind === "reject" ? intent.candidates : [])) };
}
