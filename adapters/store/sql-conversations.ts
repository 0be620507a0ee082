import type { QueryResult } from "kysely";
import type { LastAnswer, Locale, Store, TurnKept } from "#core";
import { LOCALES, organisationIn } from "#core";
import type { Work } from "./change.ts";
import { keepAll, patiently } from "./change.ts";
import type { LanguageKind } from "./conversation-statements.ts";
import { conversationStatements } from "./conversation-statements.ts";
import type { Engine } from "./engine.ts";
import { send } from "./statement.ts";
import { createTogether } from "./together.ts";

const DAY_MS = 86_400_000;

type ConversationPart =
  | ("recall" | "keepTurn" | "chooseLanguage" | "see" | "unsee")
  | ("earlierAnswer" | "keepMessage" | "keepAddress" | "address" | "dropAddress");

/** What is remembered of a conversation, and the languages of people. `now` gives milliseconds since 1970. */
export function sqlConversations(engine: Engine, now: () => number): Pick<Store, ConversationPart> {
  const { db } = engine;
  const { readLanguages, writeLanguage, readSubject, writeSubject, dropSubject, writeSeen, dropSeen, readEarlier, writeGap } =
    conversationStatements(db);
  /** A language that stands there already is written once a day, so that it does not look unused. */
  const language = (kind: LanguageKind, subject: string, locale: Locale) => {
    const at = now();
    return writeLanguage({ organisation: organisationIn(subject), kind, subject, locale, at, yesterday: at - DAY_MS });
  };
  const subjectOf = (conversation: string, answer: LastAnswer | undefined, at: Date) => {
    const organisation = organisationIn(conversation);
    if (answer === undefined) return dropSubject({ organisation, conversation });
    const { article, candidates, run = null } = answer;
    return writeSubject({ organisation, conversation, article, candidates: JSON.stringify(candidates), run, at: at.getTime() });
  };
  const seen = (event: string, at: Date) => writeSeen({ organisation: organisationIn(event), event, at: at.getTime() });
  /** False where the event was seen. */
  function* workOf({ conversation, at, event, answered, around, used, subject, gap }: TurnKept): Work<boolean> {
    if (event !== undefined && !isNew(yield seen(event, at))) return false;
    if (answered !== undefined) yield language("answered", conversation, answered);
    if (answered !== undefined && around !== undefined) yield language("answered", around, answered);
    if (used !== undefined) yield language("used", used.person, used.locale);
    if (subject !== undefined) yield subjectOf(conversation, subject.answer, at);
    if (gap !== undefined) yield writeGap({ ...gap, at: gap.at.getTime(), nearest: gap.nearest ?? null });
    return true;
  }
  const keepTurn = createTogether((turns: readonly TurnKept[]) =>
    keepAll(
      engine,
      turns.map((turn) => () => workOf(turn)),
    ),
  );

  return {
    recall: async (conversation, person, around) => {
      const organisation = organisationIn(conversation);
      const names = { organisation, conversation, person: person ?? conversation, around: around ?? conversation };
      const { rows } = await send(engine, readLanguages(names));
      const kept = (wanted: LanguageKind, of: string | undefined) => {
        const written = rows.find(({ kind, subject }) => kind === wanted && subject === of)?.locale;
        return LOCALES.find((locale) => locale === written);
      };
      const [row] = (await send(engine, readSubject({ organisation, conversation }))).rows;
      const last = row && {
        article: row.article,
        candidates: JSON.parse(row.candidates) as readonly string[],
        ...(row.run === null ? {} : { run: row.run }),
      };
      return {
        ...{ chosen: kept("chosen", conversation), preferred: kept("chosen", person), used: kept("used", person) },
        ...{ answered: kept("answered", conversation) ?? kept("answered", around), last },
      };
    },
    keepTurn,
    chooseLanguage: async (whose, locale) => {
      await patiently(() => send(engine, language("chosen", whose, locale)));
    },
    see: async (event, at) => isNew(await patiently(() => send(engine, seen(event, at)))),
    unsee: async (event) => {
      await patiently(() => send(engine, dropSeen({ organisation: organisationIn(event), event })));
    },

    earlierAnswer: async (conversation, article) => {
      const [row] = (await send(engine, readEarlier({ organisation: organisationIn(conversation), conversation, article }))).rows;
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

function isNew({ numAffectedRows = 0n }: QueryResult<never>): boolean {
  return numAffectedRows > 0n;
}
