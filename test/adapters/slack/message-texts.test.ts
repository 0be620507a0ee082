import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textsIn } from "../../../adapters/slack/message-texts.ts";
import { message, shortcut } from "../../support/slack/events.ts";
import type { SlackNight } from "../../support/slack/night.ts";
import { startNight } from "../../support/slack/night.ts";

const SELF = "U0VANGNET";
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const plain = (text: string) => ({ type: "plain_text", text });
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const ID = "ID: 100050";

/** Alerts as monitoring tools post them: each keeps the code somewhere else. */
const ALERTS: readonly (readonly [string, object])[] = [
  ["a section", { blocks: [{ type: "section", text: mrkdwn(`*Failed:* \`${ID}\``) }] }],
  ["the fields of a section", { blocks: [{ type: "section", fields: [mrkdwn("*Server*\nDPM01"), mrkdwn("*Error ID*\n100050")] }] }],
  ["a header", { blocks: [{ type: "header", text: plain(ID) }] }],
  ["a context", { blocks: [{ type: "context", elements: [{ type: "image" }, mrkdwn(`_${ID}_`)] }] }],
  ["a markdown block", { blocks: [{ type: "markdown", text: `**Failed**\n\n\`\`\`\n${ID}\n\`\`\`` }] }],
  [
    "rich text, in two styles",
    {
      blocks: [
        { type: "rich_text", elements: [section({ type: "text", text: "ID: " }, { type: "text", text: "100050", style: { bold: true } })] },
      ],
    },
  ],
  [
    "a list of rich text",
    { blocks: [{ type: "rich_text", elements: [{ type: "rich_text_list", elements: [section({ type: "text", text: ID })] }] }] },
  ],
  [
    "a table",
    {
      blocks: [
        {
          type: "table",
          rows: [
            [
              { type: "raw_text", text: "Error ID:" },
              { type: "raw_text", text: "100050" },
            ],
          ],
        },
      ],
    },
  ],
  ["blocks beside a text that says less", { text: "DPM alert", blocks: [{ type: "section", text: mrkdwn(ID) }] }],
  [
    "the fields of an attachment",
    { attachments: [{ color: "danger", title: "DPM alert", fields: [{ title: "Error ID", value: "100050", short: true }] }] },
  ],
  ["the words before an attachment", { attachments: [{ pretext: ID, text: "see" }] }],
  [
    "the blocks of an attachment",
    { attachments: [{ fallback: "[no preview available]", blocks: [{ type: "section", text: mrkdwn(ID) }] }] },
  ],
  ["what an attachment falls back to", { attachments: [{ title: "DPM alert", fallback: ID }] }],
  ["the beginning of a mail", { files: [{ mode: "email", title: "DPM", preview_plain_text: `Failed. (${ID})` }] }],
];

describe("the words of a message", () => {
  it("stand there once, though an app says them in three places", () => {
    const body = "Creation of recovery points failed. (ID 100050)";
    const words = textsIn(
      {
        text: body,
        bot_id: "B1",
        blocks: [
          { type: "header", text: plain("DPM") },
          { type: "section", text: mrkdwn(body) },
        ],
        attachments: [{ text: body, fallback: body }],
      },
      SELF,
    );
    expect(words).toBe(`${body}\nDPM`);
  });

  it("of a person are what he typed, not the same again in rich text", () => {
    const blocks = [
      {
        type: "rich_text",
        elements: [section({ type: "user", user_id: SELF }, { type: "text", text: " ID: 100050 ", style: { bold: true } })],
      },
    ];
    expect(textsIn({ text: `<@${SELF}> *${ID}*`, blocks }, SELF)).toBe(`*${ID}*`);
  });

  it("keep what only looks like a mark", () => {
    const kept = "copy *.log to C:\\temp, 2 * 3 * 4, a_b_c, _x";
    expect(textsIn({ text: "", blocks: [{ type: "section", text: mrkdwn(kept) }] }, SELF)).toBe(kept);
  });

  it("have no buttons among them, and an end", () => {
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ type: "x", elements: [inner] }), {
      type: "section",
      text: plain("deep"),
    });
    const many = Array.from({ length: 5000 }, (_value, index) => ({ type: "section", text: plain(`line ${index} ${"x".repeat(40)}`) }));
    const button = { type: "actions", elements: [{ type: "button", text: plain("Acknowledge") }] };
    const words = textsIn({ text: "", blocks: [button, deep, ...many, 7, null, "x", { type: "section", text: 7 }] }, SELF);
    expect(words).not.toMatch(/Acknowledge|deep/);
    expect(words.length).toBeLessThanOrEqual(20_000);
  });
});

describe.each(["http", "socket"] as const)("an alert in Slack over %s is read", (mode) => {
  let night: SlackNight;
  beforeAll(async () => {
    const alerts = ALERTS.map((_alert, index) => ({ channel: `C0ALERT${index}`, senders: ["B0MONITOR"] }));
    night = await startNight({ mode, settings: { alerts } });
  });
  afterAll(() => night.stop());

  it.each(ALERTS.map(([name, fields], index) => [name, fields, `C0ALERT${index}`] as const))("from %s", async (_name, fields, channel) => {
    await night.deliver(
      message({ text: "", channel, fields: { user: undefined, subtype: "bot_message", bot_id: "B0MONITOR", ...fields } }),
    );
    const [reply] = await night.slack.wait(({ method, args }) => method === "chat.postMessage" && args["channel"] === channel);
    expect(String(reply?.args["text"])).toContain("100050");
    const before = night.slack.calls.length;
    await night.deliver(
      shortcut({ callback: "explain", channel, message: { text: "", ...fields }, responseUrl: night.slack.responseUrl() }),
    );
    const [answer] = await night.slack.wait((call) => call.method === "response" && night.slack.calls.indexOf(call) >= before);
    expect(String(answer?.args["text"])).toContain("100050");
  });
});
