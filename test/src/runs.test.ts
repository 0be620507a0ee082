import { beforeEach, describe, expect, it } from "vitest";
import type { Bot, Delivery, Intent, Reply, StepReply, Store, Turn } from "#core";
import { createGuardedStore, createMemoryStore, decodeIntent, encodeIntent, promptsOf, textOf } from "#core";
import { createFakeClock } from "../support/fake-clock.ts";
import { createMoodyStore } from "../support/moody-store.ts";
import type { TestBot } from "../support/test-bot.ts";
import { testBot, testTurn } from "../support/test-bot.ts";

const START = new Date("2026-11-22T02:12:00Z");
const MINUTE = 60_000;
const minute = (minutes: number) => new Date(START.getTime() + minutes * MINUTE);

let knowledge: TestBot;
let store: Store;
let bot: Bot;

beforeEach(async () => {
  knowledge ??= await testBot();
  store = createMemoryStore();
  bot = knowledge.over({ store, organisationOf: (_platform, tenant) => tenant });
});

/** Somebody who says and presses things on one platform. */
function person(name: string, platform: string, parts: Partial<Turn> = {}) {
  const turn = (intent: Intent, at: number) =>
    testTurn(intent, { tenant: "T1", platform, conversation: `C-${name}`, user: { id: name, name }, at: minute(at), ...parts });
  const say = async (what: string | Intent, at = 0): Promise<readonly Delivery[]> =>
    bot.handle(turn(typeof what === "string" ? { kind: "ask", text: what } : what, at));
  return { turn, say, card: async (what: string | Intent, at = 0) => stepOf((await say(what, at))[0]?.reply) };
}

function stepOf(reply: Reply | undefined): StepReply {
  if (reply?.kind !== "step") throw new Error(`no card of a run: ${JSON.stringify(reply)?.slice(0, 200)}`);
  return reply;
}

/** The intent of a button, on its way through the platform. */
function button(reply: Reply, label: string): Intent {
  const found = promptsOf(reply).find((prompt) => prompt.label === label);
  if (found === undefined) throw new Error(`no button "${label}": ${promptsOf(reply).map((prompt) => prompt.label)}`);
  return decodeIntent(encodeIntent(found.intent)) as Intent;
}

const words = ({ lines }: StepReply) => lines.map(textOf).join(" ");
const said = ([first]: readonly Delivery[]) => (first?.reply.kind === "notice" ? textOf(first.reply.text) : "");
const open = (article: string): Intent => ({ kind: "open", article });

describe("two people on one run", () => {
  it("advance it once when both press: the other sees the step as it is now, and who moved it", async () => {
    const [ans, piet] = [person("Ans", "slack"), person("Piet", "teams")];
    await ans.say("ID: 100052");
    const card = await ans.card("start");
    const [first, second] = await Promise.all([ans.say(button(card, "Did not help"), 1), piet.say(button(card, "Did not help"), 1)]);
    expect(stepOf(first?.[0]?.reply).position).toContain("Step 2 of 2");
    const late = stepOf(second?.[0]?.reply);
    expect(late.position).toContain("Step 2 of 2");
    expect(words(late)).toContain("Ans was first");
    expect((await store.openRuns("T1", 9)).map(({ revision }) => revision)).toEqual([2]);
  });

  it("find it by its number on the other platform, and take it over; the old card explains who has it", async () => {
    const [ans, piet] = [person("Ans", "slack"), person("Piet", "teams", { localeHint: "nl" })];
    await ans.say("ID: 100052");
    const old = await ans.card("start");
    const list = (await piet.say("lopend", 10))[0]?.reply;
    expect(list).toMatchObject({
      kind: "list",
      items: [{ label: expect.stringContaining("Stappenplan 1"), detail: expect.stringContaining("Ans") }],
    });
    expect((await piet.card("stappenplan 1", 10)).footer).toContain("bij Ans sinds 03:12 CET");
    expect((await piet.card("overnemen 1", 11)).footer).toContain("bij Piet sinds 03:23 CET");
    const explained = await ans.card(button(old, "It worked"), 12);
    expect(words(explained)).toContain("Piet was first, at 03:23 CET");
    expect(explained.footer).toContain("Piet has it");
    expect(explained.run.revision).toBe(2);
  });

  it("are told apart from those of another organisation, who can neither see nor press it", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    const card = await ans.card("start");
    const stranger = person("Eve", "slack", { tenant: "T2" });
    const [pressed] = await stranger.say(button(card, "It worked"));
    expect(pressed?.reply).toMatchObject({ kind: "notice", prompts: [{ label: "Start the steps" }, {}, {}] });
    expect(JSON.stringify(pressed)).not.toContain("Ans");
    expect((await stranger.say("runs"))[0]?.reply).toMatchObject({ kind: "list", items: [] });
    expect((await stranger.say("take over 1"))[0]?.reply.kind).toBe("notice");
    expect((await store.openRuns("T1", 9)).map(({ revision }) => revision)).toEqual([1]);
  });

  it("are answered once for an event that is delivered three times", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    const turn = ans.turn(button(await ans.card("start"), "Did not help"), 1);
    const answers = await Promise.all([bot.handle(turn), bot.handle(turn), bot.handle(turn)]);
    expect(answers.map(({ length }) => length).sort()).toEqual([0, 0, 1]);
    // Another process, which knows of the event by the store alone.
    expect(await knowledge.over({ store, organisationOf: (_platform, tenant) => tenant }).handle(turn)).toEqual([]);
    const question = ans.turn({ kind: "ask", text: "ID: 100050" }, 2);
    expect((await bot.handle(question)).length).toBe(1);
    expect(await bot.handle(question)).toEqual([]);
  });

  it("hear of each other's presses where a face watches", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    const card = await ans.card("start");
    const heard: number[] = [];
    const end = bot.watch({ platform: "teams", tenant: "T1", id: card.run.id }, (revision) => heard.push(revision));
    bot.watch({ platform: "teams", tenant: "T2", id: card.run.id }, () => heard.push(-1));
    await ans.say(button(card, "Did not help"), 1);
    // A press in another process is seen when this one looks.
    const other = knowledge.over({ store, organisationOf: (_platform, tenant) => tenant });
    await other.handle(ans.turn({ kind: "ask", text: "it worked" }, 2));
    await bot.look();
    end();
    await ans.say("back", 3);
    expect(heard).toEqual([1, 2, 3]);
  });
});

