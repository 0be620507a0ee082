import { beforeAll, describe, expect, it } from "vitest";
import type { NoticeReply, Reply } from "#core";
import { textOf } from "#core";
import hostConfig from "../../../adapters/teams/host-config.json" with { type: "json" };
import { bytesOf, LIMITS } from "../../../adapters/teams/limits.ts";
import { createTeamsPreview } from "../../../adapters/teams/preview.ts";
import { renderCard, renderCards } from "../../../adapters/teams/render.ts";
import { summaryOf } from "../../../adapters/teams/summary.ts";
import type { NamedReply } from "../../support/every-reply.ts";
import { everyReply, lengthened, sampleReplies } from "../../support/every-reply.ts";
import { testBot } from "../../support/test-bot.ts";
import { textsOf } from "../../support/texts-of.ts";
import { ADAPTIVE_CARDS, pressables, visibleText } from "./card-reader.ts";

let samples: readonly NamedReply[];
let replies: readonly NamedReply[];

beforeAll(async () => {
  const test = await testBot();
  samples = await sampleReplies(test);
  replies = await everyReply(test);
});

function sample(name: string, locale = "en"): Reply {
  const found = samples.find((one) => one.name === name && one.locale === locale);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found.reply;
}

describe("a reply as an Adaptive Card", () => {
  it("is drawn as the goldens show", async () => {
    for (const { name, locale, reply } of samples) {
      const sent = { summary: summaryOf(reply), card: renderCard(reply) };
      await expect(`${JSON.stringify(sent, null, 2)}\n`).toMatchFileSnapshot(`../../golden/teams/${name}.${locale}.json`);
    }
  });

  it("fits one card for every article, state and language", () => {
    for (const { name, locale, reply } of replies) expect(renderCards(reply), `${name} ${locale}`).toEqual([renderCard(reply)]);
  });

  it("goes on in a second card where a longer article would not fit, and loses nothing", () => {
    const longest = lengthened(sample("steps"), 12);
    const cards = renderCards(longest);
    expect(cards.length).toBeGreaterThan(1);
    for (const card of cards) expect(bytesOf(card)).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(cards.flatMap(({ body }) => body)).toEqual(renderCard(longest).body);
  });

  it("carries its whole text for a client that cannot draw it, and its subject where that would be too much", () => {
    const squash = (text: string) => text.replace(/\s+/g, "");
    const plain = (text: string) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
    const short: string[] = [];
    for (const { name, locale, reply } of replies) {
      const fallbackText = plain(renderCard(reply).fallbackText ?? "");
      if (fallbackText === summaryOf(reply) && reply.kind === "steps") short.push(`${name} ${locale}`);
      else for (const text of textsOf(reply)) expect(squash(fallbackText), `${name} ${locale}`).toContain(squash(text));
    }
    expect(short.length, short.join(", ")).toBeLessThan(replies.length / 20);
  });

  it("has a summary in the reader's language, without line breaks", () => {
    for (const { name, locale, reply } of replies) expect(summaryOf(reply), `${name} ${locale}`).toMatch(/^\S.*\S$/);
    expect(summaryOf(sample("answer"))).toContain("(100050");
    expect(summaryOf(sample("help", "nl"))).not.toBe(summaryOf(sample("help", "en")));
  });

  it("begins with a warning wherever no card is shown, also where the text is the subject alone", () => {
    const reply = sample("secret");
    if (reply.warning === undefined) throw new Error("no warning");
    const warning = textOf(reply.warning);
    expect(summaryOf(reply).startsWith(`${warning} Security PIN is incorrect`)).toBe(true);
    expect(renderCard(reply).fallbackText?.startsWith(warning)).toBe(true);
    const { fallbackText = "" } = renderCard({ ...lengthened(sample("steps"), 12), warning: reply.warning });
    expect(fallbackText.startsWith(warning)).toBe(true);
  });

  it("shows a choice, an article of a list and a long label as a row that wraps, and short ones as buttons", () => {
    const types = (name: string) => pressables(renderCard(sample(name))).map(({ type }) => type);
    expect(new Set(types("list").slice(0, 9))).toEqual(new Set(["Action.Submit"]));
    expect(types("choices").slice(0, 2)).toEqual(["Action.Submit", "Action.Submit"]);
    expect(types("answer")[0]).toBe("Action.Execute");
  });

  it("never has more than six buttons in a row, in the order of the prompts", () => {
    const prompts = Array.from({ length: 8 }, (_, index) => ({ label: `Button ${index}`, intent: { kind: "help" } as const }));
    const card = renderCard({ kind: "notice", locale: "en", text: [{ kind: "text", text: "Many." }], prompts, furtherPrompts: [] });
    expect(card.body.map((element) => (element.type === "ActionSet" ? element.actions.length : 0))).toEqual([0, 6, 2]);
    expect(pressables(card).map(({ label }) => label)).toEqual(prompts.map(({ label }) => label));
  });

  it("has six buttons in sight at most, the others behind the dots of their row, and on a phone all of them", () => {
    let most = 0;
    for (const { name, locale, reply } of replies) {
      const rows = (renderCard(reply).body ?? []).flatMap((element) => (element.type === "ActionSet" ? [element.actions] : []));
      const all = rows.flat();
      most = Math.max(most, all.length);
      const inSight = all.filter((action) => !("mode" in action) || action.mode !== "secondary");
      expect(inSight, `${name} ${locale}`).toEqual(all.slice(0, 6));
      // The fallback knows no overflow, so nothing is hidden there.
      expect(JSON.stringify(all.map(({ fallback }) => fallback))).not.toContain("secondary");
    }
    expect(most).toBeGreaterThan(6);
  });

  it("says a risk in words and with a sign, not only in colour", () => {
    expect(visibleText(renderCard(sample("steps-dangerous")))).toMatch(/! \w+ · deletes data/);
  });
});

