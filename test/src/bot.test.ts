import { beforeAll, describe, expect, it } from "vitest";
import type { Intent, Turn } from "#core";
import { textOf } from "#core";
import type { TestBot } from "../support/test-bot.ts";
import { testBot, testTurn } from "../support/test-bot.ts";

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

  it("is the one a person chose for himself, wherever he alone reads the answer, and until he chooses again", async () => {
    const bot = test.over({});
    const said = async (intent: Intent, parts: Partial<Turn>) => (await bot.handle(testTurn(intent, parts)))[0]?.reply.locale;
    await said({ kind: "language", locale: "nl" }, { conversation: "D1" });
    expect(await said(ask("ID: 100050"), { conversation: "C1", thread: "@U1", surface: "command" })).toBe("nl");
    expect(await said(ask("why does the agent not get a connection to azure"), { conversation: "D1" })).toBe("nl");
    // In a channel others read it too: there it is only what he reads rather than another.
    expect(await said(ask("ID: 100050"), { conversation: "C1", thread: "1", surface: "channel", localeHint: "en-GB" })).toBe("nl");
    expect(
      await said(ask("why does the agent not get a connection to azure"), { conversation: "C1", thread: "1", surface: "channel" }),
    ).toBe("en");
    await said({ kind: "language", locale: "en" }, { conversation: "C2", thread: "2", surface: "channel", user: { id: "U2" } });
    expect(await said(ask("ID: 100050"), { conversation: "C2", thread: "2", surface: "channel" })).toBe("en");
    expect(await said(ask("ID: 100050"), { conversation: "D2", user: { id: "U2" } })).toBe("en");
    await said({ kind: "language", locale: "en" }, { conversation: "C1", thread: "@U1", surface: "command" });
    expect(await said(ask("ID: 100050"), { conversation: "D1" })).toBe("en");
  });

  it("is told beforehand, and nothing is remembered of that", async () => {
    const bot = test.over({});
    const turn = testTurn(ask("waarom krijgt de agent geen verbinding met azure"));
    expect([await bot.localeFor(turn), await bot.localeFor(testTurn(ask("ID: 100050")))]).toEqual(["nl", "en"]);
    const [delivery] = await bot.handle(turn);
    expect([delivery?.reply.locale, await bot.localeFor(testTurn(ask("ID: 100050")))]).toEqual(["nl", "nl"]);
  });

  it("is that of the channel for a bare code in a new thread", async () => {
    const bot = test.over({});
    const parts = { conversation: "C1", surface: "channel" } as const;
    await bot.handle(testTurn(ask("waarom krijgt de agent geen verbinding met azure"), { ...parts, thread: "1" }));
    const [delivery] = await bot.handle(testTurn(ask("ID: 3106"), { ...parts, thread: "2", user: { id: "B1" } }));
    expect(delivery?.reply.locale).toBe("nl");
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

  it("stays Dutch after an English alert that no article holds", async () => {
    const say = test.conversation("nl-NL");
    const alert =
      "Alert type: Backup metadata enumeration\nSeverity: Critical\nThe DPM service was unable to communicate with the agent on the server. (ID 3114)";
    expect((await say(ask(alert))).locale).toBe("nl");
    expect((await say(ask("100050"))).locale).toBe("nl");
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
    const toDutch = card.furtherPrompts.find(({ label }) => label === "Nederlands");
    expect(toDutch).toBeDefined();
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

  it("mean nothing any more after a question that was not known or asked back", async () => {
    const say = test.conversation("nl-NL");
    await say(ask("ID: 100052"));
    await say(ask("ID 99999"));
    expect(await say(ask("alle stappen"))).toMatchObject({ kind: "notice" });
    await say(ask("ID: 100052"));
    await say(ask("ID 3188"));
    expect(await say(ask("alle stappen"))).toMatchObject({ kind: "notice" });
  });

  it("are not mistaken for a question that begins with them", async () => {
    expect((await test.conversation("en-US")(ask("help, replica is inconsistent on mabs02"))).kind).toBe("answer");
  });
});

describe("a secret in a question", () => {
  const SECRETS = [
    ["pincode 483920", "483920"],
    ["Security PIN: 483920", "483920"],
    ["mijn code is 834512, pin onjuist", "834512"],
    ["ik typ 834512 als pin", "834512"],
    ["pin incorrect 834512", "834512"],
    ["beveiligingspincode onjuist (834512)", "834512"],
    ["pincode 8 3 4 5 1 2", "8 3 4 5 1 2"],
    ["wachtwoordzin: Zomer!2026-Vangnet", "Zomer!2026"],
    ["passphrase = correct-horse-battery-9", "correct-horse"],
    ["wachtwoord Hallo12345 werkt niet", "Hallo12345"],
    ["user contoso\\admin wachtwoord Welkom01!", "Welkom01"],
    ["ww: Welkom2024!", "Welkom2024"],
    ["pwd=Welkom01!", "Welkom01"],
    ['passphrase was "my secret phrase 123"', "my secret phrase"],
    ["-----BEGIN PRIVATE KEY-----\nMIIEvQ", "MIIEvQ"],
  ] as const;

  it.each(SECRETS)("is noticed and never repeated: %s", async (text, secret) => {
    const test = await testBot();
    for (const question of [text, `ID: 100130 ${text}`, `het wijzigen lukt niet, ${text}`]) {
      const reply = await test.reply(ask(question), "nl");
      expect(reply.warning, question).toBeDefined();
      expect(JSON.stringify(reply), question).not.toContain(secret);
    }
  });

  it("does not travel in a button, and neither does any word that only its writer knows", async () => {
    const test = await testBot();
    for (const text of ["Geheim123 werkt niet op de vault van Jansen", "backup van SRV-GEHEIM mislukt 834512"]) {
      expect(JSON.stringify(await test.reply(ask(text), "nl")), text).not.toMatch(/Geheim123|Jansen|SRV-GEHEIM|834512/i);
    }
  });

  it("is not seen where there is none", async () => {
    const test = await testBot();
    for (const text of [
      "Security PIN entered is incorrect",
      "Security PIN entered is incorrect. ID: 100130",
      "wachtwoordzin is niet ingesteld",
      "passphrase is not set (ID 34505)",
      "pin klopt niet",
      "wachtwoordzin fout 0x1D4C2",
    ]) {
      expect((await test.reply(ask(text), "nl")).warning, text).toBeUndefined();
    }
  });
});