describe("the card of a run in a conversation", () => {
  const tell = (deliveries: readonly Delivery[], message: string) =>
    Promise.all(
      deliveries
        .filter(({ to }) => to.kind === "here")
        .map((delivery) => bot.delivered(delivery, { message, at: minute(0), address: "here/again" })),
    );

  it("is the newest one: words bring it below, and the one above says so and has no buttons left", async () => {
    const ans = person("Ans", "slack", { surface: "channel", localeHint: "nl" });
    await ans.say(open("agent-cannot-connect-to-azure"));
    const started = await ans.say("start");
    await tell(started, "card-1");
    expect(started.length).toBe(1);
    const [moved, left, ...others] = await ans.say("hielp niet", 1);
    expect([moved?.to, moved?.reply.kind, others]).toEqual([{ kind: "here" }, "step", []]);
    expect(left?.to).toEqual({ kind: "update", message: "card-1", address: "here/again" });
    expect(said(left === undefined ? [] : [left])).toBe("Stappenplan 1 gaat hieronder verder, in een nieuwer bericht.");
    expect(left && promptsOf(left.reply)).toEqual([]);

    // What was left is not the card any more: the next words leave the newer one.
    await bot.delivered(left as Delivery, { message: "card-1", at: minute(1) });
    await tell([moved as Delivery], "card-2");
    expect((await ans.say("run", 2))[1]?.to).toMatchObject({ message: "card-2" });
  });

  it("changes in place when it is pressed, and stays where only one person sees it", async () => {
    const ans = person("Ans", "slack", { surface: "channel" });
    const started = await ans.say({ kind: "start", article: "agent-cannot-connect-to-azure" });
    await tell(started, "card-1");
    const press = { ...ans.turn(button(stepOf(started[0]?.reply), "Checked"), 1), message: "card-1" };
    expect((await bot.handle(press)).map(({ to }) => to)).toEqual([{ kind: "update", message: "card-1" }]);

    const bea = person("Bea", "slack", { surface: "command" });
    await tell(await bea.say({ kind: "start", article: "agent-cannot-connect-to-azure" }), "seen-by-one");
    expect((await bea.say("did not help", 1)).map(({ to }) => to)).toEqual([{ kind: "here" }]);
  });
});

describe("what is said about a message", () => {
  it("is about the article whose card it is, also for a bot that did not send it", async () => {
    const ans = person("Ans", "teams");
    const [answer] = await ans.say("ID: 100050");
    await bot.delivered(answer as Delivery, { message: "m-7", at: minute(0) });
    const other = knowledge.over({ store, organisationOf: (_platform, tenant) => tenant });
    const place = { platform: "teams", tenant: "T1", conversation: "C-Ans" };
    expect(await other.articleAt(place, "m-7")).toBe("agent-cannot-connect-to-azure");
    expect(await other.articleAt(place, "m-8")).toBeUndefined();
    expect(await other.articleAt({ ...place, conversation: "C-Bea" }, "m-7")).toBeUndefined();
  });
});

