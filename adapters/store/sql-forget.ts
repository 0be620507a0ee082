import { randomUUID } from "node:crypto";
import { organisationIn } from "#core";
import { keep } from "./change.ts";
import type { Engine } from "./engine.ts";

/**
 * Removes a person: their language, feedback and reminders go, their key and name in runs, trails and the audit become one pseudonym that
 * leads nowhere. Returns rows touched.
 */
export function forgetPerson(engine: Engine, person: string): Promise<number> {
  const organisation = organisationIn(person);
  const nobody = `${encodeURIComponent(organisation)}/forgotten/${randomUUID().slice(0, 8)}`;
  return keep(engine, async (transaction) => {
    const their = (result: { readonly numUpdatedRows?: bigint; readonly numDeletedRows?: bigint }) =>
      Number(result.numUpdatedRows ?? result.numDeletedRows ?? 0n);
    let touched = 0;
    for (const column of ["started_by", "holder", "moved_by", "ended_by"] as const) {
      touched += their(
        await transaction
          .updateTable("runs")
          .set({ [column]: nobody, [`${column}_name`]: null })
          .where("organisation", "=", organisation)
          .where(column, "=", person)
          .executeTakeFirst(),
      );
    }
    const trail = transaction.updateTable("trail").set({ by_key: nobody, by_name: null }).where("organisation", "=", organisation);
    touched += their(await trail.where("by_key", "=", person).executeTakeFirst());
    const audit = transaction.updateTable("audit").set({ by_key: nobody }).where("organisation", "=", organisation);
    touched += their(await audit.where("by_key", "=", person).executeTakeFirst());
    const theirReminders = transaction
      .selectFrom("reminders")
      .select("run")
      .where("organisation", "=", organisation)
      .where("who", "=", person);
    await transaction
      .updateTable("runs")
      .set({ remind_at: null })
      .where("organisation", "=", organisation)
      .where("id", "in", theirReminders)
      .execute();
    const reminders = transaction.deleteFrom("reminders").where("organisation", "=", organisation);
    touched += their(await reminders.where("who", "=", person).executeTakeFirst());
    const feedback = transaction.deleteFrom("feedback").where("organisation", "=", organisation);
    touched += their(await feedback.where("person", "=", person).executeTakeFirst());
    const languages = transaction.deleteFrom("languages").where("organisation", "=", organisation);
    touched += their(await languages.where("kind", "in", ["used", "chosen"]).where("subject", "=", person).executeTakeFirst());
    return touched;
  });
}