describe("running text is never markup", () => {
  const notice = (text: string): NoticeReply => ({
    kind: "notice",
    locale: "en",
    text: [{ kind: "text", text }],
    prompts: [],
    furtherPrompts: [],
  });

  it("breaks up a date that Teams would fill in, without losing a character", () => {
    const text = "{{DATE(2026-11-22T03:12:00Z, LONG)}} {{{TIME(2026-11-22T03:12:00Z)}}}";
    expect(
      visibleText(renderCard(notice(text)))
        .replaceAll("{ {", "{{")
        .replaceAll("{ {", "{{"),
    ).toContain(text);
    expect(JSON.stringify(renderCard(notice(text)).body)).not.toContain("{{");
  });

  it("drops control characters and direction marks, and nothing else", () => {
    expect(visibleText(renderCard(notice("a\u202Eb\u2066c\u0007d\u200Fe <at>x</at> **y** [z](http://z)")))).toBe(
      "abcde <at>x</at> **y** [z](http://z)",
    );
  });

  it.each([
    ["**bold** _italic_ `code` ~~gone~~", "\\*\\*bold\\*\\* \\_italic\\_ \\`code\\` \\~~gone\\~~"],
    ["[a](http://x) ![i](http://x)", "\\[a](http://x) !\\[i](http://x)"],
    ["<b>x</b> &lt; a < b && c", "\\<b>x\\</b> \\&lt; a < b && c"],
    ["C:\\data \\\\server\\share a\\*b", "C:\\data \\\\\\server\\share a\\\\\\*b"],
    ["1. one", "1\\. one"],
    ["- two", "\\- two"],
    ["# three", "\\# three"],
    ["snake_case {{DATE(x)}} *.windows.net", "snake_case \\{{DATE(x)}} \\*.windows.net"],
  ])("is escaped in the fallback text, which clients read as Markdown: %s", (text, escaped) => {
    expect(renderCard(notice(text)).fallbackText).toBe(escaped);
  });

  it("writes out the address of a link in running text", () => {
    const text = { kind: "link", text: "Microsoft", url: "https://learn.microsoft.com/" } as const;
    expect(visibleText(renderCard({ ...notice(""), text: [text] }))).toBe("Microsoft  (https://learn.microsoft.com/)");
  });
});

describe("the preview of Teams", () => {
  it("draws the card that would be sent, and hears a press through the event Teams would post", () => {
    const preview = createTeamsPreview();
    const card = preview.draw(sample("answer"));
    expect(card).toEqual(renderCard(sample("answer")));
    const place = { conversation: "page-1", user: "visitor", localeHint: "nl" };
    const [first] = pressables(card).map(({ data }) => preview.press(data, place));
    expect(first).toMatchObject({
      platform: "teams",
      conversation: "page-1",
      user: { id: "visitor" },
      localeHint: "nl",
      intent: sample("answer").prompts[0]?.intent,
    });
    expect(preview.press({}, place)?.eventId).not.toBe(first?.eventId);
  });

  it.each(["light", "dark"] as const)("has a readable %s theme", (name) => {
    const { containerStyles } = hostConfig[name];
    for (const [style, { backgroundColor, foregroundColors }] of Object.entries(containerStyles)) {
      const { default: plain, accent, good, warning, attention } = foregroundColors;
      for (const color of [plain.default, plain.subtle, ...[accent, good, warning, attention].map((one) => one.default)]) {
        expect(contrast(color, backgroundColor), `${color} on ${style}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(new ADAPTIVE_CARDS.HostConfig(hostConfig[name]).actions.maxActions).toBe(LIMITS.actionsInSet);
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