describe("the words typed in a run", () => {
  it("do what the buttons do", async () => {
    const ans = person("Ans", "slack", { localeHint: "nl" });
    await ans.say(open("device-not-ready"));
    expect((await ans.card("start de stappen")).position).toContain("Stap 1 van 4");
    expect((await ans.card("volgende")).position).toContain("Stap 2 van 4");
    expect(words(await ans.card("gelukt"))).toContain("Weet je het zeker?");
    expect((await ans.card("terug")).position).toContain("Stap 2 van 4");
    expect((await ans.card("terug")).position).toContain("Stap 1 van 4");
    expect((await ans.card("werkt niet")).position).toContain("Stap 2 van 4");
    expect((await ans.card("overslaan: geen rechten")).position).toContain("Stap 3 van 4");
    expect((await ans.card("volgende manier")).position).toContain("manier B van 2");
    const [handOver] = await ans.say("wat hebben we geprobeerd?");
    expect(handOver?.reply).toMatchObject({ kind: "handOver", body: { text: expect.stringContaining("overgeslagen: geen rechten") } });
    expect((await ans.say("stoppen"))[0]?.reply.kind).toBe("step");
  });

  it("that go on never say that it is solved: the last step of a way is asked about", async () => {
    for (const [localeHint, next, asks, worked] of [
      ["nl", ["volgende", "klaar", "verder", "volgende stap"], "Is het gelukt, of hielp het niet?", "gelukt"],
      ["en", ["next", "done", "go on", "next step"], "Did it work, or did it not help?", "it worked"],
    ] as const) {
      const ans = person(`Ans-${localeHint}`, "slack", { localeHint });
      await ans.say(open("obengine-unreachable"));
      const before = await store.feedback("T1");
      await ans.say(next[0]);
      expect(await store.feedback("T1")).toEqual(before);
      await ans.say({ kind: "start", article: "obengine-unreachable" });
      const last = await ans.card(next[1]);
      expect(last.position).toMatch(/(?:Stap 2 van|Step 2 of) 2/);
      for (const word of next) {
        const asked = await ans.card(word);
        expect(words(asked), word).toContain(asks);
        expect([asked.position, asked.prompts.map(({ label }) => label)], word).toEqual([
          last.position,
          last.prompts.map(({ label }) => label),
        ]);
      }
      expect(words(await ans.card(worked))).toMatch(/^(?:Opgelost|Solved)/);
      const solved = await store.feedback("T1");
      expect((await ans.say(next[0]))[0]?.reply.kind).toBe("notice");
      expect(await store.feedback("T1")).toEqual(solved);
    }
  });

  it("go on from a check, and ask for the second press of a risky step, as the buttons do", async () => {
    const ans = person("Ans", "slack");
    await ans.say(open("cannot-configure-protection"));
    await ans.say("start");
    expect((await ans.card("next")).position).toMatch(/^Check 2/);
    const piet = person("Piet", "slack");
    await piet.say(open("device-not-ready"));
    await piet.say("start");
    await piet.say("next");
    expect(words(await piet.card("next"))).toContain("Are you sure?");
  });

  it.each([
    ["nl", "hielp niet: toegang geweigerd"],
    ["nl", "hielp niet, toegang geweigerd"],
    ["nl", "Mislukt: toegang geweigerd"],
    ["nl", "Hielp niet. Toegang geweigerd"],
    ["en", "did not help: access denied"],
    ["en", "did not help, access denied"],
    ["en", "Failed: access denied"],
    ["en", "didn’t help, access denied"],
  ] as const)("keep on the trail what stands behind them (%s): %s", async (localeHint, text) => {
    const ans = person("Ans", "slack", { localeHint });
    await ans.say(open("obengine-unreachable"));
    await ans.say({ kind: "start", article: "obengine-unreachable" });
    expect((await ans.card(text)).position).toMatch(/^(?:Stap 2 van|Step 2 of) 2/);
    const [handOver] = await ans.say("handover");
    expect(JSON.stringify(handOver)).toMatch(/(?:hielp niet: toegang geweigerd|did not help: access denied)/i);
    expect(await store.gaps("T1")).toEqual([]);
  });

  it("are kept with a step that still asks for its second press, and said to be lost where nothing moves", async () => {
    const ans = person("Ans", "slack");
    await ans.say(open("device-not-ready"));
    await ans.say("start");
    await ans.say("next");
    expect(words(await ans.card("did not help: access denied"))).toBe("Are you sure? Read first what you lose.");
    expect(JSON.stringify(await ans.say("handover"))).toContain("note: access denied");
    const piet = person("Piet", "slack");
    await piet.say(open("obengine-unreachable"));
    await piet.say("start");
    for (const text of ["failed", "failed", "failed"]) await piet.say(text);
    expect(words(await piet.card("failed: access denied"))).toContain("What you wrote with it is not kept.");
  });

  it("are a question where no run is going", async () => {
    const ans = person("Ans", "slack");
    expect((await ans.say("Failed: the replica is inconsistent"))[0]?.reply).toMatchObject({ kind: "answer" });
    expect((await ans.say("failed: xyzzy"))[0]?.reply.kind).toBe("notFound");
  });

  it("are never cut without a word", async () => {
    for (const [localeHint, skip, note, cut, lost] of [
      ["nl", "overslaan", "notitie", "alleen de eerste 300 tekens", "alleen de eerste 500 tekens"],
      ["en", "skip", "note", "only the first 300 characters", "only the first 500 characters"],
    ] as const) {
      const ans = person(`Ans-${localeHint}`, "slack", { localeHint });
      await ans.say(open("device-not-ready"));
      await ans.say({ kind: "start", article: "device-not-ready" });
      expect(said(await ans.say(`${note}: ${"a".repeat(500)}`))).not.toContain("500");
      expect(said(await ans.say(`${note}: ${"a".repeat(501)}`))).toContain(lost);
      expect(words(await ans.card(`${skip}: ${"b".repeat(301)}`))).toContain(cut);
      expect(words(await ans.card(`${skip}: ${"b".repeat(300)}`))).not.toContain("300");
    }
  });

  it.each([
    ["nl", "overnemen 1000", "Er is geen stappenplan 1000."],
    ["nl", "overnemen -1", "Er is geen stappenplan -1."],
    ["nl", "overdracht 12345", "Er is geen stappenplan 12345."],
    ["nl", "stappenplan 12345", "Er is geen stappenplan 12345."],
    ["en", "take over 99999", "There is no run 99999."],
    ["en", "take over run 9999999999", "There is no run 9999999999."],
  ] as const)("name a run that is not there (%s): %s", async (localeHint, text, sentence) => {
    const deliveries = await person("Ans", "slack", { localeHint }).say(text);
    expect(said(deliveries)).toBe(sentence);
    expect(await store.gaps("T1")).toEqual([]);
  });

  it("name a run of four digits", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    await ans.say("start");
    const [run] = await store.openRuns("T1", 1);
    bot = knowledge.over({
      store: { ...store, run: async (_organisation, number) => (number === 1234 ? run : undefined) },
      organisationOf: (_platform, tenant) => tenant,
    });
    expect((await person("Piet", "slack").say("take over 1234"))[0]?.reply.kind).toBe("step");
  });

  it.each([
    ["nl", "notitie:", "achter de dubbele punt"],
    ["nl", "Notitie", "achter de dubbele punt"],
    ["en", "note: ", "behind the colon"],
  ] as const)("say how a note is written where there is none in it (%s): %s", async (localeHint, text, sentence) => {
    const deliveries = await person("Ans", "slack", { localeHint }).say(text);
    expect(said(deliveries)).toContain(sentence);
    expect(await store.gaps("T1")).toEqual([]);
  });

  it("mean the article where no run is going, and say so where nothing is", async () => {
    const ans = person("Ans", "slack");
    expect((await ans.say("it worked"))[0]?.reply.kind).toBe("notice");
    await ans.say("ID: 100052");
    expect((await ans.say("back"))[0]?.reply).toMatchObject({ kind: "answer" });
    await ans.say("it worked");
    expect(await store.feedback("T1")).toMatchObject([{ article: "obengine-unreachable", verdict: "solved" }]);
    expect((await ans.say("does not work"))[0]?.reply).toMatchObject({ kind: "step" });
  });

  it("go on about the same article on another server", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    expect((await ans.say("and on server B?"))[0]?.reply).toMatchObject({ kind: "answer", evidence: { article: "obengine-unreachable" } });
    expect((await ans.say("and on server B, ID: 100051?"))[0]?.reply).toMatchObject({ kind: "notFound" });
  });
});

