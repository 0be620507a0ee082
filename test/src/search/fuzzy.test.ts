import * as fc from "fast-check";
import Fuse from "fuse.js";
import { describe, expect, it } from "vitest";
import { closeness, createFragmentFinder, createNameFinder } from "../../../src/search/fuzzy.ts";

const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom("a", "b", "c", "d", " "), minLength: 1, maxLength });

describe("what fuse.js is spared", () => {
  it("is only what it would have said anyway", () => {
    fc.assert(
      fc.property(letters(32), letters(120), (word, text) => {
        const { isMatch, score = 0 } = Fuse.match(word, text, { ignoreLocation: true, threshold: 0.3 });
        expect(closeness([word], text)).toBe(isMatch ? 1 - score : 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves out no name that reaches what is asked for", () => {
    const names = ["CBPSourceSnapshotFailedReplicaInconsistent", "ReplicaCloningIssue", "FileFaultFault", "ReplicaMissingOrInvalid"];
    const find = createNameFinder(names);
    for (const written of [
      "CBPSourceSnapshotFailedReplicaInconsistant",
      "ReplicaCloningIsue",
      "FileFault",
      "SnapshotFailedReplica",
      "MissingOrInvalid",
    ]) {
      const all = find(written, 0);
      for (const least of [0.65, 0.75]) {
        const good = (near: typeof all) => near.filter(({ score }) => score >= least);
        expect(good(find(written, least)), written).toEqual(good(all));
      }
    }
  });

  it("finds the words that a fragment begins, shortest and surest first", () => {
    const find = createFragmentFinder(["consistent", "consistentie", "consistentiecontrole", "console", "replica"]);
    expect(find("consisten").map(({ word }) => word)).toEqual(["consistent", "consistentie", "consistentiecontrole"]);
    expect(find("consitsen")[0]?.word).toBe("consistent");
    expect(find("con")).toEqual([]);
  });
});
