import { describe, expect, it } from "vitest";
import { createSearchIndex, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { redact } from "../../../src/text/redact.ts";

const index = createSearchIndex(...(await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)])));
const redacted = (text: string, organisation = "home") => redact(text, organisation, index);

describe("a redacted text", () => {
  it.each([
    ["SRV-FILE01.contoso.local", "host"],
    ["MABS01", "host"],
    ["sql02", "host"],
    ["SRV-GEHEIM", "host"],
    ["10.1.2.3", "ip"],
    ["2a0c:1:2:3::5", "ip"],
    ["00:1a:2b:3c:4d:5e", "mac"],
    ["contoso\\jan", "account"],
    ["\\\\fs01\\data$", "share"],
    ["jan.jansen@contoso.nl", "address"],
    ["12345678-1234-1234-1234-1234567890ab", "guid"],
    ["S-1-5-21-111-222-333", "sid"],
    ["https://portal.contoso.nl/x?key=1", "link"],
    ["+31 6 1234 5678", "phone"],
  ])("holds a pseudonym in place of %s, the same one each time in one organisation", (name, kind) => {
    const text = redacted(`de back-up van ${name} mislukt`);
    expect(text).toMatch(new RegExp(`^de back-up van \\[${kind}-[0-9a-f]{4}\\] mislukt$`));
    expect(redacted(`nog eens ${name}`)).toContain(/\[\w+-[0-9a-f]{4}\]/.exec(text)?.[0]);
    expect(redacted(`nog eens ${name}`, "other")).not.toContain(/\[\w+-[0-9a-f]{4}\]/.exec(text)?.[0]);
  });

  it.each([
    ["a long key", "token AbC123dEf456GhI789jKl012", "AbC123"],
    ["a number that is no code", "834512 klopt niet meer", "834512"],
    ["a PIN", "pincode 483920 wordt geweigerd", "483920"],
    ["a passphrase", "wachtwoordzin: Zomer!2026-Vangnet", "Zomer"],
    ["the name of a machine beside a PIN", "pin is 483920 op MABS01", "MABS01"],
  ])("has lost %s", (_name, text, lost) => {
    expect(redacted(text)).not.toContain(lost);
  });

  it("keeps what the owner of the knowledge needs: codes, versions, services and words", () => {
    for (const text of [
      "ID: 77123 na de update",
      "fout 0x80070005 met DPM 2022 UR2",
      "Exchange 2019 CU12 en SQL2019 met TLS1.2 en KB5005033",
      "dpmra en obengine.exe draaien niet",
    ])
      expect(redacted(text)).toBe(text);
  });

  it("is bounded, and quick also for hostile texts", () => {
    for (const text of [
      "a".repeat(50_000),
      "1.".repeat(20_000),
      "a1-".repeat(20_000),
      ":".repeat(20_000),
      "\\".repeat(20_000),
      "a@".repeat(20_000),
    ])
      expect(redacted(text).length).toBeLessThan(20_000);
  });
});
