import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { backUp } from "../../../adapters/store/backup.ts";
import { openEngine } from "../../../adapters/store/open-store.ts";
import { restore } from "../../../adapters/store/restore.ts";
import { createSqlStore } from "../../../adapters/store/sql-store.ts";
import { run } from "../../support/run.ts";
import { done } from "./contract.ts";
import { databaseBeside, draft, folderForTest, minute, move, useLanguage } from "./fixtures.ts";
import { liveIn } from "./live-in.ts";

const postgres = inject("postgres");
const AT = minute(0);

const sqlite = () => openEngine({ dataFolder: folderForTest() });

/** A store with something in every table, and more rows in one than a page holds. */
async function lived() {
  const engine = await sqlite();
  const store = createSqlStore(engine);
  await liveIn(store, "one");
  await store.keepAddress("one/C", "x", AT);
  await store.enqueue({ id: "p1", organisation: "one", platform: "slack", address: "C", reply: "{}" }, AT);
  const { id } = done(await store.startRun(draft()));
  const line = { at: AT, by: { key: "one/u" }, what: "noted", words: "regel\u2028scheiding \u0001 'x'" } as const;
  await store.moveRun(move(id, 1, { reminder: { id: "r1", at: minute(30) }, trail: Array.from({ length: 1_234 }, () => line) }));
  await store.keepFeedback({ organisation: "one", person: "one/u", article: "a", at: AT, verdict: "solved" });
  await useLanguage(store, "one/u", "nl");
  return engine;
}

describe("a backup", () => {
  it.each([
    ["SQLite", sqlite],
    ...(postgres === undefined
      ? []
      : [["PostgreSQL", async () => openEngine({ dataFolder: "unused", databaseUrl: await databaseBeside(postgres) })] as const]),
  ] as const)("holds everything, and restores whole into %s", async (_, empty) => {
    const from = await lived();
    const folder = folderForTest();
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const rows = await backUp(from, first, { at: AT, force: false });
    expect(rows).toBeGreaterThan(1_234);
    expect(statSync(first).mode & 0o777).toBe(0o600);
    const to = await empty();
    expect(await restore(to, first, false)).toBe(rows);
    await backUp(to, second, { at: AT, force: false });
    expect(readFileSync(second, "utf8").split("\n").sort()).toEqual(readFileSync(first, "utf8").split("\n").sort());
    expect((await createSqlStore(to).run("one", 1))?.state).toEqual((await createSqlStore(from).run("one", 1))?.state);
    await Promise.all([from.db.destroy(), to.db.destroy()]);
  });

  if (postgres === undefined) it.skip("was not restored into PostgreSQL, which is not installed", () => {});

  it("does not take the place of another without being told", async () => {
    const engine = await lived();
    const file = join(folderForTest(), "backup");
    writeFileSync(file, "mine");
    await expect(backUp(engine, file, { at: AT, force: false })).rejects.toMatchObject({ code: "BACKUP_INVALID" });
    expect(readFileSync(file, "utf8")).toBe("mine");
    await backUp(engine, file, { at: AT, force: true });
    await expect(restore(engine, file, false)).rejects.toThrow(/is not empty: --force/);
    await createSqlStore(engine).keepAddress("two/C", "y", AT);
    await restore(engine, file, true);
    expect(await createSqlStore(engine).address("two/C")).toBeUndefined();
    await engine.db.destroy();
  });

  it("that is damaged, cut off, foreign or of another version is refused and changes nothing", async () => {
    const from = await lived();
    const folder = folderForTest();
    const file = join(folder, "whole");
    await backUp(from, file, { at: AT, force: false });
    const whole = readFileSync(file, "utf8");
    const lines = whole.split("\n");
    const bad: Readonly<Record<string, string>> = {
      empty: "",
      foreign: "PK\u0003\u0004 something else",
      json: '{"a":1}\n{"b":2}\n',
      cut: whole.slice(0, -100),
      "cut in a row": whole.slice(0, whole.length / 2),
      "a row less": [...lines.slice(0, 5), ...lines.slice(6)].join("\n"),
      "a letter changed": whole.replace('"nl"', '"en"'),
      "a column more": whole.replace('{"organisation":"one"', '{"more":1,"organisation":"one"'),
      "a table more": whole.replace('"table":"gaps"', '"table":"kysely_migration"'),
      "something behind": `${whole}{}\n`,
      "another version": whole.replace('"version":1', '"version":2'),
      "newer tables": whole.replace(/"tables":"[^"]*"/, '"tables":"2099-01-01"'),
    };
    const to = await lived();
    const before = join(folder, "before");
    await backUp(to, before, { at: AT, force: false });
    for (const [name, text] of Object.entries(bad)) {
      expect(text === whole, name).toBe(false);
      const other = join(folder, name);
      writeFileSync(other, text);
      await expect(restore(to, other, true), name).rejects.toMatchObject({ code: "BACKUP_INVALID" });
    }
    await expect(restore(to, join(folder, "nowhere"), true)).rejects.toThrow(/cannot be read \(ENOENT\)/);
    const after = join(folder, "after");
    await backUp(to, after, { at: AT, force: false });
    expect(readFileSync(after, "utf8")).toBe(readFileSync(before, "utf8"));
    await Promise.all([from.db.destroy(), to.db.destroy()]);
  });

  it("leaves nothing half when it cannot be written", async () => {
    const engine = await lived();
    const folder = folderForTest();
    mkdirSync(join(folder, "a-folder"));
    await expect(backUp(engine, join(folder, "a-folder"), { at: AT, force: true })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["a-folder"]);
    await engine.db.destroy();
  });
});

