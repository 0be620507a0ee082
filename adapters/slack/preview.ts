import type { Reply } from "#core";
import type { Preview, PreviewPlace } from "../preview.ts";
import { decodeSlack } from "./decode.ts";
import { drawHtml } from "./draw-html.ts";
import type { SlackMessage } from "./message.ts";
import { renderBlocks } from "./render.ts";
import { validateMessage } from "./validate.ts";

const SELF = { userId: "UVANGNET" };

/** A preview that knows what it draws. */
export interface SlackPreview extends Preview {
  draw(reply: Reply): SlackMessage;
  html(drawn: unknown): string;
  accepts(json: unknown): json is SlackMessage;
}

/** Slack as the page shows it: the message that would be sent, and presses as Slack would deliver them. */
export function createSlackPreview(): SlackPreview {
  let presses = 0;
  return {
    name: "slack",
    draw: renderBlocks,
    html: (drawn) => drawHtml(drawn as SlackMessage),
    accepts: (json): json is SlackMessage => validateMessage(json).length === 0,
    press: (payload, place) => {
      presses += 1;
      const turn = decodeSlack(pressBody(payload, place, presses), SELF);
      return turn && place.localeHint !== undefined ? { ...turn, localeHint: place.localeHint } : turn;
    },
  };
}

/** A press in a direct message, as Slack delivers it. */
function pressBody(payload: unknown, { conversation, user }: PreviewPlace, number: number): unknown {
  const now = (Date.now() / 1000).toFixed(6);
  return {
    type: "block_actions",
    api_app_id: "APREVIEW",
    team: { id: "TPREVIEW", domain: "preview" },
    user: { id: user, username: user, name: user, team_id: "TPREVIEW" },
    channel: { id: conversation, name: "directmessage" },
    container: { type: "message", message_ts: now, channel_id: conversation, is_ephemeral: false },
    message: { type: "message", user: SELF.userId, ts: now },
    trigger_id: `preview.${conversation}.${now}.${number}`,
    actions: [{ type: "button", action_id: "intent:0", block_id: "preview", value: payload, action_ts: now }],
  };
}
