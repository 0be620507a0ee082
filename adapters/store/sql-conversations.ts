import type { Locale, Store } from "#core";
import { LOCALES, organisationIn } from "#core";
import { patiently } from "./change.ts";
import type { Engine } from "./engine.ts";

const DAY_MS = 86_400_000;

type Kind = "chosen" | "used" | "answered";

type ConversationPart =
  | ("chosenLanguage" | "chooseLanguage" | "usedLanguage" | "useLanguage" | "answeredIn" | "keepAnsweredIn")
  | ("lastAnswer" | "keepAnswer" | "earlierAnswer" | "keepMessage" | "keepAddress" | "address" | "dropAddress" | "see");

/** What is remembered of a conversation, and the languages of people. `now` gives milliseconds since 1970. */
export function sqlConversations({ db }: Engine, now: () => number): Pick<Store, ConversationPart> {
  const languageRow = async (kind: Kind, subject: string) => {
    const row = await db
      .selectFrom("languages")
      .select(["locale", "at"])
      .where("organisation", "=", organisationIn(subject))
      .where("kind", "=", kind)
      .where("subject", "=", subject)
      .executeTakeFirst();
    const locale = LOCALES.find((one) => one === row?.locale);
    return row === undefined || locale === undefined ? undefined : { locale, at: row.at };
  };
  const language = async (kind: Kind, subject: string) => (await languageRow(kind, subject))?.locale;
  /** A language that stands there already is written once a day, so that it does not look unused. */
  const keepLanguage = async (kind: Kind, subject: string, locale: Locale): Promise<void> => {
    const at = now();
    const before = await languageRow(kind, subject);
    if (before?.locale === locale && at - before.at < DAY_MS) return;
    await patiently(() =>
      db
        .insertInto("languages")
        .values({ organisation: organisationIn(subject), kind, subject, locale, at })
        .onConflict((conflict) => conflict.columns(["organisation", "kind", "subject"]).doUpdateSet({ locale, at }))
        .execute(),
    );
  };

  return {
    chosenLanguage: (conversation) => language("chosen", conversation),
    chooseLanguage: (conversation, locale) => keepLanguage("chosen", conversation, locale),
    usedLanguage: (person) => language("used", person),
    useLanguage: (person, locale) => keepLanguage("used", person, locale),
    answeredIn: (conversation) => language("answered", conversation),
    keepAnsweredIn: (conversation, locale) => keepLanguage("answered", conversation, locale),

    lastAnswer: async (conversation) => {
      const row = await db
        .selectFrom("subjects")
        .select(["article", "candidates", "run"])
        .where("organisation", "=", organisationIn(conversation))
        .where("conversation", "=", conversation)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const candidates = JSON.parse(row.candidates) as readonly string[];
      return { article: row.article, candidates, ...(row.run === null ? {} : { run: row.run }) };
    },
    keepAnswer: async (conversation, answer, at) => {
      const organisation = organisationIn(conversation);
      if (answer === undefined) {
        await patiently(() =>
          db.deleteFrom("subjects").where("organisation", "=", organisation).where("conversation", "=", conversation).execute(),
        );
        return;
      }
      const row = { article: answer.article, candidates: JSON.stringify(answer.candidates), run: answer.run ?? null, at: at.getTime() };
      await patiently(() =>
        db
          .insertInto("subjects")
          .values({ organisation, conversation, ...row })
          .onConflict((conflict) => conflict.columns(["organisation", "conversation"]).doUpdateSet(row))
          .execute(),
      );
    },
    earlierAnswer: async (conversation, article) => {
      const row = await db
        .selectFrom("answers")
        .select(["message", "at"])
        .where("organisation", "=", organisationIn(conversation))
        .where("conversation", "=", conversation)
        .where("article", "=", article)
        .executeTakeFirst();
      return row && { message: row.message, at: new Date(row.at) };
    },
    keepMessage: async (conversation, article, message, at) => {
      const row = { message, at: at.getTime() };
      await patiently(() =>
        db
          .insertInto("answers")
          .values({ organisation: organisationIn(conversation), conversation, article, ...row })
          .onConflict((conflict) => conflict.columns(["organisation", "conversation", "article"]).doUpdateSet(row))
          .execute(),
      );
    },

    see: async (event, at) => {
      const { numInsertedOrUpdatedRows } = await patiently(() =>
        db
          .insertInto("seen")
          .values({ organisation: organisationIn(event), event, at: at.getTime(), run: null })
          .onConflict((conflict) => conflict.columns(["organisation", "event"]).doNothing())
          .executeTakeFirst(),
      );
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    keepAddress: async (conversation, address, at) => {
      const row = { address, at: at.getTime() };
      await patiently(() =>
        db
          .insertInto("addresses")
          .values({ organisation: organisationIn(conversation), conversation, ...row })
          .onConflict((conflict) => conflict.columns(["organisation", "conversation"]).doUpdateSet(row))
          .execute(),
      );
    },
    address: async (conversation) => {
      const row = await db
        .selectFrom("addresses")
        .select("address")
        .where("organisation", "=", organisationIn(conversation))
        .where("conversation", "=", conversation)
        .executeTakeFirst();
      return row?.address;
    },
    dropAddress: async (conversation) => {
      await patiently(() =>
        db
          .deleteFrom("addresses")
          .where("organisation", "=", organisationIn(conversation))
          .where("conversation", "=", conversation)
          .execute(),
      );
    },
  };
}
