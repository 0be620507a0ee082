import type { Reply } from "#core";
import type { Preview, PreviewPlace } from "../preview.ts";
import { decodeTeams, field } from "./decode.ts";
import hostConfig from "./host-config.json" with { type: "json" };
import { messagesOf, textsToCopy } from "./messages.ts";
import { renderCard } from "./render.ts";
import { summaryOf } from "./summary.ts";

const BOT = { id: "28:00000000-0000-0000-0000-000000000000", name: "Vangnet" };

/** Teams as the page shows it; a press becomes the very event that Teams would post. */
export function createTeamsPreview(): Preview {
  let presses = 0;
  return {
    name: "teams",
    hostConfig,
    draw: (reply: Reply) => renderCard(reply),
    drawInstead: drawAsText,
    press: (payload, place) => {
      presses += 1;
      return decodeTeams(pressOf(payload, place, `press-${presses}`), BOT);
    },
  };
}

/** Teams on a phone: the same cards, read at the version that Microsoft promises there, so that every fallback can be seen. */
export function createPhonePreview(): Preview {
  let presses = 0;
  return {
    name: "phone",
    hostConfig,
    cardVersion: "1.2",
    draw: (reply: Reply) => renderCard(reply),
    drawInstead: drawAsText,
    press: (payload, place) => {
      presses += 1;
      const { name: _, value: __, ...event } = pressOf(payload, place, `phone-${presses}`);
      return decodeTeams({ ...event, type: "message", value: payload ?? {} }, BOT);
    },
  };
}

/** "As text, to copy": the messages that would be sent, and how they look. */
function drawAsText(reply: Reply, payload: unknown): ReturnType<NonNullable<Preview["drawInstead"]>> {
  const texts = field(payload, "as") === "text" ? textsToCopy(reply) : [];
  if (texts.length === 0) return undefined;
  const [message, ...others] = messagesOf(reply, { asText: true });
  const html = [`<p><strong>${escaped(summaryOf(reply))}</strong></p>`, ...texts.map((text) => `<pre><code>${escaped(text)}</code></pre>`)];
  return { json: others.length === 0 ? message : [message, ...others], html: html.join("") };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A press of Action.Execute, as Teams posts it in a personal chat; the payload is the button's data. */
function pressOf(data: unknown, { conversation, user, localeHint }: PreviewPlace, id: string) {
  return {
    type: "invoke",
    name: "adaptiveCard/action",
    id,
    channelId: "msteams",
    timestamp: new Date().toISOString(),
    from: { id: user, aadObjectId: user },
    recipient: BOT,
    conversation: { conversationType: "personal", tenantId: "preview", id: conversation },
    channelData: { tenant: { id: "preview" } },
    ...(localeHint === undefined ? {} : { locale: localeHint }),
    value: { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" },
  };
}
