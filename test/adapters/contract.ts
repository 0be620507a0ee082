import { beforeAll, describe, expect, it } from "vitest";
import type { Intent, Reply, Turn } from "#core";
import { decodeIntent, encodeIntent, inert, isInert, LOCALES, promptsOf } from "#core";
import type { NamedReply } from "../support/every-reply.ts";
import { everyReply, lengthened, sampleReplies } from "../support/every-reply.ts";
import type { TestBot } from "../support/test-bot.ts";
import { testBot } from "../support/test-bot.ts";
import { textsOf } from "../support/texts-of.ts";

/** A button as a platform shows it. */
export interface ShownButton {
  readonly label: string;
  /** What the platform sends back when it is pressed. */
  readonly payload: unknown;
}

/** One way to show replies and to hear people: what every face must be able to do for this suite. */
export interface Face<Drawn = unknown> {
  readonly name: string;
  /** The very thing that would be sent. */
  draw(reply: Reply): Drawn;
  /** All text a reader sees in it, without marks; button labels not included. */
  visibleText(drawn: Drawn): string;
  /** Everything that can be pressed in it, in reading order. */
  buttons(drawn: Drawn): readonly ShownButton[];
  /** What is wrong with it by the platform's own rules; empty when it may be sent. */
  validate(drawn: Drawn): readonly string[];
  /** A press of a button, through the platform's own event and `decode`. */
  press(payload: unknown): Turn | undefined;
  /**
   * Its platform delivers whatever a button carried, so what is no text at all must be answered like an unknown text.
   * Without it, such a request is refused at the door, where the sender is told so, and never becomes a turn.
   */
  readonly hearsAnyPayload?: true;
  /** A text a person typed to the bot, through the platform's own event and `decode`. */
  say(text: string): Turn | undefined;
  /** The bot's own message coming back as an event; left out where the face has no such thing, and the test is skipped by name. */
  echo?(text: string): Turn | undefined;
  /** How the face shows a text that it must not read as markup; the default is the text itself. */
  shows?(text: string): string;
}

/** Texts that would be a mention, a link, a broadcast or markup somewhere. */
export const HOSTILE: readonly string[] = [
  "<!channel> <!here> <!everyone> <!subteam^S1>",
  "<@U1> <#C1>",
  "[a](http://x) <http://x|y> http://evil.example",
  "<at>x</at>",
  "`code` ```block``` *bold* _it_ ~strike~ **b**",
  "<b onclick=alert(1)>x</b><script>alert(1)</script>&amp;&lt;",
  "\u202Etxet desrever\u202C \u200Bzero",
];

/** What a button of another version could carry, and what nobody wrote. */
const UNKNOWN_TEXTS: readonly string[] = ["", "v0:{}", "v1:{", 'v1:{"kind":"format-disk"}', 'v9:{"kind":"help"}', "x".repeat(5000)];
const NO_TEXTS: readonly unknown[] = [null, 12, {}, [], { action: "solved" }];

