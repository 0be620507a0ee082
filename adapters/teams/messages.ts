import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Mention, Reply } from "#core";
import { codeIn } from "./card-text.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { OutgoingMessage } from "./operation.ts";
import { renderCards } from "./render.ts";
import { summaryOf } from "./summary.ts";
import { literal } from "./text.ts";
import { validateCard } from "./validate.ts";

const CARD = "application/vnd.microsoft.card.adaptive";

/** How a reply is to be sent. */
export interface MessageOptions {
  readonly mention?: Mention | undefined;
  /** As text to copy, where the reply has any. */
  readonly asText?: boolean | undefined;
}

/** A reply as the messages to send, in order. A card that the linter refuses goes as its plain text: an answer in plain words is better than none. */
export function messagesOf(reply: Reply, { mention, asText = false }: MessageOptions = {}): readonly OutgoingMessage[] {
  const cards = cardsOf(reply);
  const code = asText ? cards.flatMap(({ body }) => codeIn(body ?? [])) : [];
  if (code.length > 0) return [textMessage(reply, code)];
  return cards.map((card, index) => {
    const mentioned = index === 0 && mention !== undefined ? mentionOf(mention) : {};
    return { type: "message", summary: summaryOf(reply), ...contentOf(card), ...mentioned, ...footerOf(reply) };
  });
}

const drawn = new WeakMap<Reply, readonly IAdaptiveCard[]>();

/** The cards of a reply, drawn once: the answer to a press and the update for the others show the same. */
export function cardsOf(reply: Reply): readonly IAdaptiveCard[] {
  const known = drawn.get(reply) ?? renderCards(reply);
  drawn.set(reply, known);
  return known;
}

const checked = new WeakMap<IAdaptiveCard, boolean>();

/** Whether the linter lets a card pass; a card that was checked does not change. */
function isSound(card: IAdaptiveCard): boolean {
  const known = checked.get(card) ?? validateCard(card).length === 0;
  checked.set(card, known);
  return known;
}

/** A card as an attachment. */
export function attachmentOf(card: IAdaptiveCard): { readonly contentType: string; readonly content: IAdaptiveCard } {
  return { contentType: CARD, content: card };
}

function contentOf(card: IAdaptiveCard): Pick<OutgoingMessage, "attachments" | "text" | "textFormat"> {
  return isSound(card) ? { attachments: [attachmentOf(card)] } : { text: card.fallbackText ?? "", textFormat: "markdown" };
}

/** Teams asks "was this helpful?" under an answer; what is pressed there comes back to the bot. */
function footerOf(reply: Reply): Pick<OutgoingMessage, "channelData"> {
  return reply.kind === "answer" ? { channelData: { feedbackLoop: { type: "default" } } } : {};
}

/** Commands in fences: Teams shows them with its own button to copy, on a phone too. */
function textMessage(reply: Reply, code: readonly string[]): OutgoingMessage {
  const summary = summaryOf(reply);
  return {
    type: "message",
    summary,
    textFormat: "markdown",
    text: [`**${escapeMarkdown(summary)}**`, ...code.map(fenced)].join("\n\n"),
  };
}

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** A name above the card. Only a person's own id notifies; a name of the rota stands there as text. */
function mentionOf({ key, name = "" }: Mention): Pick<OutgoingMessage, "text" | "textFormat" | "entities"> {
  const shown = literal(name).replace(/[<>&]/g, "");
  const [, platform, , id] = key.split("/").map(decodeURIComponent);
  if (platform !== "teams" || id === undefined) return shown === "" ? {} : { text: shown, textFormat: "plain" };
  const text = `<at>${shown}</at>`;
  return { text, textFormat: "xml", entities: [{ type: "mention", text, mentioned: { id, name: shown } }] };
}