describe("npm run store", () => {
  const store = (folder: string, ...args: string[]) =>
    run(["adapters/terminal/store.ts", ...args], { env: { DATA_DIR: folder, ORGANISATION: "one", DATABASE_URL: "" } });

  it("backs up, restores, forgets and migrates, and says in one line what it did", async () => {
    const folder = folderForTest();
    const engine = await openEngine({ dataFolder: folder });
    await useLanguage(createSqlStore(engine), "one/teams/T/29%3A1", "nl");
    await useLanguage(createSqlStore(engine), "one/slack/T/U", "nl");
    const file = join(folder, "backup");
    expect(await store(folder, "backup", file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^2 rows of .*vangnet\.db are in /),
    });
    expect(await store(folder, "forget", "teams/T/29:1")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("is forgotten: 1 rows"),
    });
    expect(await store(folder, "forget", "teams/T/29:1")).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing is kept of") });
    const other = folderForTest();
    expect(await store(other, "restore", file)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2 rows of /) });
    expect(await store(other, "restore", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("--force") });
    expect(await store(other, "migrate")).toMatchObject({ code: 0, stdout: expect.stringContaining("is up to date") });
    await engine.db.destroy();
  });

  it("refuses what it does not understand with code 2, and opens nothing", async () => {
    const folder = join(folderForTest(), "none");
    for (const args of [[], ["dump", "x"], ["backup"], ["backup", "a", "b"], ["migrate", "x"], ["--wat"]]) {
      expect(await store(folder, ...args), args.join(" ")).toMatchObject({ code: 2, stderr: expect.stringContaining("--help") });
    }
    expect(await store(folder, "--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("backup FILE") });
    expect(existsSync(folder)).toBe(false);
  });

  it("says in one line what is wrong with a store, and leaves it as it is", async () => {
    const folder = folderForTest();
    const file = join(folder, "vangnet.db");
    appendFileSync(file, "notes of somebody else");
    const { code, stderr } = await store(folder, "migrate");
    expect([code, stderr]).toEqual([
      1,
      `The store ${file} is not a database of Vangnet: move it away, or set DATA_DIR to another folder.\n`,
    ]);
    expect(readFileSync(file, "utf8")).toBe("notes of somebody else");
  });
});
