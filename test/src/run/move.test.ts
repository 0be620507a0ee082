import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Article } from "#core";
import { loadArticles } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import type { Move, Moved, Standing } from "../../../src/run/move.ts";
import { isGuarded, makeMove, PLAIN_MOVES, startState } from "../../../src/run/move.ts";
import { runStateSchema } from "../../../src/run/run-state.ts";
import { isSamePlace, letterOf, needsSecondPress, riskOf, stepAt, waysInOrder } from "../../../src/run/ways.ts";

const articles = await loadArticles(KNOWLEDGE_FOLDER);
const AT = new Date("2026-11-22T03:12:00Z");
const named = (id: string) => articles.find((article) => article.id === id) as Article;
const begin = (article: Article): Standing => ({ state: startState(article, AT), status: "open" });

/** Makes moves one after the other; one that does not fit changes nothing. */
function walk(article: Article, kinds: readonly Move["kind"][]): Standing {
  return kinds.reduce<Standing>((standing, kind) => makeMove(article, standing, { kind } as Move, AT) ?? standing, begin(article));
}

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Move["kind"]>("worked", "failed", "confirm", "confirm").map((kind) => ({ kind }) as Move) },
  { weight: 3, arbitrary: fc.constantFrom(...PLAIN_MOVES).map((kind) => ({ kind })) },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: "skip" }, { kind: "skip", reason: "notApplicable" }, { kind: "fixedBy" }) },
);
const anyWalk = fc.record({ article: fc.constantFrom(...articles), moves: fc.array(anyMove, { maxLength: 60 }) });

/** Checks something after every move of every walk. */
function always(check: (article: Article, before: Standing, move: Move, after: Moved) => void): void {
  fc.assert(
    fc.property(anyWalk, ({ article, moves }) => {
      let standing = begin(article);
      for (const [index, move] of moves.entries()) {
        const after = makeMove(article, standing, move, new Date(AT.getTime() + index * 60_000));
        if (after === undefined) continue;
        check(article, standing, move, after);
        standing = after;
      }
    }),
    { numRuns: 500 },
  );
}

describe("a run, whatever is pressed in whatever order", () => {
  it("keeps a valid state", () => {
    always((_article, _before, _move, { state }) => expect(runStateSchema.safeParse(state).success).toBe(true));
  });

  it("never stands outside its article", () => {
    always((article, _before, _move, { state }) => {
      for (const place of [state, ...state.outcomes, ...state.changed]) expect(stepAt(article, place)).toBeDefined();
    });
  });

  it("tries the ways in their order: the article's first, then by risk", () => {
    for (const article of articles) {
      const [first, ...others] = waysInOrder(article).map((index) => riskOf(article.paths[index] as Article["paths"][number]));
      expect(waysInOrder(article)[0], article.id).toBe(0);
      expect(first, article.id).toBeDefined();
      expect(others, article.id).toEqual(others.toSorted((one, other) => one - other));
    }
    always((article, before, move, after) => {
      if (after.state.path === before.state.path || move.kind === "back") return;
      const order = waysInOrder(article);
      expect(order.indexOf(after.state.path)).toBe(order.indexOf(before.state.path) + 1);
    });
  });

  it("never passes a risky step without its second press", () => {
    always((article, before, move, after) => {
      const step = stepAt(article, before.state);
      const passed = after.state.outcomes.find((one) => isSamePlace(one, before.state) && !before.state.outcomes.includes(one));
      if (step === undefined || !needsSecondPress(step) || passed === undefined || passed.outcome === "skipped") return;
      expect(before.state.guard, move.kind).toBe("given");
    });
    always((_article, before, move, { state }) => {
      if (state.guard === "given" && before.state.guard !== "given") expect([move.kind, before.state.guard]).toEqual(["confirm", "asked"]);
    });
  });

  it("can always be ended, and ends by itself when nothing helps", () => {
    always((article, _before, _move, after) => {
      if (after.status !== "open") return;
      expect(makeMove(article, after, { kind: "stop" }, AT)?.status).toBe("stopped");
      expect(makeMove(article, after, { kind: "solve" }, AT)?.status).toBe("solved");
    });
    for (const article of articles) {
      let standing = begin(article);
      for (let press = 0; standing.state.phase !== "allFailed" && press < 500; press += 1) {
        const kind = isGuarded(article, standing.state) ? "confirm" : "failed";
        standing = makeMove(article, standing, { kind }, AT) as Moved;
      }
      expect(standing.state.phase, article.id).toBe("allFailed");
      expect(standing.state.outcomes.length, article.id).toBe(article.paths.flatMap(({ steps }) => steps).length);
    }
  });

  it("goes back to where it stood before, outcome and all", () => {
    always((article, before, move, after) => {
      if (!["worked", "failed", "skip", "nextWay"].includes(move.kind) || after.happened.length === 0) return;
      const back = makeMove(article, after, { kind: "back" }, AT);
      expect(back?.state).toMatchObject({
        path: before.state.path,
        step: before.state.step,
        outcomes: before.state.outcomes,
        phase: "step",
      });
      expect(back?.status).toBe("open");
    });
  });

  it("ends with every change put back or kept on purpose", () => {
    always((article, _before, _move, after) => {
      if (after.state.phase === "over") expect(after.state.changed.filter(({ now }) => now === "changed")).toEqual([]);
      if (after.state.phase === "putBack") expect(makeMove(article, after, { kind: "putBack" }, AT)).toBeDefined();
    });
  });

  it("says in the trail what it did, and at which step", () => {
    always((_article, before, move, { happened }) => {
      if (move.kind !== "worked" && move.kind !== "failed") return;
      if (happened[0]) expect(happened[0]).toMatchObject({ path: before.state.path, step: before.state.step });
    });
  });
});

