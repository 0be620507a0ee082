import { beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "#core";
import { formsOf } from "../../../adapters/slack/forms.ts";
import { LIMITS } from "../../../adapters/slack/limits.ts";
import { renderBlocks } from "../../../adapters/slack/render.ts";
import { respondBody } from "../../../adapters/slack/respond-body.ts";
import { validateMessage, validateText } from "../../../adapters/slack/validate.ts";
import { everyReply, lengthened, sampleReplies } from "../../support/every-reply.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

let test: TestBot;
beforeAll(async () => {
  test = await testBot();
});

const EXTRAS = {
  ...{ mention: "U0ANS0001", above: `Gevraagd door ${"x".repeat(80)} met /${"y".repeat(31)}: ${"z".repeat(150)}`, asked: "z".repeat(150) },
  ...{ isPrivate: true, newer: true },
};
const notice = (text: string): Reply => ({ kind: "notice", locale: "en", text: [{ kind: "text", text }], prompts: [], furtherPrompts: [] });
const WHISPERED = { response_type: "ephemeral", replace_original: false, unfurl_links: false, unfurl_media: false };
const quietly = (line: string) => {
  throw new Error(line);
};

describe("the ways to say a reply", () => {
  it("are all valid for every reply with everything beside it, however long", async () => {
    for (const { name, locale, reply } of await everyReply(test)) {
      for (const one of [reply, lengthened(reply)]) {
        const forms = formsOf(one, EXTRAS, quietly);
        expect(forms.map(({ kind }) => kind).filter((kind) => kind !== "newer")).toEqual(["usual", "plain"]);
        for (const { kind, text, blocks, writeBlocks } of forms) {
          const complaints =
            blocks === undefined ? validateText(text, { mention: EXTRAS.mention }) : validateMessage({ text, blocks }, EXTRAS);
          expect(complaints, `${name} ${locale} ${kind}`).toEqual([]);
          const written = JSON.parse(
            respondBody({ kind, text, ...(blocks && { blocks }), ...(writeBlocks && { writeBlocks }) }, "whisper"),
          );
          expect(written, `${name} ${locale} ${kind} as a response`).toEqual({ ...WHISPERED, text, ...(blocks && { blocks }) });
        }
      }
    }
  });

  it("say in words alone who is called and who asked, and no mention that another wrote", () => {
    const [plain] = formsOf(notice("<@U0BOB0001> reminder"), { mention: "U0ANS0001", above: "Asked by <ans> with /mabs" }, quietly).slice(
      -1,
    );
    expect(plain).toEqual({ kind: "plain", text: "<@U0ANS0001>\nAsked by &lt;ans&gt; with /mabs\n&lt;@U0BOB0001&gt; reminder" });
  });

  it("leave out words alone that Slack would read as a mention, and say so", () => {
    const log: string[] = [];
    const forms = formsOf(notice("reminder"), { mention: "!channel" }, (line) => log.push(line));
    expect(forms).toEqual([]);
    expect(log.join()).toContain("not drawn as it should be");
  });

  it("draw a reply once, whoever asks for it", async () => {
    const reply = await test.reply({ kind: "ask", text: "ID: 100050" }, "en");
    const blocksFor = (asked: string) => formsOf(reply, { isPrivate: true, above: asked, asked }, quietly)[0]?.blocks ?? [];
    const [one, other] = [blocksFor("ID: 100050"), blocksFor("what is ID: 100050")];
    expect(one[0]).not.toEqual(other[0]);
    expect(one.slice(1, -1).every((block, index) => block === other.slice(1, -1)[index])).toBe(true);
  });

  it("look as they did: what only the asker sees, what is shared, and with the newer blocks", async () => {
    for (const { name, locale, reply } of await sampleReplies(test)) {
      if (name !== "answer" && name !== "not-found") continue;
      const words = {
        nl: ["Je vroeg: ID: 100050", "Gevraagd door ans met /mabs: ID: 100050"],
        en: ["You asked: ID: 100050", "Asked by ans with /mabs: ID: 100050"],
      };
      const [asked = "", shared = ""] = words[locale];
      const forms = {
        private: formsOf(reply, { above: asked, asked: "ID: 100050", isPrivate: true }, quietly)[0],
        shared: formsOf(reply, { above: shared }, quietly)[0],
        newer: formsOf(reply, { newer: true }, quietly)[0],
      };
      for (const [form, { text, blocks } = { text: "" }] of Object.entries(forms)) {
        if (name === "not-found" && form !== "private") continue;
        const json = `${JSON.stringify({ blocks, text }, undefined, 2)}\n`;
        await expect(json).toMatchFileSnapshot(`../../golden/slack/form-${name}-${form}.${locale}.json`);
      }
    }
  });
});

describe("the text for notifications", () => {
  const textOf = (text: string) => renderBlocks(notice(text)).text;

  it("keeps the conclusion where it is one line longer than Slack takes", () => {
    const text = textOf("x".repeat(4500));
    expect(text).toMatch(/^x{3000,}\n…$/);
    expect(text.length).toBeLessThanOrEqual(LIMITS.fallback);
  });

  it("is never cut within an entity or a letter of two halves", () => {
    for (let length = 0; length < 12; length += 1) {
      expect(textOf("a".repeat(length) + "&".repeat(3000))).toMatch(/^a*(?:&amp;)+\n…$/);
      expect(textOf("a".repeat(length) + "😀".repeat(3000)).isWellFormed()).toBe(true);
    }
  });

  it("never shows a part of a command", () => {
    const command = `Remove-Item ${"x".repeat(4500)}`;
    const reply: Reply = {
      ...notice(""),
      kind: "handOver",
      title: "T",
      lines: [],
      form: "text",
      body: { text: command, ready: true },
      run: { id: "r", revision: 1 },
    };
    expect(renderBlocks(reply).text).toBe("T\n…");
  });
});
