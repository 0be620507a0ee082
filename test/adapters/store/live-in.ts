import type { Store } from "#core";
import { AT_START, keepGap, minute } from "./fixtures.ts";

/**
 * Lives a whole life in an organisation with ids that are the same in every organisation, and writes down all that it saw.
 *
 * Only what is claimed and pruned is left out: that is of all organisations by intent.
 */
export async function liveIn(store: Store, organisation: string): Promise<string> {
  const seen: unknown[] = [];
  const see = async (value: Promise<unknown>) => seen.push((await value) ?? "nothing");
  const [conversation, person] = [`${organisation}/slack/T1/C1/`, `${organisation}/slack/T1/U1`];
  const by = { key: person, name: "Ans" };
  const event = (name: string) => ({ organisation, event: `${organisation}/slack/T1/${name}`, at: minute(0), by });
  const line = { at: minute(0), by, what: "noted", words: `in ${organisation}` } as const;

  await see(store.see(`${organisation}/slack/T1/e0`, minute(0)));
  await store.unsee(`${organisation}/slack/T1/e0`);
  await store.chooseLanguage(conversation, "nl");
  await store.chooseLanguage(person, "nl");
  const turn = {
    conversation,
    at: minute(0),
    answered: "nl",
    around: `${organisation}/slack/T1/C1`,
    used: { person, locale: "nl" },
  } as const;
  await see(store.keepTurn({ ...turn, event: `${organisation}/slack/T1/e00`, subject: { answer: undefined } }));
  await see(store.keepTurn({ ...turn, subject: { answer: { article: "a", candidates: ["b"] } } }));
  await store.keepMessage(conversation, "a", `m ${organisation}`, minute(0));
  const start = { ...event("e1"), id: "run-1", article: "a", state: AT_START, conversation, trail: [line] };
  await see(store.startRun(start));
  await see(store.startRun(start));
  await see(store.startRun({ ...start, ...event("e2"), id: "run-2" }));
  const move = { ...event("e3"), run: "run-1", seen: 1, state: AT_START, status: "open", holder: by, conversation, trail: [line] } as const;
  await see(store.moveRun({ ...move, reminder: { id: "r1", at: minute(30) } }));
  await see(store.moveRun({ ...move, ...event("e4") }));
  await see(store.moveRun(move));
  await see(store.addNote({ ...event("e5"), run: "run-1", line }));
  await see(store.moveRun({ ...move, ...event("e6"), run: "run-2", status: "solved" }));
  await store.keepRunMessage(organisation, "run-1", { conversation, message: `card ${organisation}` });
  await store.enqueue({ id: "p1", organisation, platform: "slack", address: "C", reply: "{}" }, minute(0));
  await store.keepFeedback({ organisation, person, article: "a", at: minute(0), verdict: "solved" });
  await keepGap(store, { organisation, id: "g1", at: minute(0), locale: "nl", text: organisation, because: "notKnown" });
  await store.keepAddress(conversation, `to ${organisation}`, minute(0));
  await store.audit({ organisation, at: minute(0), by: person, what: "x", about: organisation });

  const look = async () => {
    await see(store.recall(conversation, person));
    await see(store.earlierAnswer(conversation, "a"));
    await see(store.run(organisation, 1));
    await see(store.runById(organisation, "run-2"));
    await see(store.openRuns(organisation, 9));
    await see(store.runIn(conversation));
    await see(store.runMessages(organisation, "run-1"));
    await see(store.trail(organisation, "run-1"));
    await see(store.solvedBefore(organisation, "a"));
    await see(store.feedback(organisation));
    await see(store.gaps(organisation));
    await see(store.address(conversation));
    await see(store.audited(organisation, 9));
  };
  await look();
  await store.reminderSent(organisation, "r1");
  await store.postSent(organisation, "p1");
  await store.dropAddress(conversation);
  await see(store.forget(person));
  await look();
  return JSON.stringify(seen, undefined, 1).replaceAll(/forgotten\/\w+/g, "forgotten/x");
}
