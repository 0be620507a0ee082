import { join } from "node:path";
import type { CompiledQuery } from "kysely";
import { describe, expect, it } from "vitest";
import type { Store } from "#core";
import { migrate } from "../../../adapters/store/migrate.ts";
import { createSqlStore } from "../../../adapters/store/sql-store.ts";
import { openSqlite } from "../../../adapters/store/sqlite.ts";
import { PRIMARY_KEYS } from "../../../adapters/store/tables.ts";
import { folderForTest, minute } from "./fixtures.ts";
import { liveIn } from "./live-in.ts";

/** What is of all organisations by intent: taking what is due, and deleting what is old. */
const OF_ALL = [
  /^\s*update "(?:reminders|queue)" set "claimed_until" = /,
  /^\s*delete from "(?:languages|addresses|subjects|answers|queue|seen|feedback|gaps|audit)"\s+where \([^)]*\) in \(select .* where at < \?/s,
  /^delete from "runs" where \("organisation", "id"\) in \(select .* where "moved_at" < \?/,
];

/** Every statement that a life in one organisation sends, with its parameters. */
async function statements(live: (store: Store) => Promise<unknown>): Promise<CompiledQuery[]> {
  const sent: CompiledQuery[] = [];
  const engine = openSqlite(join(folderForTest(), "vangnet.db"), ({ level, query }) => {
    // Kysely tells each twice where it fails; here none does.
    if (level === "query" && !/^(?:begin|commit|rollback)/.test(query.sql)) sent.push(query);
  });
  await migrate(engine);
  sent.length = 0;
  const store = createSqlStore(engine);
  await live(store);
  await store.close();
  return sent;
}

/** A statement may touch only rows whose organisation it names. */
function namesItsOrganisation({ sql, parameters }: CompiledQuery, organisation: string): boolean {
  if (/^insert into /.test(sql)) return /^insert into "\w+" \([^)]*"organisation"/.test(sql) && parameters.includes(organisation);
  // Each table that is read or changed, subqueries included, needs its own condition.
  const tables = sql.match(/(?:\bfrom|^update) "\w+"/g) ?? [];
  const conditions = sql.match(/"organisation" = \?/g) ?? [];
  return conditions.length >= tables.length && parameters.filter((value) => value === organisation).length >= tables.length;
}

describe("every statement of the store", () => {
  it("names the organisation whose rows it reads or changes", async () => {
    const sent = await statements((store) => liveIn(store, "org-a"));
    expect(sent.length).toBeGreaterThan(80);
    expect(sent.filter((query) => !namesItsOrganisation(query, "org-a")).map(({ sql }) => sql)).toEqual([]);
  });

  it("was sent: each call of the port is lived, and each table is touched", async () => {
    const called = new Set<string>();
    const sent = await statements((store) =>
      liveIn(
        new Proxy(store, {
          get: (target, name: keyof Store & string) => {
            called.add(name);
            return target[name];
          },
        }),
        "org-a",
      ),
    );
    const ofAll = ["claimReminders", "claimPosts", "prune", "check", "close", "isSaving"];
    const engine = openSqlite(join(folderForTest(), "vangnet.db"));
    expect([...called, ...ofAll].sort()).toEqual(Object.keys(createSqlStore(engine)).sort());
    await engine.db.destroy();
    const all = sent.map(({ sql }) => sql).join("\n");
    expect(Object.keys(PRIMARY_KEYS).filter((table) => !all.includes(`"${table}"`))).toEqual([]);
  });

  it("that takes or deletes for all organisations is one of a few that are known", async () => {
    const limit = minute(0);
    const sent = await statements(async (store) => {
      await store.claimReminders(limit, 1, 1);
      await store.claimPosts(limit, 1, 1);
      await store.prune({ runs: limit, gaps: limit, answers: limit, seen: limit, feedback: limit, audit: limit });
    });
    expect(sent).toHaveLength(12);
    expect(sent.filter(({ sql }) => !OF_ALL.some((known) => known.test(sql))).map(({ sql }) => sql)).toEqual([]);
  });

  it("finds its rows by a key that begins with the organisation", () => {
    expect(Object.values(PRIMARY_KEYS).map(([first]) => first)).toEqual(Object.keys(PRIMARY_KEYS).map(() => "organisation"));
  });

  it("would be caught here if it did not", () => {
    // Only the two parts that the check reads.
    const query = (sql: string, ...parameters: string[]) => ({ sql, parameters }) as unknown as CompiledQuery;
    expect(namesItsOrganisation(query('select * from "runs" where "id" = ?', "org-a"), "org-a")).toBe(false);
    expect(namesItsOrganisation(query('insert into "gaps" ("id") values (?)', "org-a"), "org-a")).toBe(false);
    expect(namesItsOrganisation(query('update "runs" set "id" = ? where "organisation" = ?', "x", "org-b"), "org-a")).toBe(false);
    expect(
      namesItsOrganisation(
        query('select * from "runs" where "organisation" = ? and exists (select 1 from "trail" where "run" = ?)', "org-a", "x"),
        "org-a",
      ),
    ).toBe(false);
  });
});