describe("a run while the store is away", () => {
  const away = (): Store => ({
    ...createMemoryStore(),
    isSaving: () => false,
    startRun: async () => ({ kind: "unsaved", isWaiting: false }),
    moveRun: async () => ({ kind: "unsaved", isWaiting: false }),
  });

  it("goes on from its buttons to its end, and says each time that nothing is kept", async () => {
    bot = knowledge.over({ store: away() });
    const ans = person("Ans", "slack");
    await ans.say(open("device-not-ready"));
    let card = await ans.card({ kind: "start", article: "device-not-ready" });
    const walked = [card.position];
    for (const label of ["It worked", "Do this step", "Yes, go on", "It worked", "Did not help", "Did not help"]) {
      card = await ans.card(button(card, label));
      walked.push(card.position);
      expect(card.warning && textOf(card.warning), label).toContain("cannot keep your progress");
    }
    expect(walked.map((position) => /\d of \d · way \w/.exec(position ?? "")?.[0])).toEqual([
      ...["1 of 4 · way A", "2 of 4 · way A", "2 of 4 · way A", "2 of 4 · way A", "3 of 4 · way A", "4 of 4 · way A", "1 of 3 · way B"],
    ]);
    expect((await ans.card(button(card, "Solved"))).lines.map(textOf)).toEqual(["Solved. Which step fixed it?"]);
  });

  it("is kept from the next press on when the store is back", async () => {
    const gone = knowledge.over({ store: away() });
    const ans = person("Ans", "slack");
    const [started] = await gone.handle(ans.turn({ kind: "start", article: "obengine-unreachable" }, 0));
    const [moved] = await gone.handle(ans.turn(button(stepOf(started?.reply), "Did not help"), 1));
    const card = await ans.card(button(stepOf(moved?.reply), "Did not help"), 2);
    expect(card).toMatchObject({ position: expect.stringContaining("way B of 2"), footer: expect.stringContaining("Run 1") });
    expect(card.warning).toBeUndefined();
    expect(await store.openRuns("T1", 9)).toMatchObject([{ number: 1, state: { path: 1, step: 0 } }]);
  });

  it("answers questions as always", async () => {
    bot = knowledge.over({ store: away() });
    expect((await person("Ans", "slack").say("ID: 100052"))[0]?.reply.kind).toBe("answer");
  });
});

