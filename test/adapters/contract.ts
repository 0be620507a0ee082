import { beforeAll, describe, expect, it } from "vitest";
import type { Intent, Reply, Turn } from "#core";
import { decodeIntent, encodeIntent, LOCALES, promptsOf } from "#core";
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
  /** A text a person typed to the bot, through the platform's own event and `decode`. */
  say(text: string): Turn | undefined;
  /** The bot's own message coming back as an event; undefined where the face has no such thing. */
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
      expect(kinds.size).toBe(7 * LOCALES.length);
      for (const { name, locale, reply } of await sampleReplies(test)) {
        expect(face.visibleText(face.draw(reply)).length, `${name} ${locale}`).toBeGreaterThan(10);
      }
    });

    it("shows every prompt, and its intent survives the way through the platform's own button", () => {
      for (const { name, locale, reply } of replies) {
        const pressed = face.buttons(face.draw(reply)).map(({ payload }) => face.press(payload)?.intent);
        const wanted = promptsOf(reply).map(({ intent }) => intent);
        expect(sorted(pressed), `${name} ${locale}`).toEqual(sorted(wanted));
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
      for (const payload of ["", "v0:{}", "v1:{", 'v1:{"kind":"format-disk"}', 'v9:{"kind":"help"}', "x".repeat(5000), null, 12, {}, []]) {
        const turn = face.press(payload);
        if (turn === undefined) continue;
        const [delivery] = await test.bot.handle(turn);
        expect(delivery?.reply.kind, JSON.stringify(payload)?.slice(0, 40)).toBe("notice");
      }
    });

    it("hears the same question as every other face", () => {
      expect(face.say("ID: 100050")?.intent).toEqual({ kind: "ask", text: "ID: 100050" });
      expect(face.say('Back-up mislukt op "C:\\data" & <server>')?.intent).toEqual({
        kind: "ask",
        text: 'Back-up mislukt op "C:\\data" & <server>',
      });
    });

    it("ignores its own messages", () => {
      if (face.echo) expect(face.echo("ID: 100050")).toBeUndefined();
    });

    it("never lets a question become a live mention, link, broadcast or markup", async () => {
      for (const hostile of HOSTILE) {
        const turn = face.say(`ID: 100051 ${hostile}`);
        if (turn === undefined) throw new Error(`not heard: ${hostile}`);
        const [delivery] = await test.bot.handle(turn);
        const reply = delivery?.reply as Reply;
        expect(face.validate(face.draw(reply)), hostile).toEqual([]);
        for (const drawn of [withText(reply, hostile)].map((one) => face.draw(one))) {
          expect(face.validate(drawn), hostile).toEqual([]);
          expect(squash(face.visibleText(drawn)), hostile).toContain(squash(face.shows?.(hostile) ?? hostile));
        }
      }
    });
  });
}

/** A reply that carries a hostile text as plain text, as a name or an article could bring it along. */
function withText(reply: Reply, text: string): Reply {
  return { ...reply, warning: [{ kind: "text", text }] };
}

function sorted(intents: readonly (Intent | undefined)[]): readonly string[] {
  return intents.map((intent) => (intent === undefined ? "lost" : encodeIntent(intent))).sort();
}

function squash(text: string): string {
  return text.replace(/[\s\u200B\u202A-\u202E\u2060\uFEFF]+/g, "");
}

/** For faces whose button carries the encoded intent as it is. */
export function intentOf(payload: unknown): Intent {
  return decodeIntent(payload) ?? { kind: "unreadable" };
}