/** What every face must do, whatever it looks like. */
export function describeFace<Drawn>(face: Face<Drawn>): void {
  describe(`${face.name}, as every face`, () => {
    let test: TestBot;
    let replies: readonly NamedReply[];
    beforeAll(async () => {
      test = await testBot();
      replies = await everyReply(test);
    });

    it("draws every kind of reply in both languages", async () => {
      const kinds = new Set(replies.map(({ locale, reply }) => `${locale} ${reply.kind}`));
      expect(kinds.size).toBe(9 * LOCALES.length);
      for (const { name, locale, reply } of await sampleReplies(test)) {
        expect(face.visibleText(face.draw(reply)).length, `${name} ${locale}`).toBeGreaterThan(10);
      }
    });

    it("shows every prompt in reading order, and its intent survives the way through the platform's own button", () => {
      for (const { name, locale, reply } of replies) {
        const pressed = face.buttons(face.draw(reply)).map(({ payload }) => face.press(payload)?.intent);
        expect(pressed.map(encoded), `${name} ${locale}`).toEqual(promptsOf(reply).map(({ intent }) => encoded(intent)));
      }
    });

    it("loses no word of a prompt, on its button or beside it", () => {
      for (const { name, locale, reply } of [...replies, ...replies.map((one) => ({ ...one, reply: lengthened(one.reply) }))]) {
        const drawn = face.draw(reply);
        const shown = squash([face.visibleText(drawn), ...face.buttons(drawn).map(({ label }) => label)].join("\n"));
        // An article to pick and a row of a list are named by their own words; the others only by their label.
        const named = reply.kind === "help" ? reply.examples.prompts : reply.kind === "step" ? reply.options : [];
        const unnamed = [...named, ...reply.prompts, ...reply.furtherPrompts];
        for (const { label } of unnamed) expect(shown, `${name} ${locale}: ${label}`).toContain(squash(label));
      }
    });

    it("loses no text of a reply", () => {
      for (const { name, locale, reply } of replies) {
        const shown = squash(face.visibleText(face.draw(reply)));
        for (const text of textsOf(reply)) expect(shown, `${name} ${locale}: ${text}`).toContain(squash(text));
      }
    });

    it("stays within the platform's limits for every article, state and language", () => {
      for (const { name, locale, reply } of replies) expect(face.validate(face.draw(reply)), `${name} ${locale}`).toEqual([]);
    });

    it("stays within the limits with the longest words", () => {
      for (const { name, locale, reply } of replies) expect(face.validate(face.draw(lengthened(reply))), `${name} ${locale}`).toEqual([]);
    });

    it("answers an unknown or old payload politely", async () => {
      for (const payload of UNKNOWN_TEXTS) await expectPoliteAnswer(payload);
    });

    it.skipIf(!face.hearsAnyPayload)("answers a payload that is no text politely too, where one can arrive", async () => {
      for (const payload of NO_TEXTS) await expectPoliteAnswer(payload);
    });

    async function expectPoliteAnswer(payload: unknown): Promise<void> {
      const turn = face.press(payload);
      expect(turn?.intent, JSON.stringify(payload).slice(0, 40)).toEqual({ kind: "unreadable" });
      const [delivery] = await test.bot.handle(turn as Turn);
      expect(delivery?.reply.kind, JSON.stringify(payload).slice(0, 40)).toBe("notice");
    }

    it("hears the same question as every other face", () => {
      expect(face.say("ID: 100050")?.intent).toEqual({ kind: "ask", text: "ID: 100050" });
      expect(face.say('Back-up mislukt op "C:\\data" & <server>')?.intent).toEqual({
        kind: "ask",
        text: 'Back-up mislukt op "C:\\data" & <server>',
      });
    });

    it.skipIf(face.echo === undefined)("ignores its own messages, where they come back to it", () => {
      expect(face.echo?.("ID: 100050")).toBeUndefined();
    });

    it("never lets a question become a live mention, link, broadcast or markup", async () => {
      for (const hostile of HOSTILE) {
        const turn = face.say(`ID: 100051 ${hostile}`);
        if (turn === undefined) throw new Error(`not heard: ${hostile}`);
        const [delivery] = await test.bot.handle(turn);
        const reply = delivery?.reply as Reply;
        expect(face.validate(face.draw(reply)), hostile).toEqual([]);
        const drawn = face.draw(withText(reply, hostile));
        expect(face.validate(drawn), hostile).toEqual([]);
        expect(squash(face.visibleText(drawn)), hostile).toContain(squash(face.shows?.(hostile) ?? inert(hostile)));
      }
    });

    it("draws nothing that turns or hides what stands beside it, and keeps the words", async () => {
      for (const { name, locale, reply } of await sampleReplies(test)) {
        const drawn = face.draw(disguised(reply));
        expect(face.validate(drawn), `${name} ${locale}`).toEqual([]);
        const shown = [face.visibleText(drawn), ...face.buttons(drawn).map(({ label }) => label)].join("\n");
        expect(unseenIn(shown), `${name} ${locale}`).toEqual([]);
        for (const text of textsOf(reply)) expect(squash(shown), `${name} ${locale}: ${text}`).toContain(squash(text));
      }
    });
  });
}

/** A reply that carries a hostile text as plain text, as a name or an article could bring it along. */
function withText(reply: Reply, text: string): Reply {
  return { ...reply, warning: [{ kind: "text", text }] };
}

/** The same reply with characters in every text that nobody sees, and that would turn or hide what follows. */
function disguised(reply: Reply): Reply {
  const disguise = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return WIRE_FIELDS.has(key) ? value : `\u202E\u2067\u200F${value}\u0007\u001B\u0000`;
    if (Array.isArray(value)) return value.map((item) => disguise(item, key));
    if (value === null || typeof value !== "object" || key === "intent" || key === "match") return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, disguise(child, name)]));
  };
  return disguise(reply, "reply") as Reply;
}

/** Fields of a reply that are not words for a reader. */
const WIRE_FIELDS = new Set(["kind", "locale", "emphasis", "risks", "url", "form", "id"]);

/** The characters that a face should have taken out, by their numbers. */
function unseenIn(text: string): readonly string[] {
  return [...new Set(text)].filter((one) => !isInert(one)).map((one) => `U+${one.codePointAt(0)?.toString(16)}`);
}

function encoded(intent: Intent | undefined): string {
  return intent === undefined ? "lost" : encodeIntent(intent);
}

/** Without the white space that a layout adds or takes; nothing else, or a mark could slip through. */
function squash(text: string): string {
  return text.replace(/\s+/g, "");
}

/** For faces whose button carries the encoded intent as it is. */
export function intentOf(payload: unknown): Intent {
  return decodeIntent(payload) ?? { kind: "unreadable" };
}