describe("a run over the guarded store while what is under it is away", () => {
  const begin = async () => {
    const clock = createFakeClock();
    const moody = createMoodyStore(store, async () => {});
    const guarded = createGuardedStore({ open: async () => moody, clock, report: () => {} });
    await guarded.opened();
    bot = knowledge.over({ store: guarded, organisationOf: (_platform, tenant) => tenant });
    const leave = async () => {
      moody.mood = "away";
      await guarded.gaps("T1");
    };
    const comeBack = async () => {
      moody.mood = "well";
      await clock.forward(2_000);
    };
    return { leave, comeBack };
  };
  const warned = (card: StepReply) => card.warning !== undefined && textOf(card.warning).includes("cannot keep your progress");

  it("answers every press and says that nothing is kept, from its start or in the middle", async () => {
    const { leave } = await begin();
    const [ans, bea] = [person("Ans", "slack"), person("Bea", "slack")];
    await ans.say(open("device-not-ready"));
    const begun = await ans.card("start");
    await leave();
    const moved = await ans.card(button(begun, "It worked"), 1);
    expect([moved.position?.slice(0, 11), warned(moved)]).toEqual(["Step 2 of 4", true]);
    await bea.say(open("obengine-unreachable"));
    const late = await bea.card("start", 2);
    expect([late.position?.slice(0, 11), warned(late)]).toEqual(["Step 1 of 2", true]);
    expect((await bea.card(button(late, "Did not help"), 3)).position).toContain("Step 2 of 2");
  });

  it("counts a second press on the same card once, also on the trail when the store is back", async () => {
    const { leave, comeBack } = await begin();
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    const begun = await ans.card("start");
    await leave();
    await ans.card(button(begun, "Did not help"), 1);
    expect((await ans.card(button(begun, "Did not help"), 1)).position).toContain("Step 2 of 2");
    await comeBack();
    const [run] = await store.openRuns("T1", 9);
    expect((await store.trail("T1", run?.id ?? "")).map(({ what }) => what)).toEqual(["started", "failed"]);
    expect(run?.revision).toBe(2);
  });

  it("understands typed words as before, and lists what this process knows", async () => {
    const { leave } = await begin();
    const ans = person("Ans", "slack", { localeHint: "nl" });
    await ans.say("lopend");
    await ans.say("ID: 100052");
    await ans.card("start");
    await leave();
    expect((await ans.card("hielp niet", 1)).position).toContain("Stap 2 van 2");
    expect((await ans.card("terug", 2)).position).toContain("Stap 1 van 2");
    expect((await ans.say("notitie: schijf D", 3))[0]?.reply.kind).toBe("notice");
    expect((await ans.say("lopend", 4))[0]?.reply).toMatchObject({ items: [{ label: expect.stringContaining("OBEngine") }] });
    expect(await store.feedback("T1")).toEqual([]);
  });

  it("never says that nothing is open when it cannot know", async () => {
    const { leave } = await begin();
    await leave();
    const list = (await person("Ans", "slack", { localeHint: "nl" }).say("lopend"))[0]?.reply;
    expect(list).toMatchObject({ kind: "list", title: expect.stringContaining("niet bereikbaar") });
  });
});

