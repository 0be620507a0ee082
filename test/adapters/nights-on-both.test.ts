import { expect } from "vitest";
import type { NightOnBoth } from "../support/nights/night-on-both.ts";
import { beginNightOnBoth } from "../support/nights/night-on-both.ts";
import type { Change } from "../support/nights/screens.ts";
import { describeNights } from "../support/nights/script.ts";

type Face = Change["face"];

// Lines 3 to 5, 8 and 9 of the story at 03:00, and what may happen between two platforms. What is claimed of each stands below: a transcript
// that is written anew cannot lose it.
describeNights("whole nights of one bot in Slack and Teams", "platforms", async (locale, file) => {
  const night = await beginNightOnBoth(locale);
  const claims = CLAIMS[file.replace(/\..*$/, "")];
  if (claims === undefined) throw new Error(`nothing is claimed of ${file}`);
  return { ...night, check: async () => claims(playedIn(night), locale === "nl-NL" ? "nl" : "en") };
});

/** A night that was played, to ask what was shown. */
interface PlayedNight {
  /** All that came or changed at that time, on one platform or on both. */
  at(time: string, face?: Face): string;
  changes(time: string, face?: Face): readonly Change[];
  /** What the owner read. */
  output(time: string): string;
  /** What the store keeps of the first run: who did what. */
  trail(): Promise<readonly string[]>;
}

function playedIn({ both, played }: NightOnBoth): PlayedNight {
  const linesAt = (time: string) => played.filter(({ said }) => clockOf(said.at) === time);
  const changes = (time: string, face?: Face) =>
    linesAt(time).flatMap((line) => line.changes.filter((change) => face === undefined || change.face === face));
  return {
    changes,
    at: (time, face) =>
      changes(time, face)
        .map(({ text }) => text)
        .join("\n\n"),
    output: (time) =>
      linesAt(time)
        .map((line) => line.output)
        .join(""),
    trail: async () => {
      const { store } = both.program();
      const run = await store.run("contoso", 1);
      return (await store.trail("contoso", run?.id ?? "")).map(({ by, what }) => `${by.name} ${what}`);
    },
  };
}

function clockOf(at: Date): string {
  return new Date(at.getTime() + 3_600_000).toISOString().slice(11, 16);
}

/** Where a story begins, and the other platform: in English in Slack, in Dutch in Teams. */
const FACES: Readonly<Record<"nl" | "en", readonly [Face, Face]>> = { en: ["Slack", "Teams"], nl: ["Teams", "Slack"] };
const CAUSE = { nl: "De replica wijkt af", en: "The replica differs" };

