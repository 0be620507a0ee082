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

  it.each([
    "ID 104 details: 0x80070005 access denied",
    "ID 104 details 0x80070490",
    "ID 4024 .NET installation failed",
    "ID 4024 SQL Server installation failed",
    "Operation failed. ID 120002 while restoring",
    "ID 2013 host authentication failed",
    "ik krijg de melding ID 2013",
  ])("asks back on a shared code beside words that prove nothing: %s", async (text) => {
    expect((await ask(text)).kind).not.toBe("answer");
  });

  it.each([
    "factuur 33621 staat nog open",
    "bel 100050 even terug",
    "prijs: 34505",
    "klantnummer 100195",
    "100050 rows copied",
    "TaskId: 100133",
    "job id 33621 finished ok",
    "exit code 109",
    "event id 3106",
    "0100050",
    "sinds windows server 2013",
    "MABS op Exchange 2013",
  ])("never answers a number in another sense: %s", async (text) => {
    expect((await ask(text)).kind).not.toBe("answer");
  });

  it.each(["agent dead", "mysql server crashed badly"])("does not answer what is not ours: %s", async (text) => {
    expect((await ask(text)).kind).not.toBe("answer");
  });

  it("is not put off by a word that means something else elsewhere", async () => {
    expect((await ask("ik word gek, replica inconsistent op alle servers")).articles[0]).toBe("replica-inconsistent");
  });

  it("offers the article that names an unknown code as its neighbour, as another problem", async () => {
    const { kind, articles } = await ask("ID 33424");
    expect({ kind, first: articles[0] }).toEqual({ kind: "notFound", first: "cannot-configure-protection" });
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