describe("a reminder", () => {
  const waiting = async () => {
    const ans = person("Ans", "slack", { localeHint: "nl" });
    await ans.say(open("replica-cloning-issue"));
    const card = await ans.card("start de stappen");
    return { ans, card: await ans.card(button(card, "Herinner me: 30 min"), 1) };
  };

  it("comes once, with two replicas, after a restart, to the one who asked and where it was asked, in that language", async () => {
    const { card } = await waiting();
    expect(words(card)).toContain("Ik herinner Ans om 03:43 CET");
    expect(await bot.reminders(minute(30))).toEqual([]);
    const replicas = [1, 2].map(() => knowledge.over({ store, organisationOf: (_platform, tenant) => tenant }));
    const due = (await Promise.all(replicas.map((replica) => replica.reminders(minute(31))))).flat();
    expect(due.length).toBe(1);
    expect(due[0]?.delivery).toMatchObject({
      reply: { kind: "step", locale: "nl" },
      to: { kind: "place", address: "T1/slack/T1/C-Ans/" },
      mention: { name: "Ans" },
    });
    await Promise.all(due.map(({ reminder }) => bot.reminded(reminder)));
    expect(await bot.reminders(minute(90))).toEqual([]);
  });

  it("comes again when it could not be sent", async () => {
    await waiting();
    expect((await bot.reminders(minute(31))).length).toBe(1);
    expect((await bot.reminders(minute(31))).length).toBe(0);
    expect((await bot.reminders(minute(33))).length).toBe(1);
  });

  it("is cancelled by progress", async () => {
    const { ans } = await waiting();
    await ans.say("loopt nog", 5);
    expect(await bot.reminders(minute(60))).toEqual([]);
  });

  it("is shown at the next prompt where a face asks for it", async () => {
    const { ans } = await waiting();
    expect(await bot.reminderAt(ans.turn({ kind: "runs" }, 30))).toBeUndefined();
    expect((await bot.reminderAt(ans.turn({ kind: "runs" }, 31)))?.delivery?.reply).toMatchObject({ kind: "step" });
  });
});

describe("help from others", () => {
  it("is offered at a press after half an hour without progress", async () => {
    const ans = person("Ans", "slack");
    await ans.say(open("device-not-ready"));
    const card = await ans.card("start");
    expect(card.prompts.map(({ label }) => label)).toEqual(["It worked", "Did not help", "Skip"]);
    const late = await ans.card("run 1", 31);
    expect(late.prompts.map(({ label }) => label)).toEqual(["It worked", "Did not help", "Escalate"]);
    expect(words(late)).toContain("No progress for more than 30 minutes");
  });

  it("goes with the trail to the one in the settings, else is a text to forward", async () => {
    const onCall = { addressOn: (platform: string) => (platform === "slack" ? "C0ONCALL" : undefined), onDuty: () => "Ria" };
    bot = knowledge.over({ store, onCall });
    const ans = person("Ans", "slack", { surface: "channel" });
    await ans.say("ID: 100052");
    await ans.say("start");
    const deliveries = await ans.say("escalate", 1);
    expect(deliveries.map(({ to, reply }) => [to.kind, reply.kind])).toEqual([
      ["here", "step"],
      ["place", "handOver"],
      ["thread", "notice"],
    ]);
    expect(deliveries[1]).toMatchObject({ to: { address: "C0ONCALL" }, mention: { name: "Ria" } });
    const piet = person("Piet", "teams");
    await piet.say("ID: 100050");
    await piet.say("start");
    expect((await piet.say("escalate", 1)).map(({ to }) => to.kind)).toEqual(["here", "here"]);
  });
});

