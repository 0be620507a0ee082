import type { AuditLine, Feedback, Gap, Store } from "#core";
import { LOCALES } from "#core";
import { patiently } from "./change.ts";
import type { Engine } from "./engine.ts";

type FeedbackPart = "keepFeedback" | "feedback" | "gaps" | "audit" | "audited";

/** What people said, what the bot could not answer, and who did what. */
export function sqlFeedback({ db }: Engine): Pick<Store, FeedbackPart> {
  return {
    keepFeedback: async ({ organisation, person, article, run = "", at, verdict, reason }) => {
      const row = { at: at.getTime(), verdict, reason: reason ?? null };
      await patiently(() =>
        db
          .insertInto("feedback")
          .values({ organisation, person, article, run, ...row })
          // A word that waited while the store was away may come after a later one.
          .onConflict((conflict) =>
            conflict.columns(["organisation", "person", "article", "run"]).doUpdateSet(row).where("feedback.at", "<=", row.at),
          )
          .execute(),
      );
    },
    feedback: async (organisation) => {
      const rows = await db.selectFrom("feedback").selectAll().where("organisation", "=", organisation).orderBy("at").execute();
      return rows.map(
        ({ person, article, run, at, verdict, reason }): Feedback => ({
          ...{ organisation, person, article, at: new Date(at), verdict: verdict as Feedback["verdict"] },
          ...(run === "" ? {} : { run }),
          ...(reason === null ? {} : { reason: reason as NonNullable<Feedback["reason"]> }),
        }),
      );
    },

    gaps: async (organisation) => {
      const rows = await db.selectFrom("gaps").selectAll().where("organisation", "=", organisation).orderBy("at").execute();
      return rows.map(
        ({ id, at, locale, text, because, nearest }): Gap => ({
          ...{ organisation, id, at: new Date(at), text, because: because as Gap["because"] },
          locale: LOCALES.find((one) => one === locale) ?? "en",
          ...(nearest === null ? {} : { nearest }),
        }),
      );
    },

    audit: async ({ organisation, at, by, what, about }) => {
      await patiently(() =>
        db
          .insertInto("audit")
          .values({ organisation, at: at.getTime(), by_key: by, what, about })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    },
    audited: async (organisation, most) => {
      const rows = await db
        .selectFrom("audit")
        .selectAll()
        .where("organisation", "=", organisation)
        .orderBy("at", "desc")
        .limit(most)
        .execute();
      return rows.map(({ at, by_key, what, about }): AuditLine => ({ organisation, at: new Date(at), by: by_key, what, about }));
    },
  };
}
