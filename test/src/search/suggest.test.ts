import { beforeAll, describe, expect, it } from "vitest";
import type { Locale, SearchIndex } from "#core";
import { buildSearch } from "../../../adapters/terminal/build-bot.ts";

describe("what a picker offers while somebody types", () => {
  let index: SearchIndex;
  const offered = (typed: string, locale: Locale = "nl") => index.suggest(typed, locale).map(({ article }) => article.id);
  beforeAll(async () => {
    index = await buildSearch();
  });

  it.each([
    ["wachtwoordz", "nl", "passphrase-not-set"],
    ["passph", "en", "passphrase-not-set"],
    ["10005", "nl", "agent-cannot-connect-to-azure"],
    ["CloningIs", "en", "replica-cloning-issue"],
    ["SnapshotFailedReplicaMeta", "nl", "replica-metadata-invalid"],
    ["obengi", "nl", "obengine-unreachable"],
    ["replica incons", "en", "replica-inconsistent"],
    ["momentopnaem", "nl", "online-recovery-point-snapshot-failed"],
    ["wachtwordz", "nl", "passphrase-not-set"],
  ] as const)("%s (%s) leads to %s", (typed, locale, article) => {
    expect(offered(typed, locale)).toContain(article);
  });

  it("narrows with each word, and offers nothing for nothing", () => {
    expect(offered("replica").length).toBeGreaterThan(offered("replica metageg").length);
    expect(offered("")).toEqual([]);
    expect(offered("zzzzqq")).toEqual([]);
  });

  it("never takes a number for another", () => {
    expect(offered("100051")).toEqual([]);
  });

  it("is not held up by a long text", () => {
    expect(offered("replica ".repeat(10_000)).length).toBeGreaterThan(0);
  });
});

describe("why a verdict was reached", () => {
  it("is told per word: which reading matched and what it added", async () => {
    const { verdict, hits, field, right, thresholds } = (await buildSearch()).explain("wachtzin is kwijt na herinstallatie", "nl");
    expect(hits[0]?.matches.find(({ written }) => written === "wachtzin")).toMatchObject({ reading: "concept", terms: ["~passphrase"] });
    expect(hits[0]?.matches.every(({ worth }) => worth > 0)).toBe(true);
    expect(verdict.kind).not.toBe("unknown");
    expect(field).toBeGreaterThanOrEqual(thresholds.ask);
    expect(right).toBeLessThanOrEqual(1);
  });
});