describe("what a run leaves behind", () => {
  const solve = async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    await ans.say("start");
    await ans.say("did not help", 1);
    const solved = await ans.card("it worked", 2);
    return { ans, over: await ans.card(button(solved, promptsOf(solved)[0]?.label ?? ""), 3) };
  };

  it("is seen when the article is opened again: when, and which step fixed it", async () => {
    const { ans } = await solve();
    const [again] = await ans.say("ID: 100052", 100);
    expect(again?.reply.kind === "answer" && textOf(again.reply.seenBefore ?? [])).toBe(
      "Solved here before, on 22 November 2026, by way A, step 2.",
    );
    const [stranger] = await person("Eve", "slack", { tenant: "T2" }).say("ID: 100052");
    expect(stranger?.reply).not.toHaveProperty("seenBefore");
  });

  it("is one verdict a person, the last one", async () => {
    const { ans } = await solve();
    const [run] = await store.feedback("T1");
    expect(run).toMatchObject({ verdict: "solved", article: "obengine-unreachable" });
    await ans.say({ kind: "feedback", article: "obengine-unreachable", run: run?.run ?? "", verdict: "notSolved", reason: "unclear" }, 4);
    expect(await store.feedback("T1")).toMatchObject([{ verdict: "notSolved", reason: "unclear" }]);
    await ans.say({ kind: "feedback", article: "no-such-article", verdict: "solved" }, 5);
    expect((await store.feedback("T1")).length).toBe(1);
  });

  it("is told in a channel as a message of its own", async () => {
    const ans = person("Ans", "slack", { surface: "channel" });
    await ans.say("ID: 100052");
    await ans.say("start");
    const deliveries = await ans.say("solved", 1);
    expect(deliveries.map(({ to }) => to.kind)).toEqual(["here", "thread"]);
  });
});

describe("a run in two languages", () => {
  it("shows the same card again when its reader changes the language, and stays what it was for the other", async () => {
    const [ans, piet] = [person("Ans", "slack"), person("Piet", "teams", { localeHint: "nl" })];
    await ans.say(open("device-not-ready"));
    const card = await ans.card("start");
    const dutch = await ans.card(button(card, "Nederlands"), 1);
    expect(dutch).toMatchObject({ locale: "nl", position: expect.stringContaining("Stap 1 van 4"), run: card.run });
    expect((await ans.card(button(dutch, "English"), 2)).position).toBe(card.position);
    const taken = await piet.card("overnemen 1", 3);
    expect(taken.locale).toBe("nl");
    expect((await ans.card(button(card, "It worked"), 4)).locale).toBe("en");
  });
});

describe("what an owner can look up", () => {
  it("is who knew a risk and went on, and who took over", async () => {
    const [ans, piet] = [person("Ans", "slack"), person("Piet", "teams")];
    await ans.say(open("device-not-ready"));
    await ans.say("start");
    const guarded = await ans.card("it worked", 1);
    const asked = await ans.card(button(guarded, "Do this step"), 2);
    await ans.say(button(asked, "Yes, go on"), 3);
    await piet.say("take over 1", 4);
    expect((await store.audited("T1", 9)).map(({ what, by }) => [what, by])).toEqual([
      ["takeOver", "T1/teams/T1/Piet"],
      ["confirm", "T1/slack/T1/Ans"],
    ]);
  });
});

