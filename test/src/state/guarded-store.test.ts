import { beforeEach, describe, expect, it } from "vitest";
import type { GuardedStore, RunRecord, Store } from "#core";
import { BotError, createGuardedStore, createMemoryStore } from "#core";
import { done, storeContract } from "../../adapters/store/contract.ts";
import { draft, keepGap, minute, move } from "../../adapters/store/fixtures.ts";
import type { FakeClock } from "../../support/fake-clock.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import type { MoodyStore } from "../../support/moody-store.ts";
import { createMoodyStore } from "../../support/moody-store.ts";

const ANS = "one/slack/T1/U1";
const HERE = "one/slack/T1/C1/";

storeContract("memory, guarded", async () => {
  const guarded = createGuardedStore({ open: async () => createMemoryStore(), clock: createFakeClock(), report: () => {} });
  await guarded.opened();
  return guarded;
});

describe("a guarded store", () => {
  let clock: FakeClock;
  let inner: Store;
  let moody: MoodyStore;
  let guarded: GuardedStore;
  let reports: string[];
  beforeEach(async () => {
    clock = createFakeClock();
    inner = createMemoryStore();
    moody = createMoodyStore(inner, (milliseconds) => new Promise((resolve) => clock.after(milliseconds, resolve)));
    reports = [];
    guarded = createGuardedStore({ open: async () => moody, clock, report: (line) => reports.push(line) });
    await guarded.opened();
  });
  const leave = async () => {
    moody.mood = "away";
    await guarded.gaps("one");
    expect(guarded.isSaving()).toBe(false);
  };
  const comeBack = async () => {
    moody.mood = "well";
    await clock.forward(2_000);
    expect(guarded.isSaving()).toBe(true);
  };

  it("answers 'nothing remembered' and says once, in one line, what is wrong", async () => {
    await keepGap(guarded, { organisation: "one", id: "g", at: minute(0), locale: "nl", text: "x", because: "notKnown" });
    await leave();
    expect([await guarded.gaps("one"), await guarded.run("one", 1), await guarded.openRuns("one", 9)]).toEqual([[], undefined, []]);
    await clock.forward(10_000);
    expect(reports).toEqual(["The store nowhere is away: start it. Until then answers go on, and progress is not saved."]);
    await comeBack();
    expect(reports).toHaveLength(2);
    expect(await guarded.gaps("one")).toHaveLength(1);
  });

  it("says so once when only the probe gets through, as on a full disk", async () => {
    const gap = { organisation: "one", at: minute(0), locale: "nl", text: "x", because: "notKnown" } as const;
    await leave();
    await keepGap(guarded, { ...gap, id: "g1" });
    for (let times = 0; times < 5; times += 1) {
      moody.mood = { only: "check" };
      await clock.forward(2_000);
    }
    expect([guarded.isSaving(), guarded.backlog().waiting, reports.length]).toEqual([false, 1, 1]);
    await comeBack();
    await leave();
    expect(reports).toHaveLength(3);
  });

  it("waits for one call that hangs, and for no other", async () => {
    moody.mood = "hanging";
    const first = guarded.run("one", 1);
    await clock.forward(599);
    expect(guarded.isSaving()).toBe(true);
    await clock.forward(1);
    expect(await first).toBeUndefined();
    moody.calls.length = 0;
    for (let count = 0; count < 100; count += 1) expect(await guarded.run("one", 1)).toBeUndefined();
    expect(moody.calls).toEqual([]);
  });

  it("looks for the store with one probe at a time, and finds it within two seconds", async () => {
    moody.mood = "hanging";
    const first = guarded.run("one", 1);
    await clock.forward(600);
    await first;
    moody.calls.length = 0;
    await clock.forward(60_000);
    expect(moody.calls.length).toBeGreaterThan(30);
    expect(moody.calls.length).toBeLessThan(60);
    expect(new Set(moody.calls)).toEqual(new Set(["check"]));
    for (let wait = 0; wait < 1_300; wait += 130) {
      await comeBack();
      moody.mood = "hanging";
      const one = guarded.run("one", 1);
      await clock.forward(600 + wait);
      await one;
    }
  });

  it("holds up no question of ten calls for longer than two seconds, however slow the store is", async () => {
    for (const slow of [250, 299, 301, 450, 570, 599, 601, 5_000]) {
      moody.mood = { slow };
      const begun = clock.now();
      const question = (async () => {
        for (let call = 0; call < 6; call += 1) await guarded.recall(HERE);
        return clock.now() - begun;
      })();
      await clock.forward(3_000);
      expect(await question, `${slow} ms`).toBeLessThanOrEqual(2_000);
      await comeBack();
    }
  });

  it("starts without a store, and takes it once it is there", async () => {
    let isThere = false;
    const lines: string[] = [];
    const late = createGuardedStore({
      open: async () => {
        if (!isThere) throw new BotError("STORE_UNAVAILABLE", "The store x is damaged: restore a backup.");
        return inner;
      },
      clock,
      report: (line) => lines.push(line),
    });
    await late.opened();
    expect(lines[0]).toContain("The store x is damaged: restore a backup.");
    expect(await late.startRun(draft())).toEqual({ kind: "unsaved", isWaiting: true });
    await clock.forward(5_000);
    isThere = true;
    await clock.forward(2_000);
    expect(late.isSaving()).toBe(true);
    expect(await inner.openRuns("one", 9)).toHaveLength(1);
  });

  it("goes on with the language and the subject that this process knows", async () => {
    await inner.chooseLanguage(HERE, "nl");
    await inner.chooseLanguage(ANS, "nl");
    await guarded.recall(HERE, ANS);
    const turn = { conversation: HERE, at: minute(0), used: { person: ANS, locale: "nl" } } as const;
    await guarded.keepTurn({ ...turn, subject: { answer: { article: "a", candidates: [] } } });
    await leave();
    expect(await guarded.recall(HERE, ANS)).toMatchObject({
      chosen: "nl",
      preferred: "nl",
      used: "nl",
      last: { article: "a", candidates: [] },
    });
    await guarded.chooseLanguage(HERE, "en");
    expect((await guarded.recall(HERE)).chosen).toBe("en");
    await comeBack();
    expect((await inner.recall(HERE)).chosen).toBe("en");
  });

  it("takes a mark away while the store is away too, and after it", async () => {
    await guarded.see("one/slack/share/1", minute(0));
    await leave();
    await guarded.unsee("one/slack/share/1");
    expect(await guarded.see("one/slack/share/1", minute(1))).toBe(true);
    await guarded.unsee("one/slack/share/1");
    await comeBack();
    expect(await inner.see("one/slack/share/1", minute(2))).toBe(true);
  });

  it("carries what turns left behind over an absence, the last of each, and lets a later turn stand", async () => {
    await leave();
    const turn = (event: string, article: string) => ({
      ...({ conversation: HERE, event: `one/${event}`, at: minute(0), answered: "nl", used: { person: ANS, locale: "nl" } } as const),
      subject: { answer: { article, candidates: [] } },
    });
    expect(await guarded.keepTurn(turn("e1", "a"))).toBe(true);
    expect(await guarded.keepTurn(turn("e1", "b"))).toBe(false);
    expect(await guarded.keepTurn(turn("e2", "c"))).toBe(true);
    expect((await guarded.recall(HERE)).last?.article).toBe("c");
    await comeBack();
    expect(await inner.recall(HERE, ANS)).toMatchObject({ used: "nl", last: { article: "c" } });
    expect([await inner.see("one/e1", minute(1)), await inner.see("one/e2", minute(1))]).toEqual([false, false]);
    await leave();
    await guarded.keepTurn(turn("e3", "d"));
    moody.mood = "well";
    expect(await guarded.keepTurn(turn("e4", "e"))).toBe(true);
    await comeBack();
    expect((await inner.recall(HERE)).last?.article).toBe("e");
  });

  it("sees an event once, whether the store is there or not", async () => {
    expect(await guarded.see("one/e1", minute(0))).toBe(true);
    await leave();
    expect([
      await guarded.see("one/e1", minute(0)),
      await guarded.see("one/e2", minute(0)),
      await guarded.see("one/e2", minute(0)),
    ]).toEqual([...[false, true, false]]);
    await comeBack();
    expect([await guarded.see("one/e2", minute(0)), await inner.see("one/e2", minute(0))]).toEqual([false, false]);
  });

  it("makes what waited when the store is back, the last word of each, in order", async () => {
    await leave();
    for (let number = 0; number < 30; number += 1) {
      const gap = { organisation: "one", id: `g${number}`, at: minute(number), locale: "nl", text: "x", because: "notKnown" } as const;
      await keepGap(guarded, gap);
    }
    const word = { organisation: "one", person: ANS, article: "a" } as const;
    await guarded.keepFeedback({ ...word, at: minute(0), verdict: "solved" });
    await guarded.keepFeedback({ ...word, at: minute(1), verdict: "notSolved", reason: "unclear" });
    expect(guarded.backlog()).toEqual({ waiting: 31, dropped: 0 });
    await comeBack();
    expect((await inner.gaps("one")).map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, number) => `g${number}`));
    expect(await inner.feedback("one")).toEqual([{ ...word, at: minute(1), verdict: "notSolved", reason: "unclear" }]);
    expect(reports.at(-1)).toBe("The store is back. Late changes made: 31.");
  });

  it("keeps a thousand changes and a thousand events, counts the rest, and says so", async () => {
    await leave();
    for (let number = 0; number < 1_100; number += 1) {
      const gap = { organisation: "one", id: `g${number}`, at: minute(number), locale: "nl", text: "x", because: "notKnown" } as const;
      await keepGap(guarded, gap);
      await guarded.see(`one/e${number}`, minute(0));
    }
    for (let number = 0; number < 1_000; number += 1) await guarded.moveRun(move("nobody", 1));
    expect(guarded.backlog()).toEqual({ waiting: 3_000, dropped: 200 });
    expect(await guarded.startRun(draft())).toEqual({ kind: "unsaved", isWaiting: false });
    await comeBack();
    expect(await inner.gaps("one")).toHaveLength(1_000);
    expect(reports.at(-1)).toBe("The store is back. Late changes made: 3000. Lost for want of room: 201.");
  });

  it("carries a whole walk over an absence: each move builds on the one before it", async () => {
    const { id } = done(await guarded.startRun(draft()));
    await guarded.moveRun(move(id, 1));
    await leave();
    for (let step = 2; step < 6; step += 1) {
      const press = move(id, 2, { at: minute(step), state: { ...move(id, step).state } });
      expect(await guarded.moveRun(press)).toEqual({ kind: "unsaved", isWaiting: true });
      expect(await guarded.moveRun(press)).toEqual({ kind: "repeated", run: undefined });
    }
    await comeBack();
    const run = (await inner.runById("one", id)) as RunRecord;
    expect([run.revision, run.state.step, (await inner.trail("one", id)).length]).toEqual([6, 5, 6]);
    expect((await guarded.moveRun(move(id, 2))).kind).toBe("stale");
    expect((await guarded.moveRun(move(id, 6))).kind).toBe("done");
  });

  it("carries a run that began during an absence", async () => {
    await leave();
    const one = draft();
    expect(await guarded.startRun(one)).toEqual({ kind: "unsaved", isWaiting: true });
    for (const step of [1, 2]) await guarded.moveRun(move(one.id, 0, { state: { ...one.state, step } }));
    await comeBack();
    expect(await inner.runById("one", one.id)).toMatchObject({ number: 1, revision: 3, state: { step: 2 } });
  });

  it("lets a move of somebody else stand, and keeps in the trail what was tried", async () => {
    const { id } = done(await guarded.startRun(draft()));
    await leave();
    const ours = move(id, 1, { at: minute(7) });
    await guarded.moveRun(ours);
    done(await inner.moveRun(move(id, 1, { state: { ...ours.state, step: 40 } })));
    await comeBack();
    const run = (await inner.runById("one", id)) as RunRecord;
    expect([run.revision, run.state.step]).toEqual([2, 40]);
    expect((await inner.trail("one", id)).map(({ at }) => at)).toContainEqual(minute(7));
  });

  it("makes a change once whose answer was lost", async () => {
    const { id } = done(await guarded.startRun(draft()));
    moody.mood = "lost";
    expect(await guarded.moveRun(move(id, 1))).toEqual({ kind: "unsaved", isWaiting: true });
    await guarded.moveRun(move(id, 1));
    await comeBack();
    const run = (await inner.runById("one", id)) as RunRecord;
    expect([run.revision, (await inner.trail("one", id)).length]).toEqual([3, 3]);
  });

  it("does not go away over a fault of one call, and does not try that change for ever", async () => {
    moody.mood = "faulty";
    await keepGap(guarded, { organisation: "one", id: "g", at: minute(0), locale: "nl", text: "x", because: "notKnown" });
    expect(await guarded.startRun(draft())).toEqual({ kind: "unsaved", isWaiting: false });
    expect([guarded.isSaving(), guarded.backlog().waiting]).toEqual([true, 0]);
    expect(reports).toEqual(["The store could not do one thing: a mistake in a statement"]);
  });

  it("never says of a person that they are forgotten when they are not", async () => {
    await leave();
    await expect(guarded.forget(ANS)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(guarded.check()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("says at its end what could not be saved", async () => {
    await leave();
    await guarded.see("one/e1", minute(0));
    await guarded.close();
    expect(reports.at(-1)).toBe("The store was away to the end. Changes lost: 1.");
    await clock.forward(10_000);
  });
});
