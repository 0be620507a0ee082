import { afterEach, describe, expect, it } from "vitest";
import { encodeIntent } from "#core";
import { homeOpened, message, press } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

type Fields = Readonly<Record<string, unknown>>;
let night: SlackNight;
afterEach(() => night.stop());

/** What stands in the home, from top to bottom. */
const textsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  const { text, ...rest } = value as Fields;
  return [...(typeof text === "string" ? [text] : textsOf(text)), ...Object.values(rest).flatMap(textsOf)];
};

const WORDS = {
  nl: {
    own: "Jouw lopende stappenplannen",
    none: "Je hebt niets lopen.",
    others: "Lopende stappenplannen van anderen",
    run: "Stappenplan",
  },
  en: { own: "Your open runs", none: "You have none open.", others: "Open runs of others", run: "Run" },
} as const;

describe.each(["http", "socket"] as const)("the home in Slack over %s", (mode) => {
  const begun = async (locale: "nl" | "en") => {
    night = await startNight({ mode, settings: { language: locale } });
    for (const [user, article] of [
      ["U0ANS0001", "obengine-unreachable"],
      ["U0BOB0001", "replica-cloning-issue"],
    ] as const) {
      const before = night.slack.calls.length;
      await night.deliver(
        press({ action: "intent:0", value: encodeIntent({ kind: "start", article }), user, name: user, thread: `${before}.1` }),
      );
      await night.slack.wait((call) => call.method === "chat.postMessage" && night.slack.calls.indexOf(call) >= before);
    }
  };
  const home = async (user: string) => {
    const before = night.slack.calls.length;
    await night.deliver(homeOpened({ user }));
    const [call] = await night.slack.wait((one) => one.method === "views.publish" && night.slack.calls.indexOf(one) >= before);
    return textsOf(call?.args["view"]);
  };

  it.each(["nl", "en"] as const)("tells a person's own open runs from those of others: %s", async (locale) => {
    const words = WORDS[locale];
    await begun(locale);
    for (const [user, mine, theirs] of [
      ["U0ANS0001", 1, 2],
      ["U0BOB0001", 2, 1],
    ] as const) {
      const texts = await home(user);
      const own = texts.slice(texts.indexOf(words.own), texts.indexOf(words.others));
      const others = texts.slice(texts.indexOf(words.others));
      expect(own.filter((text) => text.startsWith(words.run))).toEqual([expect.stringContaining(`${words.run} ${mine}:`)]);
      expect(others.filter((text) => text.startsWith(words.run))).toEqual([expect.stringContaining(`${words.run} ${theirs}:`)]);
    }
  });

  it.each(["nl", "en"] as const)("says so where all that is open is of others, with a button to the whole: %s", async (locale) => {
    await begun(locale);
    const texts = await home("U0CAS0001");
    expect(texts).toContain(WORDS[locale].none);
    expect(texts.filter((text) => text.startsWith(WORDS[locale].run))).toHaveLength(2);
    expect(texts).toContain(locale === "nl" ? "Lopende stappenplannen" : "Open runs");
  });
});

describe("the home in Slack", () => {
  it("still shows the last answer of the direct message after a restart", async () => {
    const before = await startNight();
    await before.deliver(message({ text: "ID: 100050" }));
    await before.slack.wait(({ method }) => method === "chat.postMessage");
    await before.stop();
    night = await startNight({ parts: { store: before.store } });
    await night.deliver(homeOpened());
    const [call] = await night.slack.wait(({ method }) => method === "views.publish");
    expect(textsOf(call?.args["view"])).toContain("Agent cannot connect to Azure Backup");
    expect(textsOf(call?.args["view"]).join()).not.toContain("You have not asked me anything");
  });

  it("does not say that nothing is open where the store cannot be read", async () => {
    night = await startNight();
    const { store } = night;
    Object.assign(store, { openRuns: async () => [], isSaving: () => false });
    await night.deliver(homeOpened());
    const [call] = await night.slack.wait(({ method }) => method === "views.publish");
    expect(textsOf(call?.args["view"])).toContain("I cannot read the list now: the store is out of reach.");
  });
});