describe("a card in its place", () => {
  it("is updated where it was pressed, and remembered where it was sent", async () => {
    const ans = person("Ans", "slack");
    await ans.say("ID: 100052");
    const [started] = await ans.say("start");
    if (started === undefined) throw new Error("no card");
    expect(started.to).toEqual({ kind: "here" });
    await bot.delivered(started, { message: "M7", at: START });
    expect(await store.runMessages("T1", stepOf(started.reply).run.id)).toEqual([{ conversation: "T1/slack/T1/C-Ans/", message: "M7" }]);
    const pressed = person("Ans", "slack", { message: "M7" });
    expect((await pressed.say(button(started.reply, "Did not help"), 1))[0]?.to).toEqual({ kind: "update", message: "M7" });
  });

  it("is brought up to date in the other conversation too, in its own language, where that can be reached", async () => {
    const [ans, piet] = [person("Ans", "slack", { localeHint: "nl" }), person("Piet", "teams")];
    await ans.say("ID: 100052");
    const [started] = await ans.say("start de stappen");
    if (started === undefined) throw new Error("no card");
    await bot.delivered(started, { message: "M7", at: START });
    expect((await piet.say("take over 1", 1)).length).toBe(1);
    await store.keepAddress("T1/slack/T1/C-Ans/", "C0ANS", START);
    const deliveries = await piet.say("did not help", 2);
    expect(deliveries[1]).toMatchObject({
      reply: { kind: "step", locale: "nl", position: expect.stringContaining("Stap 2 van 2"), footer: expect.stringContaining("bij Piet") },
      to: { kind: "update", message: "M7", address: "C0ANS" },
    });
  });

  it("is pointed to when the same article is asked again in the thread, but not elsewhere", async () => {
    const ans = person("Ans", "slack", { thread: "t1", surface: "channel" });
    const [first] = await ans.say("ID: 100052");
    if (first === undefined) throw new Error("no answer");
    await bot.delivered(first, { message: "M1", at: START });
    const [again] = await ans.say("obengine is down, ID: 100052", 5);
    expect(again?.reply).toMatchObject({ kind: "notice" });
    expect(promptsOf(again?.reply as Reply)[1]?.intent).toEqual(open("obengine-unreachable"));
    expect((await ans.say(open("obengine-unreachable"), 6))[0]?.reply.kind).toBe("answer");
    expect((await person("Ans", "slack", { thread: "t2" }).say("ID: 100052", 7))[0]?.reply.kind).toBe("answer");
  });

  it("answers politely to a place that no card of the article has", async () => {
    const ans = person("Ans", "slack");
    for (const article of ["obengine-unreachable", "no-such-article", undefined]) {
      const on = { run: "0123456789abcdef", seen: 0, path: 199, step: 199, ...(article === undefined ? {} : { article }) };
      for (const intent of [
        { kind: "move", do: "worked", ...on },
        { kind: "showRun", ...on },
        { kind: "handOver", form: "json", ...on },
      ] as const) {
        expect((await ans.say(intent)).length, JSON.stringify(intent)).toBeGreaterThan(0);
      }
    }
  });
});

describe("a secret", () => {
  const SECRETS = [
    ["the Security PIN is 483920", "483920"],
    ["wachtwoordzin: Zomer!2026-Vangnet", "Zomer!2026"],
    ["passphrase: correct horse battery staple", "horse"],
    ["wachtwoordzin = blauwe olifant fietst naar huis", "olifant"],
    ["passphrase correct horse battery staple", "horse"],
    ["wachtwoord van svc-backup is Zomer2024!", "Zomer2024"],
    ["passphrase van de agent staat hier Ab9$kLm2Qp", "Ab9$kLm2Qp"],
    ["PIN=abc482913", "abc482913"],
    ["login admin / Zomer2024!", "Zomer2024"],
    ["code van de kluis 482913", "482913"],
    ["<RSBackupVaultAADCreds><ResourceId>abc123secret</ResourceId>", "abc123secret"],
  ] as const;

  it.each(SECRETS)("is nowhere, whatever path it takes: %s", async (text, secret) => {
    const kept: unknown[] = [];
    const spied = new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          kept.push(given);
          return method(...given);
        };
      },
    });
    bot = knowledge.over({ store: spied, notesGaps: true });
    const ans = person("Ans", "slack", { localeHint: "nl" });
    const said: unknown[] = [];
    const say = async (what: string | Intent) => said.push(await ans.say(what));
    await say(text);
    await say(`hoe laat is de lunch, ${text}`);
    await say(`ID: 100130 ${text}`);
    await say({ kind: "none", text });
    await say("ID: 100052");
    await say("start de stappen");
    await say(`notitie: ${text}`);
    await say(`note: ${text}`);
    await say(`overslaan: ${text}`);
    await say(`en op server B? ${text}`);
    await say("escaleren");
    await say("overdracht");
    await say("tekst voor support");
    await say("opgelost");
    const runs = await store.openRuns("home", 9);
    const gaps = await store.gaps("home");
    expect(gaps.length).toBeGreaterThan(0);
    for (const place of [kept, said, runs, gaps]) expect(JSON.stringify(place)).not.toContain(secret);
  });

  it("is not kept of a note or the reason of a skip, even when it is a single ordinary word", async () => {
    const ans = person("Ans", "slack", { localeHint: "nl" });
    await ans.say("ID: 100052");
    await ans.say("start de stappen");
    await ans.say("notitie: wachtwoord Welkom");
    await ans.say("overslaan: wachtwoord Welkom");
    await ans.say("notitie: wachtwoord klopt niet, Piet kijkt ernaar");
    const [run] = await store.openRuns("T1", 9);
    const trail = JSON.stringify(await store.trail("T1", run?.id ?? ""));
    expect(trail).toContain("skipped");
    expect(trail).toContain("Piet kijkt ernaar");
    expect(trail).not.toContain("Welkom");
  });
});
