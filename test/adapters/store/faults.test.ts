import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { openStore } from "../../../adapters/store/open-store.ts";
import { faultsOf } from "../../fault/history.ts";
import { killTrial } from "../../fault/kill.ts";
import { outageTrial } from "../../fault/outage.ts";
import { doublePresses, randomDeliveries } from "../../fault/presses.ts";
import type { StoreAt } from "../../fault/store-at.ts";
import type { Cluster } from "../../support/postgres.ts";
import { startCluster } from "../../support/postgres.ts";
import { done } from "./contract.ts";
import { databaseBeside, draft, folderForTest, minute, move } from "./fixtures.ts";

const postgres = inject("postgres");
const inFile = async (): Promise<StoreAt> => ({ dataFolder: folderForTest() });
const inServer = async (): Promise<StoreAt> => ({ dataFolder: "unused", databaseUrl: await databaseBeside(postgres ?? "") });

describe.each([["SQLite", inFile], ...(postgres === undefined ? [] : [["PostgreSQL", inServer] as const])] as const)(
  "faults on %s",
  { timeout: 60_000 },
  (_, place) => {
    it("lose no acknowledged move when the writer is killed", async () => {
      const { acknowledged, unanswered, faults } = await killTrial({ at: await place(), rounds: 2 });
      expect(faults).toEqual([]);
      expect(acknowledged).toBeGreaterThan(2);
      expect(unanswered).toBeLessThanOrEqual(2);
    });

    it("let two processes that press at once advance a run once", async () => {
      expect(await doublePresses(await place(), 30)).toEqual({ answers: { done: 30, stale: 30 }, revision: 31, faults: [] });
    });

    it("let each event take effect once, however often and in whatever order it comes", async () => {
      const { answers, revision, faults } = await randomDeliveries(await place(), 40);
      expect([answers["done"], revision, faults]).toEqual([40, 41, []]);
      expect(answers["repeated"]).toBeGreaterThan(10);
    });
  },
);

if (postgres === undefined) {
  it.skip("faults on PostgreSQL were not tried: it is not installed (no initdb and pg_ctl)", () => {});
} else {
  describe("an outage of PostgreSQL", { timeout: 120_000 }, () => {
    let cluster: Cluster;
    beforeAll(async () => {
      cluster = await startCluster();
    });
    afterAll(() => cluster.remove());

    it("loses no acknowledged move when the server is stopped at once", async () => {
      const at = { dataFolder: "unused", databaseUrl: await cluster.database() };
      expect((await killTrial({ at, rounds: 2, cluster })).faults).toEqual([]);
    });

    it("leaves no question without an answer and loses nothing that waited, stopped or hung", async () => {
      const { questions, answered, recoveries, mostWaiting, dropped, lostGaps, lostMoves } = await outageTrial(cluster, 0.8, 0.3);
      expect([answered, dropped, lostGaps, lostMoves]).toEqual([questions, 0, 0, 0]);
      expect(recoveries).toHaveLength(2);
      expect(mostWaiting).toBeGreaterThan(5);
    });
  });

  describe("a PostgreSQL that cannot be used", () => {
    it("is named in one line, without its password", async () => {
      const address = await databaseBeside(postgres);
      const wrong = new URL(address);
      wrong.pathname = "/nowhere";
      wrong.password = "geheim";
      const at = (databaseUrl: string) => openStore({ dataFolder: "unused", databaseUrl });
      await expect(at(wrong.href)).rejects.toThrow(/^The store PostgreSQL at localhost:5432\/nowhere has no such database: create it/);
      await expect(at("postgresql://u:geheim@127.0.0.1:1/x")).rejects.toThrow(/^(?!.*geheim).*does not answer: start it/);
    });

    it("is left as it is when it holds tables of another program", async () => {
      const { Client } = await import("pg");
      const databaseUrl = await databaseBeside(postgres);
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query("create table trail (theirs text)");
      await expect(openStore({ dataFolder: "unused", databaseUrl })).rejects.toThrow(/could not be brought up to date.*an empty database/);
      const { rows } = await client.query("select table_name from information_schema.tables where table_name in ('runs', 'trail', 'seen')");
      expect(rows).toEqual([{ table_name: "trail" }]);
      await client.end();
    });
  });
}

describe("the history checker", () => {
  const trailOf = (event: string) => [{ at: minute(0), by: { key: "one/u" }, what: "noted", words: event }] as const;
  const store = async () => {
    const opened = await openStore(await inFile());
    onTestFinished(() => opened.close());
    const { id } = done(await opened.startRun(draft({ trail: [] })));
    for (const [index, event] of ["one/e1", "one/e2"].entries())
      done(await opened.moveRun(move(id, index + 1, { event, trail: trailOf(event) })));
    return { opened, id };
  };
  const [first, second] = [
    { event: "one/e1", seen: 1, answer: "done", revision: 2 },
    { event: "one/e2", seen: 2, answer: "done", revision: 3 },
  ] as const;

  it("finds nothing where all is right", async () => {
    const { opened, id } = await store();
    expect(await faultsOf(opened, "one", id, [first, second, { ...second, answer: "repeated" }])).toEqual([]);
    expect(await faultsOf(opened, "one", id, [first, { event: "one/e2", seen: 0, answer: "unknown" }])).toEqual([]);
  });

  it("finds each thing that can be wrong", async () => {
    const { opened, id } = await store();
    const faults = (...calls: Parameters<typeof faultsOf>[3]) => faultsOf(opened, "one", id, calls);
    expect(await faults(first, second, { event: "one/e3", seen: 3, answer: "done", revision: 4 })).toContainEqual(
      expect.stringMatching(/is lost/),
    );
    expect(await faults(first, first, second)).toContainEqual(expect.stringMatching(/was accepted 2 times/));
    expect(await faults(first, { ...second, revision: 2, seen: 1 })).toContainEqual(expect.stringMatching(/accepted twice/));
    expect(await faults(first)).toContainEqual(expect.stringMatching(/from nowhere/));
    expect(await faults(first, { ...second, answer: "stale" })).toContainEqual(expect.stringMatching(/took effect that were refused/));
    expect(await faults(first, { ...second, seen: 5 })).toContainEqual(expect.stringMatching(/saw 5 and made 3/));
    done(await opened.moveRun(move(id, 3, { trail: trailOf("one/e1") })));
    expect(await faults(first, second)).toContainEqual(expect.stringMatching(/more than once/));
    expect(await faultsOf(opened, "one", "nobody", [])).toEqual(["the run nobody is gone"]);
  });
});
