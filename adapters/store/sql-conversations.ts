import type { LastAnswer, Locale, Store, TurnKept } from "#core";
import { LOCALES, organisationIn } from "#core";
import type { Queries } from "./change.ts";
import { keep, patiently } from "./change.ts";
import type { Engine } from "./engine.ts";
import { createTogether } from "./together.ts";

const DAY_MS = 86_400_000;

type Kind = "chosen" | "used" | "answered";

/** A language of a conversation or person. */
interface LanguageRow {
  readonly kind: Kind;
  readonly subject: string;
  readonly locale: Locale;
}

type ConversationPart =
  | ("recall" | "keepTurn" | "chooseLanguage" | "see")
  | ("earlierAnswer" | "keepMessage" | "keepAddress" | "address" | "dropAddress");

/** What is remembered of a conversation, and the languages of people. `now` gives milliseconds since 1970. */
export function sqlConversations(engine: Engine, now: () => number): Pick<Store, ConversationPart> {
  const { db } = engine;
  /** A language that stands there already is written once a day, so that it does not look unused. */
  const keepLanguages = (queries: Queries, rows: readonly LanguageRow[]) => {
    const at = now();
    return queries
      .insertInto("languages")
      .values(rows.map((row) => ({ organisation: organisationIn(row.subject), ...row, at })))
      .onConflict((conflict) =>
        conflict
          .columns(["organisation", "kind", "subject"])
          .doUpdateSet(({ ref }) => ({ locale: ref("excluded.locale"), at }))
          .where(({ eb, or, ref }) => or([eb("languages.locale", "<>", ref("excluded.locale")), eb("languages.at", "<=", at - DAY_MS)])),
      )
      .execute();
  };
  const keepSubject = (queries: Queries, conversation: string, answer: LastAnswer | undefined, at: Date) => {
    const organisation = organisationIn(conversation);
    if (answer === undefined)
      return queries.deleteFrom("subjects").where("organisation", "=", organisation).where("conversation", "=", conversation).execute();
    const row = { article: answer.article, candidates: JSON.stringify(answer.candidates), run: answer.run ?? null, at: at.getTime() };
    return queries
      .insertInto("subjects")
      .values({ organisation, conversation, ...row })
      .onConflict((conflict) => conflict.columns(["organisation", "conversation"]).doUpdateSet(row))
      .execute();
  };
  const see = async (queries: Queries, event: string, at: Date): Promise<boolean> => {
    const { numInsertedOrUpdatedRows } = await queries
      .insertInto("seen")
      .values({ organisation: organisationIn(event), event, at: at.getTime(), run: null })
      .onConflict((conflict) => conflict.columns(["organisation", "event"]).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  };
  /** False where the event was seen. */
  const keepOne = async (transaction: Queries, { conversation, at, event, answered, used, subject }: TurnKept): Promise<boolean> => {
    if (event !== undefined && !(await see(transaction, event, at))) return false;
    const languages: readonly LanguageRow[] = [
      ...(answered === undefined ? [] : [{ kind: "answered", subject: conversation, locale: answered } as const]),
      ...(used === undefined ? [] : [{ kind: "used", subject: used.person, locale: used.locale } as const]),
    ];
    if (languages.length > 0) await keepLanguages(transaction, languages);
    if (subject !== undefined) await keepSubject(transaction, conversation, subject.answer, at);
    return true;
  };
  const keepTurn = createTogether((turns: readonly TurnKept[]) =>
    keep(engine, async (transaction) => {
      const kept: boolean[] = [];
      for (const turn of turns) kept.push(await keepOne(transaction, turn));
      return kept;
    }),
  );

  return {
    recall: async (conversation, person) => {
      const organisation = organisationIn(conversation);
      const languages = await db
        .selectFrom("languages")
        .select(["kind", "subject", "locale"])
        .where("organisation", "=", organisation)
        // Lists and no "or": that would read every language of the organisation.
        .where("kind", "in", person === undefined ? ["chosen", "answered"] : ["chosen", "answered", "used"])
        .where("subject", "in", person === undefined ? [conversation] : [conversation, person])
        .execute();
      const language = (wanted: Kind, of: string | undefined) => {
        const kept = languages.find(({ kind, subject }) => kind === wanted && subject === of)?.locale;
        return LOCALES.find((locale) => locale === kept);
      };
      const row = await db
        .selectFrom("subjects")
        .select(["article", "candidates", "run"])
        .where("organisation", "=", organisation)
        .where("conversation", "=", conversation)
        .executeTakeFirst();
      const last = row && {
        article: row.article,
        candidates: JSON.parse(row.candidates) as readonly string[],
        ...(row.run === null ? {} : { run: row.run }),
      };
      return {
        ...{ chosen: language("chosen", conversation), answered: language("answered", conversation) },
        ...{ used: language("used", person), last },
      };
    },
    keepTurn,
    chooseLanguage: async (conversation, locale) => {
      await patiently(() => keepLanguages(db, [{ kind: "chosen", subject: conversation, locale }]));
    },
    see: (event, at) => patiently(() => see(db, event, at)),

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
          .where((row) =>
            // The key without a thread ends in a stroke, and is what those of its threads begin with.
            conversation.endsWith("/")
              ? row(row.fn<string>("substr", ["conversation", row.val(1), row.val(conversation.length)]), "=", conversation)
              : row("conversation", "=", conversation),
          )
          .execute(),
      );
    },
  };
}
