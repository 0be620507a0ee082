import { beforeAll, describe, expect, it } from "vitest";
import type { NoticeReply } from "#core";
import { decodeIntent, isInert, LOCALES, promptsOf, textOf } from "#core";
import { LIMITS } from "../../../adapters/slack/limits.ts";
import { measure } from "../../../adapters/slack/measure.ts";
import type { SlackMessage } from "../../../adapters/slack/message.ts";
import { createSlackPreview } from "../../../adapters/slack/preview.ts";
import { renderBlocks } from "../../../adapters/slack/render.ts";
import { validateMessage } from "../../../adapters/slack/validate.ts";
import type { NamedReply } from "../../support/every-reply.ts";
import { everyReply, lengthened, sampleReplies } from "../../support/every-reply.ts";
import type { TestBot } from "../../support/test-bot.ts";
import { testBot } from "../../support/test-bot.ts";

let test: TestBot;
let samples: readonly NamedReply[];
let replies: readonly NamedReply[];

beforeAll(async () => {
  test = await testBot();
  samples = await sampleReplies(test);
  replies = await everyReply(test);
});

const buttonsOf = ({ blocks }: SlackMessage) =>
  blocks.flatMap((block) => (block.type === "actions" ? block.elements : block.type === "section" ? [block.accessory] : []));

const codeOf = ({ blocks }: SlackMessage) =>
  blocks
    .flatMap((block) => (block.type === "rich_text" ? block.elements : []))
    .flatMap((part) => (part.type === "rich_text_preformatted" ? [part.elements.map(({ text }) => text).join("")] : []));

const notice = (text: string): NoticeReply => ({
  kind: "notice",
  locale: "en",
  text: [{ kind: "text", text }],
  prompts: [],
  furtherPrompts: [],
});

