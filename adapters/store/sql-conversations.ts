import type { LastAnswer, Locale, Store, TurnKept } from "#core";
import { LOCALES, organisationIn } from "#core";
import type { Queries } from "./change.ts";
import { keep, patiently } from "./change.ts";
import type { LanguageKind } from "./conversation-statements.ts";
import { conversationStatements } from "./conversation-statements.ts";
import type { Engine } from "./engine.ts";
import { createTogether } from "./together.ts";

const DAY_MS = 86_400_000;

type ConversationPart =
  | ("recall" | "keepTurn" | "chooseLanguage" | "see" | "unsee")
  | ("earlierAnswer" | "keepMessage" | "keepAddress" | "address" | "dropAddress");

/** What is remembered of a conversation, and the languages of people. `now` gives milliseconds since 1970. */
export function sqlConversations(engine: Engine, now: () => number): Pick<Store, ConversationPart> {
  const { db } = engine;
  const { readLanguages, writeLanguage, readSubject, writeSubject, dropSubject, writeSeen, dropSeen, readEarlier } =
    conversationStatements(db);
  /** A language that stands there already is written once a day, so that it does not look unused. */
  const keepLanguage = (queries: Queries, kind: LanguageKind, subject: string, locale: Locale) => {
    const at = now();
    return writeLanguage(queries, { organisation: organisationIn(subject), kind, subject, locale, at, yesterday: at - DAY_MS });
  };
  const keepSubject = (queries: Queries, conversation: string, answer: LastAnswer | undefined, at: Date) => {
    const organisation = organisationIn(conversation);
    if (answer === undefined) return dropSubject(queries, { organisation, conversation });
    const { article, candidates, run = null } = answer;
    return writeSubject(queries, { organisation, conversation, article, candidates: JSON.stringify(candidates), run, at: at.getTime() });
  };
  const see = async (queries: Queries, event: string, at: Date): Promise<boolean> => {
    const { numAffectedRows = 0n } = await writeSeen(queries, { organisation: organisationIn(event), event, at: at.getTime() });
    return numAffectedRows > 0n;
  };
  /** False where the event was seen. */
  const keepOne = async (
    transaction: Queries,
    { conversation, at, event, answered, around, used, subject }: TurnKept,
  ): Promise<boolean> => {
    if (event !== undefined && !(await see(transaction, event, at))) return false;
    if (answered !== undefined) await keepLanguage(transaction, "answered", conversation, answered);
    if (answered !== undefined && around !== undefined) await keepLanguage(transaction, "answered", around, answered);
    if (used !== undefined) await keepLanguage(transaction, "used", used.person, used.locale);
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
    recall: async (conversation, person, around) => {
      const organisation = organisationIn(conversation);
      const { rows } = await readLanguages(db, {
        organisation,
        conversation,
        person: person ?? conversation,
        around: around ?? conversation,
      });
      const language = (wanted: LanguageKind, of: string | undefined) => {
        const kept = rows.find(({ kind, subject }) => kind === wanted && subject === of)?.locale;
        return LOCALES.find((locale) => locale === kept);
      };
      const [row] = (await readSubject(db, { organisation, conversation })).rows;
      const last = row && {
        article: row.article,
        candidates: JSON.parse(row.candidates) as readonly string[],
        ...(row.run === null ? {} : { run: row.run }),
      };
      return {
        ...{ chosen: language("chosen", conversation), preferred: language("chosen", person), used: language("used", person) },
        ...{ answered: language("answered", conversation) ?? language("answered", around), last },
      };
    },
    keepTurn,
    chooseLanguage: async (whose, locale) => {
      await patiently(() => keepLanguage(db, "chosen", whose, locale));
    },
    see: (event, at) => patiently(() => see(db, event, at)),
    unsee: async (event) => {
      await patiently(() => dropSeen(db, { organisation: organisationIn(event), event }));
    },

    earlierAnswer: async (conversation, article) => {
      const [row] = (await readEarlier(db, { organisation: organisationIn(conversation), conversation, article })).rows;
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
