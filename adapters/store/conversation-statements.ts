import type { Kysely } from "kysely";
import { createStatement } from "./statement.ts";
import type { Tables } from "./tables.ts";

/** Chosen in a conversation or by a person, used by a person, or that a conversation was answered in. */
export type LanguageKind = "chosen" | "used" | "answered";

/** What names a conversation in a statement. */
interface InConversation {
  readonly organisation: string;
  readonly conversation: string;
}

/** What every question sends to the database, built once. */
export function conversationStatements(db: Kysely<Tables>) {
  const readLanguages = createStatement<
    InConversation & { readonly person: string; readonly around: string },
    Pick<Tables["languages"], "kind" | "subject" | "locale">
  >(db, (queries, value) =>
    queries
      .selectFrom("languages")
      .select(["kind", "subject", "locale"])
      .where("organisation", "=", value("organisation"))
      // Lists and no "or": that would read every language of the organisation.
      .where("kind", "in", ["chosen", "answered", "used"] satisfies LanguageKind[])
      .where("subject", "in", [value("conversation"), value("person"), value("around")]),
  );
  const writeLanguage = createStatement<Tables["languages"] & { readonly yesterday: number }, never>(db, (queries, value) =>
    queries
      .insertInto("languages")
      .values({
        ...{ organisation: value("organisation"), kind: value("kind"), subject: value("subject") },
        ...{ locale: value("locale"), at: value("at") },
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation", "kind", "subject"])
          .doUpdateSet(({ ref }) => ({ locale: ref("excluded.locale"), at: ref("excluded.at") }))
          .where(({ eb, or, ref }) =>
            or([eb("languages.locale", "<>", ref("excluded.locale")), eb("languages.at", "<=", value("yesterday"))]),
          ),
      ),
  );
  const readSubject = createStatement<InConversation, Pick<Tables["subjects"], "article" | "candidates" | "run">>(db, (queries, value) =>
    queries
      .selectFrom("subjects")
      .select(["article", "candidates", "run"])
      .where("organisation", "=", value("organisation"))
      .where("conversation", "=", value("conversation")),
  );
  const writeSubject = createStatement<Tables["subjects"], never>(db, (queries, value) =>
    queries
      .insertInto("subjects")
      .values({
        ...{ organisation: value("organisation"), conversation: value("conversation"), article: value("article") },
        ...{ candidates: value("candidates"), run: value("run"), at: value("at") },
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation", "conversation"]).doUpdateSet(({ ref }) => ({
          ...{ article: ref("excluded.article"), candidates: ref("excluded.candidates") },
          ...{ run: ref("excluded.run"), at: ref("excluded.at") },
        })),
      ),
  );
  const dropSubject = createStatement<InConversation, never>(db, (queries, value) =>
    queries.deleteFrom("subjects").where("organisation", "=", value("organisation")).where("conversation", "=", value("conversation")),
  );
  const writeSeen = createStatement<Pick<Tables["seen"], "organisation" | "event" | "at">, never>(db, (queries, value) =>
    queries
      .insertInto("seen")
      .values({ organisation: value("organisation"), event: value("event"), at: value("at"), run: null })
      .onConflict((conflict) => conflict.columns(["organisation", "event"]).doNothing()),
  );
  const dropSeen = createStatement<Pick<Tables["seen"], "organisation" | "event">, never>(db, (queries, value) =>
    queries.deleteFrom("seen").where("organisation", "=", value("organisation")).where("event", "=", value("event")),
  );
  const readEarlier = createStatement<InConversation & { readonly article: string }, Pick<Tables["answers"], "message" | "at">>(
    db,
    (queries, value) =>
      queries
        .selectFrom("answers")
        .select(["message", "at"])
        .where("organisation", "=", value("organisation"))
        .where("conversation", "=", value("conversation"))
        .where("article", "=", value("article")),
  );
  const writeGap = createStatement<Tables["gaps"], never>(db, (queries, value) =>
    queries
      .insertInto("gaps")
      .values({
        ...{ organisation: value("organisation"), id: value("id"), at: value("at"), locale: value("locale") },
        ...{ text: value("text"), because: value("because"), nearest: value("nearest") },
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  return { readLanguages, writeLanguage, readSubject, writeSubject, dropSubject, writeSeen, dropSeen, readEarlier, writeGap };
}