describe("the moves of a run", () => {
  it("go step by step, and the last that worked solves it", () => {
    const article = named("source-replica-inconsistent");
    const steps = article.paths[0]?.steps.length ?? 0;
    expect(steps).toBeGreaterThan(1);
    expect(walk(article, ["worked"]).state).toMatchObject({ step: 1, phase: "step" });
    expect(walk(article, Array(steps).fill("worked"))).toMatchObject({ status: "solved", state: { phase: "solved", step: steps - 1 } });
  });

  it("lead from the last step that did not help to the next way", () => {
    const article = named("obengine-unreachable");
    expect(walk(article, ["failed", "failed"]).state).toMatchObject({ path: 1, step: 0, phase: "step" });
    expect(letterOf(article, 1)).toBe("B");
  });

  it("tick each check, also one that was passed over before", () => {
    const article = named("agent-cannot-connect-to-azure");
    expect(walk(article, ["worked"]).state).toMatchObject({ path: 1, outcomes: [{ path: 0, step: 0, outcome: "ticked" }] });
  });

  it("ask before a step that deletes data, and again after going back", () => {
    const article = named("device-not-ready");
    const risky = walk(article, ["worked"]);
    expect(risky.state).toMatchObject({ step: 1, guard: "none" });
    const asked = makeMove(article, risky, { kind: "worked" }, AT) as Moved;
    expect(asked.state).toMatchObject({ step: 1, guard: "asked" });
    expect(asked.happened).toEqual([]);
    const given = makeMove(article, asked, { kind: "confirm" }, AT) as Moved;
    expect(given.state).toMatchObject({ step: 1, guard: "given" });
    expect(makeMove(article, given, { kind: "worked" }, AT)?.state).toMatchObject({ step: 2, guard: "none" });
    expect(makeMove(article, asked, { kind: "back" }, AT)?.state).toMatchObject({ step: 1, guard: "none" });
  });

  it("offer to put back what was changed, the last change first", () => {
    const article = named("device-not-ready");
    const solved = walk(article, ["worked", "confirm", "confirm", "worked", "solve"]);
    const asked = makeMove(article, solved, { kind: "fixedBy", place: { path: 0, step: 1 } }, AT) as Moved;
    expect(asked.state).toMatchObject({ phase: "putBack", changed: [{ path: 0, step: 1, now: "changed" }] });
    expect(makeMove(article, asked, { kind: "putBack" }, AT)?.state).toMatchObject({ phase: "over", changed: [{ now: "putBack" }] });
    expect(makeMove(article, asked, { kind: "keep" }, AT)?.state).toMatchObject({ phase: "over", changed: [{ now: "kept" }] });
  });

  it("wait at a step of hours only, and go on from there", () => {
    const article = named("replica-cloning-issue");
    const waiting = walk(article, ["remind"]);
    expect(waiting.state.phase).toBe("waiting");
    expect(makeMove(article, waiting, { kind: "stillRunning" }, AT)?.state.phase).toBe("waiting");
    expect(makeMove(article, waiting, { kind: "failed" }, AT)?.state.phase).not.toBe("waiting");
    expect(makeMove(named("setup-refs-trimming"), begin(named("setup-refs-trimming")), { kind: "remind" }, AT)).toBeUndefined();
  });

  it("take an end back that came too soon", () => {
    const article = named("obengine-unreachable");
    expect(makeMove(article, walk(article, ["solve"]), { kind: "back" }, AT)).toMatchObject({
      status: "open",
      state: { phase: "step", step: 0 },
    });
    expect(makeMove(article, walk(article, ["worked", "stop"]), { kind: "back" }, AT)).toMatchObject({
      status: "open",
      state: { step: 1 },
    });
  });

  it("of a run without an article are to end it, to hand it over and to call somebody", () => {
    const standing: Standing = { state: startState(undefined, AT), status: "open" };
    for (const kind of ["solve", "stop", "takeOver", "escalate"] as const)
      expect(makeMove(undefined, standing, { kind }, AT)).toBeDefined();
    for (const kind of ["worked", "failed", "confirm", "nextWay", "remind"] as const)
      expect(makeMove(undefined, standing, { kind }, AT)).toBeUndefined();
  });
});

describe("what is offered for putting back", () => {
  it("is every step with an undo that leaves a setting behind, also a safe one", () => {
    const article = named("agent-cannot-connect-to-azure");
    const at: Standing = { status: "open", state: { ...startState(article, AT), path: 1, step: 1 } };
    const after = makeMove(article, at, { kind: "worked" }, AT);
    expect(after?.state.changed).toEqual([{ path: 1, step: 1, now: "changed" }]);
    expect(after && makeMove(article, after, { kind: "stop" }, AT)?.state.phase).toBe("putBack");
    const service = named("obengine-unreachable");
    expect(walk(service, ["failed", "failed"]).state.changed).toEqual([]);
  });
});