const CLAIMS: Readonly<Record<string, (night: PlayedNight, locale: "nl" | "en") => Promise<void>>> = {
  "line-3": async ({ at }, locale) => {
    const other = locale === "nl" ? "en" : "nl";
    for (const [time, face, language] of [
      ["03:12", "Slack", locale],
      ["03:15", "Teams", locale],
      ["03:18", "Teams", other],
    ] as const) {
      expect(at(time, face)).toContain(CAUSE[language]);
      expect(at(time, face)).not.toContain(CAUSE[language === "nl" ? "en" : "nl"]);
      expect(at(time, face)).toMatch(/^replica-inconsistent · /m);
    }
    // The context: asked again it points to the card, and "all steps" are those of the same article.
    for (const [time, face] of [
      ["03:13", "Slack"],
      ["03:16", "Teams"],
    ] as const)
      expect(at(time, face)).toMatch(/(?:already higher up in this thread, since 03:1[25]|staat al hoger in deze thread, sinds 03:1[25])/);
    expect(at("03:17", "Teams")).toMatch(/^replica-inconsistent · /m);
  },

  "line-4": async ({ at, trail }, locale) => {
    const [face, other] = FACES[locale];
    expect(at("03:14", face)).toContain("[Next way]");
    expect(at("03:15", face)).toMatch(/way B of 5 · moments · safe/);
    expect(at("03:17", face)).toContain("this step asks for a second press");
    expect(at("03:17", face)).not.toContain("[It worked]");
    expect(at("03:18", face)).toMatch(/What you lose: Data is deleted/);
    expect(at("03:18", face)).not.toContain("[It worked]");
    // The second press comes from the other platform, which shows what is lost too.
    expect(at("03:20", other)).toMatch(/Dit raak je kwijt: Er verdwijnen gegevens/);
    expect(at("03:20", other)).not.toContain("[Gelukt]");
    expect(at("03:21", other)).toContain("[Gelukt]");
    expect(at("03:21", face)).toContain("[It worked]");
    expect((await trail()).filter((line) => line.endsWith("confirmed"))).toEqual([locale === "nl" ? "Ans confirmed" : "Piet confirmed"]);
  },

  "line-5": async ({ at, changes, trail }, locale) => {
    const [face, other] = FACES[locale];
    const [first, second] = locale === "nl" ? ["Piet", "Ans"] : ["Ans", "Piet"];
    expect(at("03:20", other)).toMatch(new RegExp(`Stap 3 van 6 .* bij ${first} sinds 03:12 CET`));
    expect(at("03:22", other)).toMatch(new RegExp(`bij ${second} sinds 03:22 CET`));
    expect(at("03:22", face)).toContain(`${second} has this run now.`);
    expect(at("03:22", face)).toMatch(new RegExp(`${second} has it since 03:22 CET`));
    // The old card explains who holds it and refreshes; nothing else happens.
    expect(at("03:23", face)).toMatch(
      new RegExp(`${second} was first, at 03:22 CET\\.[\\s\\S]*Step 3 of 6|Step 3 of 6[\\s\\S]*${second} was first`),
    );
    expect(changes("03:23", other)).toEqual([]);
    // After the restart the run goes on, and both cards are still known.
    for (const [time, one] of [
      ["03:25", other],
      ["03:25", face],
      ["03:26", face],
      ["03:26", other],
    ] as const)
      expect(changes(time, one).map(({ isNew, isInThread }) => ({ isNew, isInThread }))).toEqual([{ isNew: false, isInThread: true }]);
    expect(await trail()).toEqual([
      ...[`${first} started`, `${first} worked`, `${first} worked`, `${second} tookOver`, `${second} worked`, `${first} tookOver`],
    ]);
  },

  "line-8": async ({ at }, locale) => {
    const [face, other] = FACES[locale];
    expect(at("03:25", other)).toContain("Opgelost. Welke stap hielp?");
    expect(at("03:25", face)).toContain("Solved. Which step fixed it?");
    expect(at("03:26", other)).toContain("Dit hielp: manier A, stap 2.");
    expect(at("03:26", face)).toContain("Fixed by way A, step 2.");
    const markdown = at("03:28", "Slack");
    expect(markdown).toMatch(/^ {4}# /m);
    expect(markdown.match(/^ {4}- 03:\d\d CET (?:Ans|Piet): /gm)?.length).toBe(6);
    expect(markdown).toContain("2026-11-22T02:1");
    const support = at("03:30", "Teams");
    expect(support.match(/^ {4}- 2026-11-22T02:\d\d:00Z \w+: /gm)?.length).toBe(6);
    expect(support).not.toMatch(/Ans|Piet/);
  },

  "line-9": async ({ output }) => {
    const report = output("06:45");
    // The same code from both platforms is one gap; a host name is not in it.
    expect(report).toMatch(/^2x .*\n +\w\w {2}.*77123.*\n +\w\w {2}.*77123/m);
    expect(report).not.toContain("mabs03");
    expect(report).toMatch(/^1x /m);
    expect(report).toContain("1x  obengine-unreachable (stepFailed)");
    expect(report).not.toContain("review date");
    expect(output("06:46")).toMatch(/draft: true[\s\S]*title: \{nl: TODO, en: TODO\}[\s\S]*\n {2}nl:\n[\s\S]*\n {2}en:\n/);
    expect(output("06:47")).toMatch(/past their review date.*\n\d{4}-\d\d-\d\d {2}[a-z-]+\n/);
  },

  escalation: async ({ at, changes, trail }, locale) => {
    const [face, other] = FACES[locale];
    const helps = (time: string, one: Face) => changes(time, one).filter(({ channel }) => /help/i.test(channel));
    expect(helps("03:15", other).map(({ isNew, isInThread }) => ({ isNew, isInThread }))).toEqual([{ isNew: true, isInThread: false }]);
    expect(at("03:15", other)).toMatch(locale === "nl" ? /Ria vraagt hulp bij stappenplan 1/ : /Ans asks for help with run 1/);
    expect(at("03:15", face)).toMatch(/Sent to teams:|Verstuurd naar slack:/);
    // Whoever was called takes over, and the card where it began shows it.
    expect(at("03:17", face)).toMatch(/Ria has it since 03:17 CET|bij Ans sinds 03:17 CET/);
    // And back: called from there, taken over here, shown in all three places.
    expect(helps("03:20", face).map(({ isNew }) => isNew)).toEqual([true]);
    expect(changes("03:22").length).toBe(3);
    expect(at("03:22").match(/Piet has it since 03:22 CET|bij Piet sinds 03:22 CET/g)?.length).toBe(3);
    expect((await trail()).filter((line) => /escalated|tookOver/.test(line)).length).toBe(4);
  },

  waiting: async ({ at, changes }, locale) => {
    const [face, other] = FACES[locale];
    const shape = (time: string) =>
      changes(time).map(
        ({ face: one, isNew, isInThread }) => `${one} ${isNew ? "new" : "changed"} ${isInThread ? "in the thread" : "outside"}`,
      );
    expect(shape("03:44")).toEqual([`${face} new in the thread`]);
    expect(at("03:44")).toMatch(face === "Slack" ? /^@U0ANS/ : /^<at>Piet<\/at>/);
    expect(shape("04:23")).toEqual([`${other} new in the thread`]);
    expect(at("04:23")).toMatch(other === "Slack" ? /^@U0ANS/ : /^<at>Piet<\/at>/);
    expect(shape("05:00")).toEqual([]);
  },

  "at-once": async ({ at, trail }, locale) => {
    const [first, second] = locale === "nl" ? ["Piet", "Ans"] : ["Ans", "Piet"];
    expect(await trail()).toEqual([`${first} started`, `${first} failed`, `${second} tookOver`]);
    expect(at("03:16", FACES[locale][1])).toContain(`${first} was je voor, om 03:16 CET.`);
    expect(at("03:17", FACES[locale][0])).toContain(`${second} was first, at 03:17 CET.`);
  },
};
