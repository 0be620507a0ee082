import { beforeAll, describe, expect, it } from "vitest";
import type { BatchAnswer } from "../../../adapters/terminal/batch.ts";
import { answerOne } from "../../../adapters/terminal/batch.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

const SNAPSHOT_TRIO = ["online-recovery-point-snapshot-failed", "obengine-unreachable", "passphrase-not-set"];

describe("what a text is answered with", () => {
  let test: TestBot;
  const ask = (text: string): Promise<BatchAnswer> => answerOne(test.bot, { id: text, text });
  beforeAll(async () => {
    test = await testBot();
  });

  it.each([
    ["ID: 100050", "agent-cannot-connect-to-azure"],
    ["0x29834", "backup-policy-not-modified"],
    ["CBPSourceSnapshotFailedReplicaInconsistant", "source-replica-inconsistent"],
    ["replica is inconsistent op mabs02", "replica-inconsistent"],
    ["herstel punt online mislukt, obengine", "obengine-unreachable"],
    ["ReplicaCloningIssue", "replica-cloning-issue"],
    ["De replica is\u00A0inconsistent\u200B", "replica-inconsistent"],
    ["De backup policy kan niet worden gewijzigd [0x29834]", "backup-policy-not-modified"],
    ["DPM-agentco旦rdinatorservice communicatiefout ID 319", "agent-coordinator-communication-error"],
  ])("answers %s", async (text, article) => {
    expect(await ask(text)).toMatchObject({ kind: "answer", articles: expect.arrayContaining([article]) });
    expect((await ask(text)).articles[0]).toBe(article);
  });

  it.each(["100051", "hoe laat is de lunch", "ID: 999999", "", "   ", "...", "\u0000\u0007"])("does not know %j", async (text) => {
    expect(["notFound", "notice"]).toContain((await ask(text)).kind);
  });

  it("offers the three messages of a failed online recovery point, for its wrapper code and its heading", async () => {
    for (const text of ["ID 3188", "3188", "Online recovery point creation failed", "Het maken van een online herstelpunt is mislukt"]) {
      const { kind, articles } = await ask(text);
      expect(kind, text).toBe("choices");
      expect([...articles].sort(), text).toEqual([...SNAPSHOT_TRIO].sort());
    }
  });

  it("lets the inner code win over the wrapper's", async () => {
    expect((await ask("Creation of online recovery points for D:\\ on fs01 have failed (ID 3188). Details: (ID 100195)")).articles[0]).toBe(
      "replica-missing-or-invalid",
    );
    expect((await ask("ID 3188, ID 100034")).articles[0]).toBe("online-recovery-point-snapshot-failed");
  });

  it.each(["ID: 2013", "ID: 4024", "ID: 120002", "ID: 104", "0x68", "0xC22"])(
    "asks back on %s alone: others print it too",
    async (text) => {
      expect((await ask(text)).kind).toBe("choices");
    },
  );

  it.each([
    ["Fout-id: 2013 bij de testmail, smtp", "email-notification-failed"],
    ["ID 120002 wachtwoordzin wijzigen", "change-passphrase-failed"],
    ["ID 104 Details: 0x80070015", "device-not-ready"],
    ["installation rolled back, Recovery Services ID 4024", "agent-installation-rolled-back"],
  ])("answers a shared code with the words beside it: %s", async (text, article) => {
    expect(await ask(text)).toMatchObject({ kind: "answer", articles: expect.arrayContaining([article]) });
  });

  it("offers both problems of one paste", async () => {
    const { kind, articles } = await ask(
      "ID: 100050 The agent was unable to connect.\nThe encryption passphrase for this server is not set. Please configure an encryption passphrase.",
    );
    expect(kind).toBe("choices");
    expect(articles).toEqual(expect.arrayContaining(["agent-cannot-connect-to-azure", "passphrase-not-set"]));
  });

  it("does not answer a known text beside a code that nobody has", async () => {
    const { kind } = await ask("ID: 100051 The Microsoft Azure Backup Agent was unable to connect to the Microsoft Azure Backup.");
    expect(kind).toBe("choices");
  });

  it("asks back when a symbolic name is cut where it is still four names", async () => {
    const { kind, articles } = await ask("CBPSourceSnapshotFailedReplica");
    expect(kind).toBe("choices");
    expect(articles.length).toBe(3);
  });

  it("gives the same answer every time", async () => {
    const [first, second] = [await ask("snapshot volume fails"), await ask("snapshot volume fails")];
    expect({ ...first, ms: 0 }).toEqual({ ...second, ms: 0 });
  });

  it("reads only the ends of a very long text, and is done with any of it", async () => {
    const filler = "lorem ipsum dolor sit amet ".repeat(40_000);
    expect((await ask(`ID: 100050 ${filler}`)).articles[0]).toBe("agent-cannot-connect-to-azure");
    expect((await ask(`${filler} ID: 100050`)).articles[0]).toBe("agent-cannot-connect-to-azure");
    for (const piece of ["1", "A-", "0x", "ID ", "<", "CamelCaseWord", "é", "誰", "😀", "herstelpunt ", "\u202E"]) {
      expect(["notFound", "choices", "answer"], piece).toContain((await ask(piece.repeat(8000))).kind);
    }
  });
});
