import { beforeAll, describe, expect, it } from "vitest";
import type { LookUp } from "#core";
import { testBot } from "../support/test-bot.ts";

describe("what is asked outside a conversation", () => {
  let lookUp: LookUp;
  beforeAll(async () => {
    ({ lookUp } = (await testBot()).bot);
  });

  it("is completed while it is typed, in the language of the one who types, and each row opens as its card", () => {
    for (const locale of ["nl", "en"]) {
      const rows = lookUp.complete("10005", locale);
      expect(rows.map(({ article }) => article)).toContain("agent-cannot-connect-to-azure");
      for (const { article, title, code } of rows)
        expect(lookUp.open(article, locale)?.heading, locale).toMatchObject({ title, ...(code === undefined ? {} : { code }) });
    }
    expect(lookUp.complete("", "nl").length).toBe(10);
    expect(lookUp.complete("", "nl", 3).length).toBe(3);
    expect(lookUp.open("nothing-of-that-name", "nl")).toBeUndefined();
  });

  it("names the codes that stand in a text beyond doubt, and no others", () => {
    expect(lookUp.codesIn("DPM alert\nID: 100050 op MABS01").map(({ code, article }) => [code, article])).toEqual([
      ["100050", "agent-cannot-connect-to-azure"],
    ]);
    expect(lookUp.codesIn("in 3106 regels code, versie 14.0.46.0")).toEqual([]);
  });
});
