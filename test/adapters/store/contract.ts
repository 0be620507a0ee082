import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LastAnswer, Retention, RunChange, RunRecord, Store } from "#core";
import { AT_START, draft, keepGap, minute, move, useLanguage } from "./fixtures.ts";
import { liveIn } from "./live-in.ts";

/** What every store must do, whatever it stands on. `open` gives an empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let organisations = 0;
    let organisation = "";
    const fresh = () => {
      organisations += 1;
      organisation = `org-${organisations}`;
      return organisation;
    };
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it("says that it saves", async () => {
      expect(store.isSaving()).toBe(true);
      await store.check();
    });

    it("keeps the languages of conversations and people apart", async () => {
      const key = `${fresh()}/slack/T1/X`;
      const nothing = { chosen: undefined, preferred: undefined, used: undefined, answered: undefined, last: undefined };
      const [person, channel] = [`${organisation}/slack/T1/U1`, `${organisation}/slack/T1/C1`];
      expect(await store.recall(key, key)).toEqual(nothing);
      await store.chooseLanguage(key, "nl");
      await useLanguage(store, key, "en");
      for (const answered of ["nl", "en"] as const) await store.keepTurn({ conversation: key, at: minute(0), answered });
      expect(await store.recall(key, key)).toEqual({ ...nothing, chosen: "nl", preferred: "nl", used: "en", answered: "en" });
      await store.chooseLanguage(key, "en");
      expect(await store.recall(key)).toEqual({ ...nothing, chosen: "en", answered: "en" });
      await store.chooseLanguage(person, "nl");
      expect(await store.recall(key, person)).toMatchObject({ chosen: "en", preferred: "nl" });
      expect(await store.recall(channel, person)).toEqual({ ...nothing, preferred: "nl" });
      await store.forget(person);
      expect(await store.recall(channel, person)).toEqual(nothing);
    });

    it("gives a thread without an answer the language of the channel around it", async () => {
      const around = `${fresh()}/slack/T1/C1`;
      const [first, second] = [`${around}/1`, `${around}/2`];
      expect((await store.recall(first, undefined, around)).answered).toBeUndefined();
      await store.keepTurn({ conversation: first, around, at: minute(0), answered: "nl" });
      expect((await store.recall(second, undefined, around)).answered).toBe("nl");
      expect((await store.recall(second)).answered).toBeUndefined();
      await store.keepTurn({ conversation: second, at: minute(1), answered: "en" });
      expect((await store.recall(second, undefined, around)).answered).toBe("en");
      expect((await store.recall(around)).answered).toBe("nl");
    });

    it("takes a mark away, and marks it anew", async () => {
      const event = `${fresh()}/slack/share/1`;
      await store.unsee(event);
      expect(await store.see(event, minute(0))).toBe(true);
      await store.unsee(event);
      expect([await store.see(event, minute(1)), await store.see(event, minute(2))]).toEqual([true, false]);
    });

    it("keeps what a conversation is about, and forgets it when told", async () => {
      const key = `${fresh()}/slack/T1/C1`;
      const about = async (answer: LastAnswer | undefined, at: Date) => {
        await store.keepTurn({ conversation: key, at, subject: { answer } });
        // A turn without a subject leaves it as it is.
        await store.keepTurn({ conversation: key, at, answered: "nl" });
        return (await store.recall(key)).last;
      };
      const first = { article: "a", candidates: ["b", "c"] };
      expect(await about(first, minute(0))).toEqual(first);
      const second = { article: "d", candidates: [], run: "r1" };
      expect(await about(second, minute(1))).toEqual(second);
      expect(await about(undefined, minute(2))).toBeUndefined();
    });

    it("keeps nothing of a turn whose event it has seen", async () => {
      const key = `${fresh()}/slack/T1/C1`;
      const turn = { conversation: key, event: `${organisation}/slack/T1/e1`, at: minute(0), answered: "nl" } as const;
      const subject = { answer: { article: "a", candidates: [] } };
      const gap = { organisation, id: "g1", at: minute(0), locale: "nl", text: "wat is dit", because: "notKnown" } as const;
      expect(await store.keepTurn({ ...turn, subject, gap })).toBe(true);
      const again = { ...turn, answered: "en", used: { person: key, locale: "en" }, subject: { answer: undefined } } as const;
      expect(await store.keepTurn({ ...again, gap: { ...gap, id: "g2" } })).toBe(false);
      expect(await store.gaps(organisation)).toEqual([gap]);
      expect(await store.see(turn.event, minute(1))).toBe(false);
      expect(await store.recall(key, key)).toMatchObject({ chosen: undefined, used: undefined, answered: "nl", last: subject.answer });
    });

    it("knows the last card of an article in a conversation", async () => {
      const key = `${fresh()}/slack/T1/C1`;
      await store.keepMessage(key, "a", "m1", minute(0));
      await store.keepMessage(key, "b", "m2", minute(1));
      await store.keepMessage(key, "a", "m3", minute(2));
      expect(await store.earlierAnswer(key, "a")).toEqual({ message: "m3", at: minute(2) });
      expect(await store.earlierAnswer(`${key}/other`, "a")).toBeUndefined();
    });

    it("sees an event once", async () => {
      const event = `${fresh()}/slack/T1/e1`;
      expect([await store.see(event, minute(0)), await store.see(event, minute(1))]).toEqual([true, false]);
    });

    it("opens a run with everything that was given", async () => {
      const one = draft({ organisation: fresh() });
      const run = done(await store.startRun(one));
      expect(run).toEqual({
        ...{ organisation, id: one.id, number: 1, revision: 1, article: one.article, state: AT_START, status: "open" },
        ...{ startedBy: one.by, startedAt: one.at, holder: one.by, movedBy: one.by, movedAt: one.at, conversation: one.conversation },
      });
      expect(await store.run(organisation, 1)).toEqual(run);
      expect(await store.runById(organisation, one.id)).toEqual(run);
      expect(await store.runById("another", one.id)).toBeUndefined();
      expect(await store.runIn(one.conversation)).toEqual(run);
      expect(await store.trail(organisation, one.id)).toEqual(one.trail);
    });

    it("opens a run without an article and without a name", async () => {
      const by = { key: `${fresh()}/terminal/local/shell` };
      const run = done(await store.startRun(draft({ organisation, article: undefined, by, trail: [] })));
      expect(run).toMatchObject({ article: undefined, startedBy: by });
      expect(await store.trail(organisation, run.id)).toEqual([]);
    });

    it("gives the lowest number that no open run has", async () => {
      fresh();
      const runs = [];
      for (let count = 0; count < 4; count += 1) runs.push(done(await store.startRun(draft({ organisation }))));
      expect(runs.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
      for (const run of [runs[1], runs[0]] as RunRecord[]) done(await store.moveRun(move(run.id, 1, { organisation, status: "stopped" })));
      expect(done(await store.startRun(draft({ organisation }))).number).toBe(1);
      expect(done(await store.startRun(draft({ organisation }))).number).toBe(2);
      expect(done(await store.startRun(draft({ organisation }))).number).toBe(5);
      expect((await store.run(organisation, 1))?.status).toBe("open");
    });

    it("gives numbers to runs that open at once", async () => {
      fresh();
      const changes = await Promise.all(Array.from({ length: 12 }, () => store.startRun(draft({ organisation }))));
      const numbers = changes.map((change) => done(change).number).sort((one, other) => one - other);
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    });

    it("gives a run another number when it opens again and its own is taken", async () => {
      fresh();
      const first = done(await store.startRun(draft({ organisation })));
      await store.moveRun(move(first.id, 1, { organisation, status: "solved" }));
      done(await store.startRun(draft({ organisation })));
      expect(done(await store.moveRun(move(first.id, 2, { organisation }))).number).toBe(2);
    });

    it("moves a run on from the revision that was seen", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      const step = move(id, 1, { organisation });
      const run = done(await store.moveRun(step));
      expect(run).toMatchObject({
        ...{ number: 1, revision: 2, state: step.state, holder: step.holder, movedBy: step.by, movedAt: step.at },
        ...{ conversation: step.conversation, startedBy: { name: "Ans" } },
      });
      expect(await store.run(organisation, 1)).toEqual(run);
      expect((await store.trail(organisation, id)).map(({ what }) => what)).toEqual(["started", "worked"]);
    });

    it("lets one of two presses win and shows the other who did it", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      const changes = await Promise.all([1, 2].map(() => store.moveRun(move(id, 1, { organisation }))));
      expect(changes.map(({ kind }) => kind).sort()).toEqual(["done", "stale"]);
      const stale = changes.find(({ kind }) => kind === "stale");
      expect(stale).toMatchObject({ run: { revision: 2, movedBy: { name: "Bert" } } });
      expect(await store.trail(organisation, id)).toHaveLength(2);
    });

    it("does nothing a second time for an event, and shows the run that it changed", async () => {
      const one = draft({ organisation: fresh() });
      const { id } = done(await store.startRun(one));
      expect(await store.startRun(one)).toMatchObject({ kind: "repeated", run: { id, revision: 1 } });
      const step = move(id, 1, { organisation });
      done(await store.moveRun(step));
      done(await store.moveRun(move(id, 2, { organisation })));
      expect(await store.moveRun(step)).toMatchObject({ kind: "repeated", run: { id, revision: 3 } });
      expect(await store.trail(organisation, id)).toHaveLength(3);
      expect(await store.see(step.event, minute(9))).toBe(false);
    });

    it("changes nothing at all when a move comes too late or finds no run", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      done(await store.moveRun(move(id, 1, { organisation, reminder: { id: "r1", at: minute(30) } })));
      const post = { id: "p1", organisation, platform: "slack", address: "C9", reply: "{}" };
      const late = move(id, 1, { organisation, posts: [post], trail: [] });
      expect((await store.moveRun(late)).kind).toBe("stale");
      expect(await store.moveRun(move("nobody", 1, { organisation }))).toEqual({ kind: "missing" });
      expect((await store.run(organisation, 1))?.remindAt).toEqual(minute(30));
      expect(await postsOf(store, organisation)).toEqual([]);
      expect(await store.see(late.event, minute(9))).toBe(true);
    });

    it("adds notes without moving the run", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      const by = { key: `${organisation}/slack/T1/U3` };
      const note = { organisation, event: `${organisation}/slack/T1/n1`, at: minute(5), by, run: id };
      const line = { at: minute(5), by, what: "noted", path: 0, step: 3, reason: "notNow", words: 'schijf "E:" vol\nzie café ✅' } as const;
      expect(done(await store.addNote({ ...note, line })).revision).toBe(1);
      expect(await store.addNote({ ...note, line })).toMatchObject({ kind: "repeated", run: { id } });
      expect(await store.addNote({ ...note, event: `${organisation}/n2`, run: "nobody", line })).toEqual({ kind: "missing" });
      expect((await store.trail(organisation, id)).at(-1)).toEqual(line);
    });

    it("loses nothing of what odd texts hold, but for the character that no database keeps", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      const by = { key: `${organisation}/x`, name: "O'Brien; drop table runs;--" };
      for (const words of ["'; drop table runs; --", "%_\\", "𝔘𝔫𝔦 👩‍👩‍👧 \u202E", "x".repeat(10_000)]) {
        const event = `${organisation}/${words.slice(0, 30)}`;
        done(await store.addNote({ organisation, event, at: minute(1), by, run: id, line: { at: minute(1), by, what: "noted", words } }));
        expect((await store.trail(organisation, id)).at(-1)).toMatchObject({ words, by });
      }
      const line = { at: minute(1), by, what: "noted", words: "a\0b" } as const;
      done(await store.addNote({ organisation, event: `${organisation}/nul`, at: minute(1), by, run: id, line }));
    });

    it("lists open runs, last moved first, and no more than asked", async () => {
      fresh();
      const runs = [];
      for (let count = 0; count < 3; count += 1) runs.push(done(await store.startRun(draft({ organisation, at: minute(count) }))));
      const [first, second, third] = runs.map(({ id }) => id) as [string, string, string];
      done(await store.moveRun(move(first, 1, { organisation, at: minute(50) })));
      done(await store.moveRun(move(third, 1, { organisation, at: minute(60), status: "stopped" })));
      expect((await store.openRuns(organisation, 10)).map(({ id }) => id)).toEqual([first, second]);
      expect(await store.openRuns(organisation, 1)).toHaveLength(1);
      expect((await store.runIn(`${organisation}/teams/T2/C2/`))?.id).toBe(first);
    });

    it("keeps one card of a run for each conversation", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      await store.keepRunMessage(organisation, id, { conversation: "c1", message: "m1" });
      await store.keepRunMessage(organisation, id, { conversation: "c2", message: "m2" });
      await store.keepRunMessage(organisation, id, { conversation: "c1", message: "m3" });
      const messages = await store.runMessages(organisation, id);
      expect(new Set(messages.map(({ conversation, message }) => `${conversation} ${message}`))).toEqual(new Set(["c1 m3", "c2 m2"]));
    });

    it("remembers which run solved an article last, and with which step", async () => {
      fresh();
      expect(await store.solvedBefore(organisation, "replica-inconsistent")).toBeUndefined();
      const first = done(await store.startRun(draft({ organisation })));
      done(await store.moveRun(move(first.id, 1, { organisation, status: "solved", at: minute(10) })));
      const by = { key: `${organisation}/slack/T1/U1`, name: "Ans" };
      const fixedBy = [{ at: minute(11), by, what: "fixedBy", path: 1, step: 2 }] as const;
      done(await store.moveRun(move(first.id, 2, { organisation, status: "solved", at: minute(11), trail: fixedBy })));
      const before = { number: 1, at: minute(10), by: { key: `${organisation}/teams/T2/U2`, name: "Bert" }, path: 1, step: 2 };
      expect(await store.solvedBefore(organisation, "replica-inconsistent")).toEqual(before);
      const second = done(await store.startRun(draft({ organisation })));
      done(await store.moveRun(move(second.id, 1, { organisation, status: "stopped", at: minute(20) })));
      expect(await store.solvedBefore(organisation, "replica-inconsistent")).toEqual(before);
      const third = done(await store.startRun(draft({ organisation })));
      done(await store.moveRun(move(third.id, 1, { organisation, status: "solved", at: minute(30), by, holder: by })));
      expect(await store.solvedBefore(organisation, "replica-inconsistent")).toEqual({ number: third.number, at: minute(30), by });
    });

    it("reminds when it is due, once a lease, until it was sent", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      const run = done(await store.moveRun(move(id, 1, { organisation, reminder: { id: "r1", at: minute(30) } })));
      expect(run.remindAt).toEqual(minute(30));
      const due = async (minutes: number) =>
        (await store.claimReminders(minute(minutes), 60_000, 10)).filter((one) => one.organisation === organisation);
      expect(await due(29)).toEqual([]);
      expect(await due(30)).toEqual([
        {
          ...{ id: "r1", organisation, run: id, number: 1, at: minute(30), conversation: run.conversation },
          who: { key: `${organisation}/teams/T2/U2`, name: "Bert" },
        },
      ]);
      expect(await due(30)).toEqual([]);
      expect(await due(31)).toHaveLength(1);
      await store.reminderSent("another", "r1");
      expect(await due(40)).toHaveLength(1);
      await store.reminderSent(organisation, "r1");
      expect(await due(90)).toEqual([]);
      expect((await store.run(organisation, 1))?.remindAt).toBeUndefined();
    });

    it("cancels a reminder with any move of the run", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      done(await store.moveRun(move(id, 1, { organisation, reminder: { id: "r1", at: minute(30) } })));
      expect(done(await store.moveRun(move(id, 2, { organisation }))).remindAt).toBeUndefined();
      expect((await store.claimReminders(minute(99), 1, 99)).filter((one) => one.organisation === organisation)).toEqual([]);
    });

    it("gives a due reminder and a post to one of two that ask at once", async () => {
      const { id } = done(await store.startRun(draft({ organisation: fresh() })));
      done(await store.moveRun(move(id, 1, { organisation, reminder: { id: "r1", at: minute(30) } })));
      await store.enqueue({ id: "p1", organisation, platform: "slack", address: "C9", reply: "{}" }, minute(0));
      const reminders = await Promise.all([1, 2, 3].map(() => store.claimReminders(minute(31), 60_000, 10)));
      expect(reminders.flat().filter((one) => one.organisation === organisation)).toHaveLength(1);
      const posts = await Promise.all([1, 2, 3].map(() => store.claimPosts(minute(31), 60_000, 10)));
      expect(posts.flat().filter((one) => one.organisation === organisation)).toHaveLength(1);
    });

    it("keeps posts, those of a move too, until they were sent", async () => {
      const post = (id: string) => ({ id, organisation: fresh(), platform: "slack", address: "C9", reply: '{"kind":"handOver"}' });
      const one = post("p1");
      await store.enqueue(one, minute(0));
      await store.enqueue(one, minute(0));
      const { id } = done(await store.startRun(draft({ organisation })));
      const two = { ...one, id: "p2" };
      done(await store.moveRun(move(id, 1, { organisation, posts: [two] })));
      expect(await postsOf(store, organisation)).toEqual([one, two]);
      await store.postSent("another", "p1");
      await store.postSent(organisation, "p2");
      expect(await postsOf(store, organisation)).toEqual([one]);
    });

    it("lets the last word of a person win, whichever comes in last", async () => {
      const word = { organisation: fresh(), person: `${organisation}/slack/T1/U1`, article: "a" } as const;
      await store.keepFeedback({ ...word, at: minute(2), verdict: "notSolved", reason: "unclear" });
      await store.keepFeedback({ ...word, at: minute(1), verdict: "solved" });
      expect(await store.feedback(organisation)).toEqual([{ ...word, at: minute(2), verdict: "notSolved", reason: "unclear" }]);
      await store.keepFeedback({ ...word, at: minute(3), verdict: "solved" });
      await store.keepFeedback({ ...word, at: minute(4), run: "r1", verdict: "notSolved", reason: "stepFailed" });
      expect((await store.feedback(organisation)).map(({ verdict, run }) => [verdict, run])).toEqual([
        ["solved", undefined],
        ["notSolved", "r1"],
      ]);
    });

    it("keeps gaps once, oldest first", async () => {
      const gap = { organisation: fresh(), locale: "nl", text: "wat is dit", because: "notKnown" } as const;
      await keepGap(store, { ...gap, id: "g2", at: minute(2), nearest: "a" });
      await keepGap(store, { ...gap, id: "g1", at: minute(1) });
      await keepGap(store, { ...gap, id: "g1", at: minute(1) });
      expect(await store.gaps(organisation)).toEqual([
        { ...gap, id: "g1", at: minute(1) },
        { ...gap, id: "g2", at: minute(2), nearest: "a" },
      ]);
    });

    it("keeps addresses until they are dropped", async () => {
      const key = `${fresh()}/teams/T2/C2`;
      await store.keepAddress(key, '{"a":1}', minute(0));
      await store.keepAddress(key, '{"a":2}', minute(1));
      expect(await store.address(key)).toBe('{"a":2}');
      await store.dropAddress(key);
      expect(await store.address(key)).toBeUndefined();
    });

    it("drops the addresses of a conversation's threads with it, and no others", async () => {
      const key = `${fresh()}/teams/T2/C%253A2_/`;
      const others = [`${organisation}/teams/T2/C%253A2_x/`, `${organisation}/teams/T2/C%253A2X/7`, `${organisation}/teams/T3/C%253A2_/7`];
      for (const one of [key, `${key}7`, `${key}%4029`, ...others]) await store.keepAddress(one, "x", minute(0));
      await store.dropAddress(`${key}7`);
      expect([await store.address(key), await store.address(`${key}7`)]).toEqual(["x", undefined]);
      await store.dropAddress(key);
      expect([await store.address(key), await store.address(`${key}%4029`)]).toEqual([undefined, undefined]);
      for (const one of others) expect(await store.address(one)).toBe("x");
    });

    it("keeps who did what, last first", async () => {
      const line = { organisation: fresh(), by: `${organisation}/slack/T1/U1`, what: "tookOver", about: "run 1" };
      await store.audit({ ...line, at: minute(1) });
      await store.audit({ ...line, at: minute(2) });
      expect((await store.audited(organisation, 9)).map(({ at }) => at)).toEqual([minute(2), minute(1)]);
      expect(await store.audited(organisation, 1)).toEqual([{ ...line, at: minute(2) }]);
    });

    it("forgets a person everywhere, and keeps what was done", async () => {
      const one = draft({ organisation: fresh() });
      const person = one.by.key;
      const { id } = done(await store.startRun(one));
      done(await store.moveRun(move(id, 1, { organisation, by: one.by, holder: one.by, reminder: { id: "r1", at: minute(30) } })));
      await useLanguage(store, person, "nl");
      await store.keepFeedback({ organisation, person, article: "a", at: minute(0), verdict: "solved" });
      await store.audit({ organisation, at: minute(0), by: person, what: "x", about: "y" });
      expect(await store.forget(person)).toBeGreaterThan(3);
      const left = [
        ...[await store.run(organisation, 1), await store.trail(organisation, id), await store.feedback(organisation)],
        ...[await store.audited(organisation, 9), (await store.recall(person, person)).used, await store.claimReminders(minute(99), 1, 99)],
      ];
      expect(JSON.stringify(left)).not.toMatch(/U1"|Ans/);
      expect(await store.trail(organisation, id)).toHaveLength(2);
      expect((await store.run(organisation, 1))?.startedBy.key).toMatch(new RegExp(`^${organisation}/forgotten/`));
    });

    it("deletes what is older than its limit and nothing else", async () => {
      fresh();
      const old = done(await store.startRun(draft({ organisation, at: minute(0) })));
      const recent = done(await store.startRun(draft({ organisation, at: minute(100) })));
      for (const [index, at] of [minute(0), minute(100)].entries()) {
        const key = `${organisation}/k${index}`;
        await store.keepMessage(key, "a", "m", at);
        await store.keepTurn({ conversation: key, event: key, at, subject: { answer: { article: "a", candidates: [] } } });
        await keepGap(store, { organisation, id: key, at, locale: "nl", text: "x", because: "notKnown" });
        await store.keepFeedback({ organisation, person: key, article: "a", at, verdict: "solved" });
        await store.audit({ organisation, at, by: key, what: "x", about: "y" });
        await store.enqueue({ id: key, organisation, platform: "slack", address: "C", reply: "{}" }, at);
      }
      const limit = minute(50);
      const everything: Retention = { runs: limit, gaps: limit, answers: limit, seen: limit, feedback: limit, audit: limit };
      const deleted = await store.prune(everything);
      expect(Object.values(deleted).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(8);
      const left = [
        ...[(await store.openRuns(organisation, 9)).map(({ id }) => id), (await store.trail(organisation, old.id)).length],
        ...[(await store.trail(organisation, recent.id)).length, (await store.gaps(organisation)).length],
        ...[(await store.feedback(organisation)).length, (await store.audited(organisation, 9)).length],
        ...[(await postsOf(store, organisation)).length, await store.earlierAnswer(`${organisation}/k0`, "a")],
        ...[(await store.earlierAnswer(`${organisation}/k1`, "a"))?.message, await store.see(`${organisation}/k1`, minute(100))],
        ...[await store.see(`${organisation}/k0`, minute(100)), (await store.recall(`${organisation}/k0`)).last],
      ];
      expect(left).toEqual([[recent.id], 0, 1, 1, 1, 1, 1, undefined, "m", false, true, undefined]);
      expect(Object.values(await store.prune(everything)).every((count) => count === 0)).toBe(true);
    });

    it("shows an organisation the same whether another lives beside it or not", async () => {
      const alone = await liveIn(store, fresh());
      const first = fresh();
      const second = fresh();
      const [one, other] = await Promise.all([liveIn(store, first), liveIn(store, second)]);
      expect(one.replaceAll(first, "ORG")).toBe(alone.replaceAll(/org-\d+/g, "ORG"));
      expect(other.replaceAll(second, "ORG")).toBe(alone.replaceAll(/org-\d+/g, "ORG"));
    });
  });
}

async function postsOf(store: Store, organisation: string) {
  return (await store.claimPosts(minute(10_000), 0, 999)).filter((post) => post.organisation === organisation);
}

/** The run of a change that must have been made. */
export function done(change: RunChange): RunRecord {
  if (change.kind !== "done") throw new Error(`the change was not made: ${change.kind}`);
  return change.run;
}