describe("a reply in Slack", () => {
  it("looks as it did", async () => {
    expect(samples.length).toBeGreaterThan(20 * LOCALES.length);
    for (const { name, locale, reply } of samples) {
      const json = `${JSON.stringify(renderBlocks(reply), undefined, 2)}\n`;
      await expect(json).toMatchFileSnapshot(`../../golden/slack/${name}.${locale}.json`);
    }
  });

  it("holds every article whole in one message", () => {
    for (const { name, locale, reply } of replies) {
      if (reply.kind !== "steps") continue;
      const wanted = reply.ways.flatMap(({ steps }) => steps).flatMap(({ run }) => run?.text ?? []);
      expect(codeOf(renderBlocks(reply)), `${name} ${locale}`).toEqual(wanted);
    }
  });

  it("goes on with the numbers behind a block of code", async () => {
    const { blocks } = renderBlocks(await test.reply({ kind: "steps", article: "agent-cannot-connect-to-azure" }, "en"));
    const numbers = blocks
      .flatMap((block) => (block.type === "rich_text" ? [block.elements] : []))
      .map((parts) => parts.flatMap((part) => (part.type === "rich_text_list" && part.style === "ordered" ? [(part.offset ?? 0) + 1] : [])))
      .filter((way) => way.length > 0);
    expect(numbers.length).toBeGreaterThan(0);
    for (const way of numbers) expect(way).toEqual(way.map((_number, index) => index + 1));
  });

  it("numbers its buttons in reading order: three in sight, then long ones as rows, then the rest", async () => {
    const reply = await test.reply({ kind: "ask", text: "ID: 100050" }, "nl");
    const message = renderBlocks(reply);
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(promptsOf(reply).map((_prompt, index) => `intent:${index}`));
    expect(buttonsOf(message).map(({ value }) => decodeIntent(value))).toEqual(promptsOf(reply).map(({ intent }) => intent));
    const rows = message.blocks.flatMap((block): readonly unknown[] => {
      if (block.type === "actions") return [block.elements.map(({ text }) => text.text)];
      return block.type === "section" ? [block.text.text] : [];
    });
    expect(rows).toEqual([
      ["Start de stappen", "Niet deze fout", "Alle stappen"],
      "Eerst nakijken: Basiscontroles: doe deze eerst",
      "Lijkt erop: Registratiestatus van de server niet te controleren",
      ["English"],
    ]);
  });

  it("has no label that a phone cuts, and says the whole one to a screen reader", () => {
    for (const { name, locale, reply } of replies) {
      const prompts = promptsOf(reply);
      for (const [index, { text, accessibility_label }] of buttonsOf(renderBlocks(reply)).entries()) {
        expect(text.text.length, `${name} ${locale}: ${text.text}`).toBeLessThanOrEqual(30);
        const { label = "" } = prompts[index] ?? {};
        if (text.text !== label) expect(accessibility_label, `${name} ${locale}`).toContain(label.slice(0, 60));
      }
    }
  });

  it("names a row of a list and an article to pick once, with a short button", async () => {
    for (const [intent, locale, open] of [
      [{ kind: "list" }, "nl", "Openen"],
      [{ kind: "list", operation: "backup" }, "en", "Open"],
      [{ kind: "ask", text: "ID 3188" }, "nl", "Openen"],
      [{ kind: "ask", text: "ID: 100051" }, "en", "Open"],
    ] as const) {
      const reply = await test.reply(intent, locale);
      const inText = promptsOf(reply).slice(0, -reply.prompts.length - reply.furtherPrompts.length);
      expect(inText.length).toBeGreaterThan(1);
      const labels = buttonsOf(renderBlocks(reply)).map(({ text }) => text.text);
      expect(labels.slice(0, inText.length)).toEqual(inText.map(() => open));
    }
  });

  it("cuts a title that Slack would refuse, and shows it and a long label in full beside it", () => {
    const title = "replica ".repeat(40).trim();
    const label = "b".repeat(76);
    const message = renderBlocks({
      kind: "list",
      locale: "en",
      title,
      items: [],
      prompts: [{ label, intent: { kind: "help" }, emphasis: "primary" }],
      furtherPrompts: [],
    });
    expect(validateMessage(message)).toEqual([]);
    const [header, full, row] = message.blocks;
    expect(header).toMatchObject({ type: "header", text: { text: expect.stringMatching(/…$/) } });
    expect(full).toMatchObject({ type: "rich_text", elements: [{ elements: [{ text: title }] }] });
    expect(row).toMatchObject({ type: "section", text: { text: label }, accessory: { text: { text: "Open" }, style: "primary" } });
  });

  it("spreads a long text over pieces, and loses none of it", () => {
    const text = "0123456789 ".repeat(700);
    const { blocks } = renderBlocks(notice(text));
    const [block] = blocks;
    const pieces = block?.type === "rich_text" && block.elements[0]?.type === "rich_text_section" ? block.elements[0].elements : [];
    expect(pieces.length).toBe(3);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });

  it("says in words how many steps no message could hold, and keeps the rest whole", async () => {
    const whole = await test.reply({ kind: "steps", article: "basic-checks" }, "en");
    const reply = lengthened(whole);
    const message = renderBlocks(reply);
    expect(validateMessage(message)).toEqual([]);
    expect(measure(message.blocks)).toBeLessThanOrEqual(LIMITS.characters);
    expect(JSON.stringify(message.blocks)).toMatch(/… \d+ more steps? (?:does|do) not fit in this message\./);
    const commands = reply.kind === "steps" ? reply.ways.flatMap(({ steps }) => steps.flatMap(({ run }) => run?.text ?? [])) : [];
    for (const command of codeOf(message)) expect(commands).toContain(command);
    expect(buttonsOf(message).length).toBe(promptsOf(reply).length);
  });

  it("gives notifications and screen readers the same words, escaped", async () => {
    const reply = await test.reply({ kind: "ask", text: "ID: 100050" }, "en");
    const { text } = renderBlocks(reply);
    if (reply.kind !== "answer") throw new Error("no answer");
    expect(text.startsWith(reply.heading.title)).toBe(true);
    expect(text).toContain(reply.evidence.source.url);
    expect(renderBlocks(notice("<!channel> & <@U1>")).text).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
    expect(renderBlocks(notice("a line\n".repeat(1400).trim())).text).toMatch(/^a line\n[\s\S]*a line\n…$/);
  });

  it("says in the text for notifications what its sentences announce: examples, choices, rows of a list", async () => {
    const help = await test.reply({ kind: "help" }, "en");
    if (help.kind !== "help") throw new Error("no help");
    const lines = renderBlocks(help).text.split("\n");
    expect(lines.slice(lines.indexOf(`${help.examples.label}:`) + 1)).toEqual(help.examples.prompts.map(({ label }) => label));
    for (const { name, locale, reply } of samples) {
      const announced =
        reply.kind === "list"
          ? reply.items.map(({ label }) => label)
          : reply.kind === "choices"
            ? reply.choices.map(({ heading }) => heading.title)
            : [];
      for (const text of announced) expect(renderBlocks(reply).text, `${name} ${locale}`).toContain(text);
    }
  });

  it("begins the text for notifications with a warning", () => {
    const { reply } = samples.find(({ name }) => name === "secret") ?? {};
    if (reply?.warning === undefined) throw new Error("no warning");
    expect(renderBlocks(reply).text.startsWith(`! ${textOf(reply.warning)}\n`)).toBe(true);
  });

  it("drops the marks that would turn the text behind them, in code and labels too", () => {
    const text = "\u202Etxet\u202C and \u2066more\u2069\u200F \u200E";
    const prompt = { label: text, intent: { kind: "help" } } as const;
    const message = renderBlocks({
      ...notice(text),
      text: [
        { kind: "text", text },
        { kind: "code", text },
      ],
      prompts: [prompt],
    });
    expect(JSON.stringify(message)).toContain("txet and more");
    expect(isInert(JSON.stringify(message))).toBe(true);
  });
});

