import { ask } from "./dialog/ask.ts";
import { browse } from "./dialog/browse.ts";
import type { DialogContext } from "./dialog/dialog-context.ts";
import { help } from "./dialog/help.ts";
import { notFound } from "./dialog/not-found.ts";
import { notice } from "./dialog/notice.ts";
import { openArticle } from "./dialog/open.ts";
import { reject } from "./dialog/reject.ts";
import { hasSecret } from "./dialog/secrets.ts";
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
import { createSearchIndex } from "./search/search-index.ts";
import type { Vocabulary } from "./search/vocabulary.ts";
import { keysOf } from "./state/keys-of.ts";
import type { LastAnswer, Store } from "./state/store.ts";
import { capText } from "./text/normalize.ts";
import type { Turn } from "./turn.ts";

/** What a bot is made of. */
export interface BotParts {
  readonly articles: readonly Article[];
  readonly vocabulary: Vocabulary;
  readonly store: Store;
}

/** The core's one verb: a turn in, deliveries out. */
export interface Bot {
  handle(turn: Turn): Promise<readonly Delivery[]>;
}

/** Builds the bot over its knowledge: once at start, then every answer comes from memory. */
export function createBot({ articles, vocabulary, store }: BotParts): Bot {
  const translatorFor = createTranslator();
  const index = createSearchIndex(articles, vocabulary);
  const detect = createLocaleDetector(languageSamples(articles, vocabulary));
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
      const shown = await lastAnswerAfter(reply, () => store.lastAnswer(keys.conversation));
      if (shown !== undefined) await store.keepAnswer(keys.conversation, shown);
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

/** Explicit choice here, then a text whose language is certain, then what this person last wrote, then the platform's hint, then a guess. */
async function settleLocale(turn: Turn, wanted: Wanted, store: Store, detect: DetectLocale): Promise<Locale> {
  const keys = keysOf(turn);
  const chosen = await store.chosenLanguage(keys.conversation);
  if (chosen !== undefined) return chosen;
  const isQuestion = wanted !== "noContext" && wanted.kind === "ask";
  const detected = turn.intent.kind === "ask" ? detect(capText(turn.intent.text)) : undefined;
  if (detected?.certain && isQuestion) {
    await store.useLanguage(keys.user, detected.locale);
    return detected.locale;
  }
  const known = (await store.usedLanguage(keys.user)) ?? localeOf(turn.localeHint);
  if (known !== undefined) return known;
  const guess = detected?.locale ?? "en";
  // Remembered, so that the next button press is answered in the language of this card.
  await store.useLanguage(keys.user, guess);
  return guess;
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

function withWarning({ t }: DialogContext, intent: Intent, reply: Reply): Reply {
  return intent.kind === "ask" && hasSecret(intent.text) ? { ...reply, warning: t.rich("warning.secret") } : reply;
}

/** What the conversation is about after a reply; undefined where it stays as it was. */
async function lastAnswerAfter(reply: Reply, lastAnswer: () => Promise<LastAnswer | undefined>): Promise<LastAnswer | undefined> {
  if (reply.kind === "steps") {
    const last = await lastAnswer();
    const { article } = reply.evidence;
    return { article, candidates: last?.article === article ? last.candidates : [] };
  }
  if (reply.kind !== "answer") return undefined;
  const candidates = reply.prompts.flatMap(({ intent }) => (intent.kind === "reject" ? intent.candidates : []));
  return { article: reply.evidence.article, candidates };
}
