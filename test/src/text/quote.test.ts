import { beforeAll, describe, expect, it } from "vitest";
import type { SearchIndex } from "#core";
import { createSearchIndex, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { quote } from "../../../src/text/quote.ts";

let index: SearchIndex;
beforeAll(async () => {
  index = createSearchIndex(await loadArticles(KNOWLEDGE_FOLDER), await loadSearchData(KNOWLEDGE_FOLDER));
});
const quoted = (text: string) => quote(text, "home", index);

describe("a question above its answer", () => {
  it("is the question, in one line", () => {
    expect(quoted("  de online back-up\n mislukt met\tID: 100050 ")).toBe("de online back-up mislukt met ID: 100050");
  });

  it("names no machine, address or number that only its writer knows, and keeps the code", () => {
    const text =
      quoted("SQL01.contoso.local (10.1.2.3) ans@contoso.com 483920 https://intern.contoso.com \\\\fs01\\share ID: 100050") ?? "";
    expect(text).toContain("ID: 100050");
    expect(text).not.toMatch(/contoso|10\.1|483920|fs01|https/);
  });

  it("is not repeated where it seems to hold a secret, however it is written", () => {
    for (const text of [
      "ID: 100130, pincode 483920",
      "wachtwoord: Zomer2024!",
      "passphrase is correct horse battery staple",
      "p\u200Bincode 483920",
      "pincode ４８３９２０",
    ])
      expect(quoted(text), text).toBeUndefined();
  });

  it("is short, with no letter cut in half; and nothing where nothing was said", () => {
    for (let length = 140; length < 160; length += 1) {
      const text = quoted(`${"a ".repeat(length / 2)}${"😀".repeat(20)}`) ?? "";
      expect(text.length).toBeLessThanOrEqual(150);
      expect(text.isWellFormed()).toBe(true);
    }
    expect(quoted(" \n ")).toBeUndefined();
  });
});