describe("the preview of Slack", () => {
  const preview = createSlackPreview();
  const place = { conversation: "page-1", user: "visitor", localeHint: "nl-NL" };

  it("draws what would be sent, as HTML that keeps what each button means", async () => {
    const reply = await test.reply({ kind: "ask", text: "ID: 100050" }, "en");
    const message = preview.draw(reply);
    const html = preview.html(message);
    const payloads = [...html.matchAll(/data-action="(intent:\d+)" data-payload="([^"]*)"/g)].map(([, id, value]) => [
      id,
      readHtml(value ?? ""),
    ]);
    expect(payloads).toEqual(buttonsOf(message).map(({ action_id, value }) => [action_id, value]));
    expect(html).not.toMatch(/<script|\son\w+=|src="http|@import|[\uE000\uE001]/);
    expect(html).toContain('aria-label="Open: Check first: Basic checks: do these first"');
  });

  it("shows literal text as Slack does", () => {
    const text = "*a* <!channel> <@U1> :smile: `c` <b>x</b> \uE0000\uE001";
    const prompt = { label: text, intent: { kind: "ask", text } } as const;
    const message = preview.draw({ ...notice(text), warning: [{ kind: "strong", text }], prompts: [prompt] });
    const shown = preview.html(message).replace(/^<style>[\s\S]*?<\/style>/, "");
    expect(shown.match(/\*a\* &lt;!channel&gt; &lt;@U1&gt; :smile: `c` &lt;b&gt;x&lt;\/b&gt;/g)?.length).toBeGreaterThanOrEqual(3);
    expect(shown).not.toMatch(/<b>|slack_broadcast|slack_user|slack_emoji/);
  });

  it("counts steps as Slack does", async () => {
    const reply = await test.reply({ kind: "steps", article: "agent-cannot-connect-to-azure" }, "en");
    const shown = [...preview.html(preview.draw(reply)).matchAll(/<span[^>]*>(\d+)\.<\/span>/g)].map(([, number]) => Number(number));
    const ways = reply.kind === "steps" ? reply.ways.filter(({ ordered }) => ordered) : [];
    expect(shown).toEqual(ways.flatMap(({ steps }) => steps.map((_step, index) => index + 1)));
  });

  it("presses through Slack's own event, each press once", () => {
    const first = preview.press('v1:{"kind":"help"}', place);
    expect(first).toMatchObject({
      platform: "slack",
      conversation: "page-1",
      surface: "direct",
      localeHint: "nl-NL",
      intent: { kind: "help" },
    });
    expect(preview.press('v1:{"kind":"help"}', place)?.eventId).not.toBe(first?.eventId);
    expect(preview.press({ kind: "help" }, place)?.intent).toEqual({ kind: "unreadable" });
  });
});

function readHtml(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
