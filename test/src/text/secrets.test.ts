import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createSearchIndex, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";

const index = createSearchIndex(...(await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)])));
const QUESTIONS = new URL("../../questions/", import.meta.url);

/** Every question of the collection, also those that nobody tunes on: whether a text holds a secret is no matter of finding. */
async function questions(): Promise<readonly string[]> {
  const files = (await readdir(QUESTIONS, { recursive: true })).filter((name) => name.endsWith(".yaml"));
  const lists = await Promise.all(files.map(async (name) => parse(await readFile(new URL(name, QUESTIONS), "utf8")) as unknown[]));
  return lists.flat().map((one) => (typeof one === "string" ? one : (one as { readonly text: string }).text));
}

describe("a secret", () => {
  it.each([
    "passphrase: correct horse battery staple",
    "wachtwoordzin = blauwe olifant fietst naar huis",
    "passphrase correct horse battery staple",
    "passphrase is correct horse battery staple",
    "wachtwoord van svc-backup is Zomer2024!",
    "passphrase van de agent staat hier Ab9$kLm2Qp",
    "PIN=abc482913",
    "login admin / Zomer2024!",
    "code van de kluis 482913",
    "ww: zomer",
  ])("is seen in a question and in what is kept: %s", (text) => {
    for (const given of [text, `ID: 100130 ${text}`, `het lukt niet, ${text}`, `gelukt met\n${text}\nbedankt`]) {
      expect(index.hasSecret(given), given).toBe(true);
      expect(index.hasSecret(given, "kept"), given).toBe(true);
    }
  });

  it.each(["wachtwoord Welkom", "wachtwoord is Welkom", "passphrase horse"])("is seen in what is kept, one word long: %s", (text) => {
    expect(index.hasSecret(text, "kept")).toBe(true);
  });

  it.each([
    "wachtwoordzin is niet ingesteld",
    "passphrase not set",
    "the passphrase is incorrect",
    "wachtwoord wordt geweigerd",
    "wachtwoord klopt niet",
    "security PIN incorrect",
    "pincode verlopen na 5 minuten",
    "change passphrase failed ID: 120002",
    "password of the service account expired",
    "passphrase: not set",
    "wachtwoord van svc-backup verlopen, Piet reset het",
    "code van de kluis klopt niet",
    "code from the vault: 100130",
  ])("is not seen where a password is only spoken of: %s", (text) => {
    expect(index.hasSecret(text)).toBe(false);
    expect(index.hasSecret(text, "kept")).toBe(false);
  });

  it("is seen in hardly a question of the collection", async () => {
    const all = await questions();
    expect(all.length).toBeGreaterThan(4000);
    // Dates and numbers near a PIN, a quoted message, and the name of a server behind "wachtwoord voor".
    expect(all.filter((text) => index.hasSecret(text)).length).toBeLessThanOrEqual(9);
    expect(all.filter((text) => index.hasSecret(text, "kept")).length).toBeLessThanOrEqual(24);
  });

  it("is looked for quickly, also in hostile texts", () => {
    for (const text of ["password ", "login a / ", "code van de ", "pass:", "pin=a", "a1"].map((piece) => piece.repeat(3000)))
      expect(index.hasSecret(`password ${text}`, "kept")).toBeTypeOf("boolean");
  });
});
