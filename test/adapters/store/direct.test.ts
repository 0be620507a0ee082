import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { migrate } from "../../../adapters/store/migrate.ts";
import { createSqlStore } from "../../../adapters/store/sql-store.ts";
import { openSqlite } from "../../../adapters/store/sqlite.ts";
import { folderForTest, minute } from "./fixtures.ts";

const KEY = "one/slack/T1/C1/";

async function open() {
  const said: string[] = [];
  const engine = openSqlite(join(folderForTest(), "vangnet.db"), ({ query }) => {
    said.push(query.sql);
  });
  await migrate(engine);
  const store = createSqlStore(engine);
  onTestFinished(() => store.close());
  return { engine, store, said };
}

it("A question neither sees nor joins a transaction of others: it waits until that is over", async () => {
  const { engine, store } = await open();
  const other = await engine.db.startTransaction().execute();
  await other.insertInto("languages").values({ organisation: "one", kind: "chosen", subject: KEY, locale: "nl", at: 0 }).execute();
  const recalled = store.recall(KEY);
  const kept = store.keepTurn({ conversation: KEY, event: "one/e1", at: minute(0), answered: "en" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await other.rollback().execute();
  expect((await recalled).chosen).toBeUndefined();
  expect(await kept).toBe(true);
  expect((await store.recall(KEY)).answered).toBe("en");
});

it("Turns that come at once are kept in one transaction, and one that cannot be kept takes no other with it", async () => {
  const { engine, store, said } = await open();
  const turn = (event: string, article: string | null) => ({
    ...{ conversation: `${KEY}${event}`, event: `one/${event}`, at: minute(0) },
    // No article: a fault of the one statement, which no type lets through.
    subject: { answer: { article: article as string, candidates: [] } },
  });
  const settled = await Promise.allSettled([
    store.keepTurn(turn("e1", "a")),
    store.keepTurn(turn("e2", null)),
    store.keepTurn(turn("e3", "c")),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await Promise.all(["e1", "e2", "e3"].map(async (event) => (await store.recall(`${KEY}${event}`)).last?.article))).toEqual([
    "a",
    undefined,
    "c",
  ]);
  expect(await store.see("one/e2", minute(1))).toBe(true);
  expect(engine.direct?.isFree()).toBe(true);
  // What the lot of three sent, and then each of them alone.
  expect(said.filter((sql) => sql.startsWith('insert into "seen"'))).toHaveLength(2 + 3 + 1);
});
