import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { GuardedStore } from "#core";
import { createGuardedStore } from "#core";
import { migrate } from "../../../adapters/store/migrate.ts";
import { openEngine, openStore } from "../../../adapters/store/open-store.ts";
import { createSqlStore } from "../../../adapters/store/sql-store.ts";
import { openSqlite } from "../../../adapters/store/sqlite.ts";
import { buildBot } from "../../../adapters/terminal/build-bot.ts";
import type { FakeClock } from "../../support/fake-clock.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { testTurn } from "../../support/test-bot.ts";
import { done } from "./contract.ts";
import { databaseBeside, draft, folderForTest, keepGap, minute, move } from "./fixtures.ts";

const PAGE = 4096;

/** A file with many pages; nobody has it open. */
async function fullFile(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = folderForTest();
  const store = await openStore({ dataFolder: folder });
  await fill(store, "a", 300);
  await store.close();
  return { folder, file: join(folder, "vangnet.db") };
}

async function fill(store: Pick<GuardedStore, "keepTurn">, name: string, count: number): Promise<void> {
  const gap = { organisation: "one", at: minute(0), locale: "nl", text: "x".repeat(2_000), because: "notKnown" } as const;
  for (let number = 0; number < count; number += 1) await keepGap(store, { ...gap, id: `${name}${number}` });
}

function spoil(file: string, bytes: Buffer): Buffer {
  const spoiled = Buffer.from(bytes);
  for (let page = 20; page < 40; page += 1) spoiled.fill(0xff, page * PAGE, (page + 1) * PAGE);
  writeFileSync(file, spoiled);
  return spoiled;
}

/** The store as the bot holds it, with what it reports. */
async function held(folder: string): Promise<{ readonly guarded: GuardedStore; readonly clock: FakeClock; readonly reports: string[] }> {
  const clock = createFakeClock();
  const reports: string[] = [];
  const guarded = createGuardedStore({ open: () => openStore({ dataFolder: folder }), clock, report: (line) => reports.push(line) });
  onTestFinished(() => guarded.close());
  await guarded.opened();
  return { guarded, clock, reports };
}

async function answers(guarded: GuardedStore): Promise<void> {
  const [delivery] = await (await buildBot({ store: guarded })).handle(testTurn({ kind: "ask", text: "ID: 100050" }));
  expect(delivery?.reply.kind).toBe("answer");
}

async function comesBack({ guarded, clock }: { readonly guarded: GuardedStore; readonly clock: FakeClock }): Promise<void> {
  await expect
    .poll(async () => {
      await clock.forward(700);
      return guarded.isSaving();
    })
    .toBe(true);
}

describe("a new file", () => {
  it("is for its owner alone, has a journal of its own, and is written through to the disk", async () => {
    const folder = join(folderForTest(), "new", "folder");
    const { db } = await openEngine({ dataFolder: folder });
    const value = async (pragma: string) => Object.values((await sql.raw(`pragma ${pragma}`).execute(db)).rows[0] ?? {})[0];
    expect([await value("journal_mode"), await value("synchronous")]).toEqual(["wal", 2]);
    if (process.platform !== "win32") {
      expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    await db.destroy();
  });
});

describe("a new store", () => {
  it("may be opened by several at once", async () => {
    const places = [{ dataFolder: folderForTest() }];
    const postgres = inject("postgres");
    if (postgres !== undefined) places.push(Object.assign({ dataFolder: "unused" }, { databaseUrl: await databaseBeside(postgres) }));
    for (const place of places) {
      const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(place)));
      await Promise.all(stores.map((store) => store.check()));
      await Promise.all(stores.map((store) => store.close()));
    }
  });
});

describe("a file that cannot be used", () => {
  it.each([
    [
      "a text",
      "these are somebody's notes, and long enough to hold a header of a hundred bytes. ".repeat(3),
      /is not a database of Vangnet/,
    ],
    ["a database of another program", undefined, /is not a database of Vangnet: move it away, or set DATA_DIR/],
  ])("is named and left as it is: %s", async (_, text, message) => {
    const folder = folderForTest();
    const file = join(folder, "vangnet.db");
    if (text === undefined) {
      const other = new DatabaseSync(file);
      other.exec("create table runs (a text)");
      other.close();
    } else writeFileSync(file, text);
    const before = readFileSync(file);
    const { guarded, clock, reports } = await held(folder);
    await clock.forward(10_000);
    await answers(guarded);
    expect(reports).toEqual([expect.stringMatching(message)]);
    expect(reports[0]).toContain(file);
    expect([guarded.isSaving(), readFileSync(file).equals(before), readdirSync(folder)]).toEqual([false, true, ["vangnet.db"]]);
  });

  it("is named and left as it is: a damaged page", async () => {
    const { folder, file } = await fullFile();
    const spoiled = spoil(file, readFileSync(file));
    const { guarded, clock, reports } = await held(folder);
    await clock.forward(10_000);
    await answers(guarded);
    expect(reports).toEqual([expect.stringMatching(/is damaged: stop Vangnet, move the file .* restore a backup/)]);
    expect([guarded.isSaving(), readFileSync(file).equals(spoiled)]).toEqual([false, true]);
  });

  it("is named and left as it is: a folder in its place, and a file in the place of its folder", async () => {
    const folder = folderForTest();
    mkdirSync(join(folder, "one", "vangnet.db"), { recursive: true });
    writeFileSync(join(folder, "two"), "");
    for (const name of ["one", "two"]) {
      const { guarded, reports } = await held(join(folder, name));
      await answers(guarded);
      expect(reports).toEqual([expect.stringMatching(/has no folder to stand in|cannot be/)]);
    }
  });

  it("is named: one that a newer version made", async () => {
    const { folder } = await fullFile();
    const { db } = await openEngine({ dataFolder: folder });
    await sql`insert into kysely_migration (name, timestamp) values ('2099-01-01-later', '2099')`.execute(db);
    await db.destroy();
    await expect(openStore({ dataFolder: folder })).rejects.toThrow(/was made by a newer Vangnet: run that version/);
  });
});

