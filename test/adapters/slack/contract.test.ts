import { decodeSlack } from "../../../adapters/slack/decode.ts";
import type { SlackMessage } from "../../../adapters/slack/message.ts";
import { createSlackPreview } from "../../../adapters/slack/preview.ts";
import { renderBlocks } from "../../../adapters/slack/render.ts";
import { validateMessage } from "../../../adapters/slack/validate.ts";
import type { Face, ShownButton } from "../contract.ts";
import { describeFace } from "../contract.ts";

const SELF = { userId: "U0VANGNET" };
const preview = createSlackPreview();

const slack: Face<SlackMessage> = {
  name: "Slack",
  draw: renderBlocks,
  visibleText: ({ blocks }) => blocks.map(visible).join("\n"),
  buttons: ({ blocks }) =>
    collect<ShownButton>(blocks, (node) => node["type"] === "button" && { label: words(node["text"]), payload: node["value"] }),
  validate: validateMessage,
  press: (payload) => preview.press(payload, { conversation: "contract", user: "U0ANS0001" }),
  hearsAnyPayload: true,
  say: (text) => decodeSlack(mention({ user: "U0ANS0001", text: `<@U0VANGNET> ${asTyped(text)}` }), SELF),
  echo: (text) => decodeSlack(mention({ user: "U0VANGNET", bot_id: "B0VANGNET", text }), SELF),
};

describeFace(slack);

type Node = Readonly<Record<string, unknown>>;

let events = 0;

/** A mention in a channel, as Slack delivers it. */
function mention(parts: Node): unknown {
  events += 1;
  return {
    type: "event_callback",
    event_id: `Ev${events}`,
    team_id: "T0NACHT01",
    event: { type: "app_mention", channel: "C0ONCALL1", ts: "1795316520.000100", ...parts },
  };
}

/** Slack escapes what a person types. */
function asTyped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Every text and address in the JSON itself, so that what is missing there is missing; buttons are left out. */
function visible(block: unknown): string {
  return collect<string>(
    block,
    (node) => typeof node["text"] === "string" && [node["text"], node["url"]].filter((text) => text !== undefined).join(" "),
    (node) => node["type"] === "button",
  ).join("");
}

function words(text: unknown): string {
  return collect<string>(text, (node) => typeof node["text"] === "string" && node["text"]).join("");
}

function collect<T>(value: unknown, pick: (node: Node) => T | false, skip: (node: Node) => boolean = () => false): readonly T[] {
  if (Array.isArray(value)) return value.flatMap((child) => collect(child, pick, skip));
  if (!isNode(value) || skip(value)) return [];
  const picked = pick(value);
  return picked === false ? Object.values(value).flatMap((child) => collect(child, pick, skip)) : [picked];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
