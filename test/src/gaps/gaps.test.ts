import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Gap } from "#core";
import { draftArticle, groupGaps, loadArticles, pastReview, readArticles, reportGaps } from "#core";
import { run } from "../../support/run.ts";

let number = 0;

function gap(text: string, parts: Partial<Gap> = {}): Gap {
  number += 1;
  return { organisation: "home", id: `gap${number}`, at: new Date(number * 1000), locale: "nl", text, because: "notKnown", ...parts };
}

describe("questions without an answer", () => {
  it("are grouped by likeness, the most asked first", () => {
    const groups = groupGaps([
      gap("de taak blijft hangen op 99 procent"),
      gap("ID: 77123"),
      gap("taak hangt al uren op 99 procent", { nearest: "replica-inconsistent" }),
      gap("Fout-id: 77123 op de server", { nearest: "obengine-unreachable" }),
      gap("ID: 77124"),
      gap("taak blijft steeds hangen op 99 procent", { nearest: "replica-inconsistent" }),
    ]);
    expect(groups.map(({ gaps }) => gaps.length)).toEqual([3, 2, 1]);
    expect(groups[0]?.nearest).toEqual(["replica-inconsistent"]);
  });

  it("are never grouped when their codes differ, however alike the words", () => {
    expect(groupGaps([gap("back-up mislukt met ID: 77123"), gap("back-up mislukt met ID: 77124")]).length).toBe(2);
  });

  it("are reported with counts and the nearest article, beside what did not help", () => {
    const report = reportGaps(groupGaps([gap("ID: 77123", { nearest: "obengine-unreachable" })]), [
      { organisation: "home", person: "p", article: "replica-inconsistent", at: new Date(0), verdict: "notSolved", reason: "stepFailed" },
      { organisation: "home", person: "q", article: "replica-inconsistent", at: new Date(0), verdict: "solved" },
    ]);
    expect(report).toMatch(/1x {2}gap\d+ {2}nearest: obengine-unreachable/);
    expect(report).toContain("1x  replica-inconsistent (stepFailed)");
  });

  it("are reported with the articles that nobody checked for a year, the oldest first", () => {
    const articles = [1, 2, 3, 4, 5, 6, 7].map((month) => ({ id: `a${month}`, checkedOn: `2026-0${month}-15` })).toReversed();
    expect(pastReview(articles, "2027-03-15").map(({ id }) => id)).toEqual(["a1", "a2"]);
    expect(pastReview(articles, "2027-03-16").map(({ id }) => id)).toEqual(["a1", "a2", "a3"]);
    expect(reportGaps([], [], pastReview(articles, "2027-03-15"))).toMatch(/2026-01-15 {2}a1\n2026-02-15 {2}a2$/);
    expect(reportGaps([], [], pastReview(articles, "2028-01-01"))).toMatch(/2026-05-15 {2}a5\nand 2 more$/);
    expect(reportGaps([], [], pastReview(articles, "2027-01-01"))).toBe("No question is without an answer.");
  });
});

describe("a draft of an article", () => {
  const draft = draftArticle(
    groupGaps([gap("ID: 77123"), gap('error 77123 "quoted" on the server', { locale: "en" })])[0] ?? fail(),
    "2026-11-22",
  );

  it("is whole, and refused by the loader all the same: nobody is answered with it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vangnet-"));
    try {
      await writeFile(join(folder, `${draft.id}.yaml`), draft.yaml);
      const { articles, drafts, complaints } = await readArticles(folder);
      expect([articles, complaints]).toEqual([[], []]);
      // What is missing is what only a person can write.
      expect(drafts).toMatchObject([{ id: "draft-77123" }]);
      expect(await loadArticles(folder)).toEqual([]);
      const told = await run(["adapters/terminal/knowledge.ts", "--folder", folder]);
      expect(told.stdout + told.stderr).toContain("draft-77123");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("stops nobody while it is half written", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vangnet-"));
    try {
      await writeFile(join(folder, "draft-half.yaml"), "draft: true\nid: draft-half\ntitle: [");
      const { drafts, complaints } = await readArticles(folder);
      expect(complaints).toEqual([]);
      expect(drafts[0]?.complaints.length).toBeGreaterThan(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

function fail(): never {
  throw new Error("no group");
}
