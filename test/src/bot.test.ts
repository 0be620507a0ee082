import { beforeAll, describe, expect, it } from "vitest";
import type { Intent } from "#core";
import { textOf } from "#core";
import type { TestBot } from "../support/test-bot.ts";
import { testBot } from "../support/test-bot.ts";

const ask = (text: string): Intent => ({ kind: "ask", text });

describe("the language of an answer", () => {
  let test: TestBot;
  beforeAll(async () => {
    test = await testBot();
  });

  it("is the one chosen in the conversation, whatever is typed after", async () => {
    const say = test.conversation("nl-NL");
    expect((await say({ kind: "language", locale: "en" })).locale).toBe("en");
    expect((await say(ask("waarom is de replica niet consistent met de bron"))).locale).toBe("en");
  });

  it("is that of a sentence, over the platform's hint", async () => {
    expect((await test.conversation("en-US")(ask("waarom krijgt de agent geen verbinding met azure"))).locale).toBe("nl");
    expect((await test.conversation("nl-BE")(ask("why does the agent not get a connection to azure"))).locale).toBe("en");
  });

  it("stays the person's own after a bare code or a pasted product text", async () => {
    const say = test.conversation("en-US");
    expect((await say(ask("waarom is de replica op mabs02 niet consistent"))).locale).toBe("nl");
    expect((await say(ask("ID: 100050"))).locale).toBe("nl");
    expect((await say(ask("The Microsoft Azure Backup Agent was unable to connect to the Microsoft Azure Backup."))).locale).toBe("nl");
  });

  it("is the platform's hint for a bare code, a Dutch or an English product text", async () => {
    for (const text of [
      "ID: 100050",
      "De Azure Backup-agent kan geen verbinding maken met de OBEngine-service",
      "Replica is inconsistent",
    ]) {
      expect((await test.conversation("en-GB")(ask(text))).locale, text).toBe("en");
      expect((await test.conversation("nl-BE")(ask(text))).locale, text).toBe("nl");
    }
  });

  it("is Dutch for English product text inside a Dutch sentence", async () => {
    expect((await test.conversation("en-US")(ask("ik krijg steeds Replica is inconsistent op mabs02, wat nu"))).locale).toBe("nl");
    expect((await test.conversation()(ask("replica is inconsistent op mabs02"))).locale).toBe("nl");
  });

  it("is English when nothing is known", async () => {
    expect((await test.conversation()(ask("ID: 100050"))).locale).toBe("en");
    expect((await test.conversation("fr-FR")(ask("ID: 100050"))).locale).toBe("en");
  });

  it("can be switched by a button that shows the same card again", async () => {
    const say = test.conversation("en-US");
    const card = await say(ask("ID: 100050"));
    const [, , , toDutch] = [...card.prompts, ...card.furtherPrompts];
    expect(toDutch?.label).toBe("Nederlands");
    const again = await say(toDutch?.intent as Intent);
    expect(again).toMatchObject({ kind: "answer", locale: "nl", evidence: { article: "agent-cannot-connect-to-azure" } });
    expect((await say(ask("ID: 100052"))).locale).toBe("nl");
  });
});

describe("typed words", () => {
  let test: TestBot;
  beforeAll(async () => {
    test = await testBot();
  });

  it("work as well as buttons, in both languages", async () => {
    const say = test.conversation("nl-NL");
    await say(ask("ID: 100050"));
    expect(await say(ask("alle stappen"))).toMatchObject({ kind: "steps", evidence: { article: "agent-cannot-connect-to-azure" } });
    expect(await say(ask("Terug naar het antwoord."))).toMatchObject({ kind: "answer" });
    expect(await say(ask("Not this error"))).toMatchObject({ kind: "answer", evidence: { article: "registration-status-unverified" } });
    expect(await say(ask("niet deze fout"))).toMatchObject({ kind: expect.stringMatching(/answer|notFound/) });
    expect(await say(ask("overzicht"))).toMatchObject({ kind: "list" });
    expect(await say(ask("HULP!"))).toMatchObject({ kind: "help" });
    expect(await say(ask("bedankt"))).toMatchObject({ kind: "notice" });
    expect(await say(ask("English"))).toMatchObject({ kind: "notice", locale: "en" });
  });

  it("that need a context say so when there is none", async () => {
    const reply = await test.conversation("nl-NL")(ask("alle stappen"));
    expect(reply).toMatchObject({ kind: "notice" });
    if (reply.kind === "notice") expect(textOf(reply.text)).toContain("welke fout je bedoelt");
  });

  it("are not mistaken for a question that begins with them", async () => {
    expect((await test.conversation("en-US")(ask("help, replica is inconsistent on mabs02"))).kind).toBe("answer");
  });
});

describe("a secret in a question", () => {
  const SECRETS = [
    "pincode 483920",
    "Security PIN: 483920",
    "wachtwoordzin: Zomer!2026-Vangnet",
    "passphrase = correct-horse-battery-9",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQ",
  ];

  it.each(SECRETS)("is noticed and never repeated: %s", async (secret) => {
    const test = await testBot();
    for (const text of [`ID: 100130 ${secret}`, secret, `het wijzigen lukt niet, ${secret}`]) {
      const reply = await test.reply(ask(text), "nl");
      expect(reply.warning, text).toBeDefined();
      const shown = JSON.stringify(reply);
      for (const piece of ["483920", "Zomer!2026", "correct-horse", "MIIEvQ"]) expect(shown, text).not.toContain(piece);
    }
  });

  it("is not seen where there is none", async () => {
    const test = await testBot();
    for (const text of [
      "Security PIN entered is incorrect",
      "wachtwoordzin is niet ingesteld",
      "passphrase is not set",
      "pin klopt niet",
    ]) {
      expect((await test.reply(ask(text), "nl")).warning, text).toBeUndefined();
    }
  });
});