describe("a file that goes wrong while the bot runs", () => {
  it("is away while another program holds it, and comes back by itself", async () => {
    const { folder, file } = await fullFile();
    const holder = new DatabaseSync(file);
    holder.exec("pragma locking_mode = exclusive; begin exclusive");
    const one = await held(folder);
    await answers(one.guarded);
    expect(one.reports).toEqual([
      expect.stringMatching(/is locked by another program: close what holds it open; Vangnet goes on by itself/),
    ]);
    holder.exec("commit");
    holder.close();
    await comesBack(one);
    expect(await one.guarded.gaps("one")).toHaveLength(300);
  });

  it("waits for a short lock of another process instead of failing", async () => {
    const { folder, file } = await fullFile();
    const store = await openStore({ dataFolder: folder });
    const holder = new DatabaseSync(file);
    holder.exec("begin immediate");
    setTimeout(() => holder.exec("commit"), 150);
    expect(done(await store.startRun(draft())).number).toBe(1);
    holder.close();
    await store.close();
  });

  it("says that the disk is full and not what came of it, keeps what was kept, and goes on once there is room", async () => {
    const folder = folderForTest();
    const engine = openSqlite(join(folder, "vangnet.db"));
    await migrate(engine);
    const clock = createFakeClock();
    const reports: string[] = [];
    const guarded = createGuardedStore({ open: async () => createSqlStore(engine), clock, report: (line) => reports.push(line) });
    await guarded.opened();
    const { id } = done(await guarded.startRun(draft()));
    await fill(guarded, "before", 20);
    const { rows } = await sql<{ readonly page_count: number }>`pragma page_count`.execute(engine.db);
    await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 1}`).execute(engine.db);

    await fill(guarded, "full", 20);
    expect(reports).toEqual([expect.stringMatching(/cannot grow: the disk is full: make room; Vangnet goes on by itself/)]);
    expect(await guarded.moveRun(move(id, 1))).toEqual({ kind: "unsaved", isWaiting: true });
    await answers(guarded);
    await sql.raw("pragma max_page_count = 100000").execute(engine.db);
    await comesBack({ guarded, clock });
    await expect
      .poll(async () => {
        await clock.forward(1);
        return guarded.backlog().waiting;
      })
      .toBe(0);
    expect(await guarded.gaps("one")).toHaveLength(40);
    expect(await guarded.runById("one", id)).toMatchObject({ revision: 2 });
    await guarded.close();
  });

  it("is not written any more once a page turns out damaged, until a start finds the whole file right", async () => {
    const { folder, file } = await fullFile();
    const whole = readFileSync(file);
    const one = await held(folder);
    const spoiled = spoil(file, whole);
    await one.guarded.gaps("one");
    await one.clock.forward(20_000);
    await answers(one.guarded);
    expect([one.guarded.isSaving(), ...one.reports]).toEqual([false, expect.stringMatching(/is damaged/)]);
    expect(readFileSync(file).equals(spoiled)).toBe(true);
    await one.guarded.close();
    writeFileSync(file, whole);
    expect(await (await held(folder)).guarded.gaps("one")).toHaveLength(300);
  });

  it("keeps whole moves, none by half, when the end of its journal is lost", async () => {
    const folder = folderForTest();
    const store = await openStore({ dataFolder: folder });
    const { id } = done(await store.startRun(draft({ trail: [] })));
    for (let seen = 1; seen <= 60; seen += 1) done(await store.moveRun(move(id, seen)));
    const revisions = [];
    for (const share of [0.3, 0.7, 0.95, 1]) {
      const copy = folderForTest();
      for (const name of ["vangnet.db", "vangnet.db-wal"]) copyFileSync(join(folder, name), join(copy, name));
      const journal = join(copy, "vangnet.db-wal");
      truncateSync(journal, Math.floor(statSync(journal).size * share));
      const cut = await openStore({ dataFolder: copy });
      const run = await cut.runById("one", id);
      if (run !== undefined) expect(await cut.trail("one", id)).toHaveLength(run.revision - 1);
      revisions.push(run?.revision ?? 0);
      await cut.close();
    }
    await store.close();
    expect(revisions).toEqual([...revisions].sort((one, other) => one - other));
    expect(revisions.at(-1)).toBe(61);
    expect(revisions[2]).toBeLessThan(61);
  });
});
