import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOne } from "../../../adapters/terminal/batch.ts";
import { findCodes, nearCodes } from "../../../src/search/error-codes.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

const seen = (text: string) => findCodes(text).map(({ value, strength }) => `${strength} ${value}`);

describe("codes in free text", () => {
  it.each([
    ["ID: 100050", "explicit 100050"],
    ["(ID 33621)", "explicit 33621"],
    ["(ID:100050)", "explicit 100050"],
    ["Fout-id: 2013", "explicit 2013"],
    ["Fout 319:", "explicit 319"],
    ["Error 319: The agent operation failed", "explicit 319"],
    ["error code is 100034", "explicit 100034"],
    ["foutcode=100052", "explicit 100052"],
    ["ID100050", "explicit 100050"],
    ["error-100050", "explicit 100050"],
    ["#100050", "alone 100050"],
    ["100050", "alone 100050"],
    ["[0x29834]", "explicit 170036"],
    ["0X186d2", "explicit 100050"],
    ["ID: 186D2", "explicit 100050"],
    ["hr -2147024894", `explicit ${0x80070002}`],
    ["Details: 800706BA", `explicit ${0x800706ba}`],
  ])("are read in %s", (text, code) => {
    expect(seen(text)).toContain(code);
  });

  it("are read as a list", () => {
    expect(seen("ID 100050, 100034 en 3106")).toEqual(["explicit 100050", "explicit 100034", "explicit 3106"]);
  });

  it.each([
    "port 2013",
    "poort 4024 staat open",
    "in 2013",
    "Exchange 2013",
    "Windows Server 2019",
    "KB5015376",
    "2.0.9249.0",
    "14.0.46.0",
    "24-11-2026 03:12:08",
    "2026-11-22T03:12:00.123Z",
    "10.0.12.104",
    "ticket 100050",
    "INC0100050",
    "3106 bestanden",
    "104 GB vrij",
    "65,000 files",
    "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}",
    "srv-100050",
    "mabs02",
    "C:\\logs\\100050\\out.txt",
    "https://learn.microsoft.com/kb/100050",
    "ans@3106.example",
    "12 uur",
    "80 %",
  ])("are not read in %s", (text) => {
    expect(seen(text)).toEqual([]);
  });

  it("take linear time: ten times the text costs at most twelve times the work", () => {
    for (const piece of ["1", "A-", "0x", "ID ", "1.", "100050 ", "a@", "\\\\a\\", "port 1"]) {
      const small = best(() => findCodes(piece.repeat(800 / piece.length)));
      const large = best(() => findCodes(piece.repeat(8000 / piece.length)));
      expect(large / Math.max(small, 0.05), piece).toBeLessThan(30);
    }
  });
});

describe("codes near a known one", () => {
  it("differ by one slip of a digit", () => {
    expect(nearCodes(100051, new Set([100050, 100052, 100193, 319, 10005]), 2)).toEqual([100050, 100052]);
    expect(nearCodes(100500, new Set([100050]), 2)).toEqual([100050]);
    expect(nearCodes(999999, new Set([100050]), 2)).toEqual([]);
  });

  let test: TestBot;
  beforeAll(async () => {
    test = await testBot();
  });

  it("are never answered as the known one", async () => {
    const known = new Set(test.articles.flatMap(({ codes }) => (codes ?? []).map(Number)));
    const slip = fc
      .tuple(fc.constantFrom(...known), fc.nat(5), fc.nat(9))
      .map(([code, at, digit]) => {
        const written = String(code);
        return written.slice(0, at % written.length) + digit + written.slice((at % written.length) + 1);
      })
      .filter((written) => !known.has(Number(written)) && !written.startsWith("0"));
    await fc.assert(
      fc.asyncProperty(slip, fc.constantFrom("ID: ", "(ID ", "Fout-id: ", "error "), async (written, label) => {
        const { kind } = await answerOne(test.bot, { id: written, text: `${label}${written}` });
        expect(kind).toBe("notFound");
      }),
      { numRuns: 300 },
    );
  });
});

function best(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}
