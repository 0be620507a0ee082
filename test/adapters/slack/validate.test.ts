import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../adapters/slack/limits.ts";
import { validateMessage } from "../../../adapters/slack/validate.ts";

const plain = (text: unknown) => ({ type: "plain_text", text, emoji: false });
const button = (parts: object = {}) => ({ type: "button", text: plain("Go"), action_id: "intent:0", value: "v1:{}", ...parts });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const rich = (...elements: object[]) => ({ type: "rich_text", elements });
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const words = (text: string, parts: object = {}) => ({ type: "text", text, ...parts });
const list = (parts: object) => ({ type: "rich_text_list", style: "bullet", elements: [section(words("x"))], ...parts });
const DIVIDER = { type: "divider" };
const x = (count: number) => "x".repeat(count);

const complaints = (...blocks: object[]) => validateMessage({ blocks, text: "x" });

describe("the validator", () => {
  it("has nothing against a message with one of everything", () => {
    expect(
      complaints(
        { type: "header", text: plain(x(LIMITS.header)) },
        { type: "section", text: plain("a row"), accessory: button() },
        { type: "context", elements: [plain("quiet")] },
        rich(
          section(words("a", { style: { bold: true } }), { type: "link", url: "https://learn.microsoft.com/", text: "b" }),
          list({ style: "ordered", offset: 3 }),
          { type: "rich_text_preformatted", elements: [words("net stop obengine")] },
          list({ indent: LIMITS.indent }),
        ),
        DIVIDER,
        actions(button({ action_id: "intent:1", style: "primary", value: x(LIMITS.button.value), text: plain(x(LIMITS.button.label)) })),
      ),
    ).toEqual([]);
  });

  const tooMuch = Array.from({ length: LIMITS.contextElements + 1 }, () => plain("x"));
  const buttons = Array.from({ length: LIMITS.actionsElements + 1 }, (_value, index) => button({ action_id: `intent:${index}` }));
  const long = Array.from({ length: 4 }, () => rich(section(words(x(LIMITS.text)))));

  it.each<readonly [string, readonly object[], string]>([
    ["no blocks", [], "blocks:"],
    ["too many blocks", Array.from({ length: LIMITS.blocks + 1 }, () => DIVIDER), "blocks:"],
    ["too much text in all", long, "blocks: 12000 characters"],
    ["a long header", [{ type: "header", text: plain(x(LIMITS.header + 1)) }], "blocks.0.text.text:"],
    ["a header in mrkdwn", [{ type: "header", text: { ...plain("x"), type: "mrkdwn" } }], "blocks.0.text"],
    ["a section without text", [{ type: "section" }], "blocks.0.text"],
    ["a section in mrkdwn", [{ type: "section", text: { ...plain("<!channel>"), type: "mrkdwn" } }], "blocks.0.text"],
    ["a long section", [{ type: "section", text: plain(x(LIMITS.text + 1)) }], "blocks.0.text.text:"],
    ["an empty text", [{ type: "section", text: plain("") }], "blocks.0.text.text:"],
    ["a text that turns names into pictures", [{ type: "section", text: { ...plain("x"), emoji: true } }], "blocks.0.text.emoji:"],
    ["a full context", [{ type: "context", elements: tooMuch }], "blocks.0.elements:"],
    ["an empty context", [{ type: "context", elements: [] }], "blocks.0.elements:"],
    ["too many buttons", [actions(...buttons)], "blocks.0.elements:"],
    ["an empty row of buttons", [actions()], "blocks.0.elements:"],
    [
      "a label with a direction mark",
      [actions(button({ text: plain("a\u202Eb") }))],
      "blocks.0.elements.0.text.text: characters that show",
    ],
    [
      "a spoken label that is too long",
      [actions(button({ accessibility_label: x(LIMITS.button.spoken + 1) }))],
      "blocks.0.elements.0.accessibility_label:",
    ],
    ["a row with a control character", [{ type: "section", text: plain("a\u0007") }], "blocks.0.text.text: characters that show"],
    ["a piece with a direction mark", [rich(section(words("\u2067a")))], "blocks.0.elements.0.elements.0.text: characters that show"],
    [
      "a link with a direction mark",
      [rich(section({ type: "link", url: "https://x", text: "a\u200F" }))],
      "blocks.0.elements.0.elements.0.text: characters that show",
    ],
    ["a long label", [actions(button({ text: plain(x(LIMITS.button.label + 1)) }))], "blocks.0.elements.0.text.text:"],
    ["a button without text", [actions(button({ text: undefined }))], "blocks.0.elements.0.text:"],
    ["a long value", [actions(button({ value: x(LIMITS.button.value + 1) }))], "blocks.0.elements.0.value:"],
    ["a button that means nothing", [actions(button({ value: undefined }))], "blocks.0.elements.0.value:"],
    ["a long action_id", [actions(button({ action_id: x(LIMITS.id + 1) }))], "blocks.0.elements.0.action_id:"],
    ["an unknown style", [actions(button({ style: "loud" }))], "blocks.0.elements.0.style:"],
    ["a button that is a link", [actions(button({ url: "https://x" }))], "blocks.0.elements.0:"],
    ["an action_id twice in a row", [actions(button(), button())], "action_id intent:0:"],
    [
      "an action_id twice in a message",
      [actions(button()), { type: "section", text: plain("x"), accessory: button() }],
      "action_id intent:0:",
    ],
    [
      "a block_id twice",
      [
        { ...DIVIDER, block_id: "a" },
        { ...DIVIDER, block_id: "a" },
      ],
      "block_id a:",
    ],
    ["a long block_id", [{ ...DIVIDER, block_id: x(LIMITS.id + 1) }], "blocks.0.block_id:"],
    ["an unknown block", [{ type: "marquee" }], "blocks.0.type:"],
    ["a block that only a modal takes", [{ type: "alert", text: plain("x") }], "blocks.0.type:"],
    ["an unknown field", [{ ...DIVIDER, colour: "red" }], "blocks.0:"],
    ["an empty rich text", [rich()], "blocks.0.elements:"],
    ["an empty paragraph", [rich(section())], "blocks.0.elements.0.elements:"],
    ["an empty piece", [rich(section(words("")))], "blocks.0.elements.0.elements.0.text:"],
    ["a long piece", [rich(section(words(x(LIMITS.text + 1))))], "blocks.0.elements.0.elements.0.text:"],
    ["a broadcast", [rich(section({ type: "broadcast", range: "channel" }))], "blocks.0.elements.0.elements.0.type:"],
    ["a mention", [rich(section({ type: "user", user_id: "U0ANS0001" }))], "blocks: mentions U0ANS0001"],
    ["a channel", [rich(section({ type: "channel", channel_id: "C1" }))], "blocks.0.elements.0.elements.0.type:"],
    ["a link that is not https", [rich(section({ type: "link", url: "http://x" }))], "blocks.0.elements.0.elements.0.url:"],
    ["a long link", [rich(section({ type: "link", url: `https://${x(LIMITS.url)}` }))], "blocks.0.elements.0.elements.0.url:"],
    ["a deep list", [rich(list({ indent: LIMITS.indent + 1 }))], "blocks.0.elements.0.indent:"],
    ["a list that counts down", [rich(list({ offset: -1 }))], "blocks.0.elements.0.offset:"],
    ["a list without items", [rich(list({ elements: [] }))], "blocks.0.elements.0.elements:"],
    [
      "styled code",
      [rich({ type: "rich_text_preformatted", elements: [words("x", { style: { bold: true } })] })],
      "blocks.0.elements.0.elements.0:",
    ],
  ])("catches %s", (_name, blocks, complaint) => {
    const found = complaints(...blocks);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });

  it.each([
    ["no text", undefined],
    ["an empty text", ""],
    ["a text that is too long", x(LIMITS.fallback + 1)],
    ["a live broadcast", "<!channel>"],
    ["a live mention", "<@U1>"],
    ["half an entity", "a & b"],
    ["another entity", "&nbsp;"],
    ["a direction mark", "a\u202Eb"],
  ])("catches %s beside the blocks", (_name, text) => {
    expect(validateMessage({ blocks: [DIVIDER], text })).toHaveLength(1);
  });

  it("takes an escaped text", () => {
    expect(validateMessage({ blocks: [DIVIDER], text: "&lt;!channel&gt; &amp; more" })).toEqual([]);
  });

  it("is not surprised by what is no message", () => {
    for (const message of [undefined, null, "x", [], {}]) expect(validateMessage(message)).not.toEqual([]);
  });
});
