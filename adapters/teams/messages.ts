import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Mention, Reply } from "#core";
import { codeIn, markdownOf } from "./card-text.ts";
import type { CheckedCard } from "./checked-card.ts";
import { checkedCards } from "./checked-card.ts";
import { LIMITS } from "./limits.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { OutgoingMessage } from "./operation.ts";
import { inPieces } from "./pieces.ts";
import { summaryOf } from "./summary.ts";
import { literal } from "./text.ts";

const CARD = "application/vnd.microsoft.card.adaptive";

/** How a reply is to be sent. */
export interface MessageOptions {
  readonly mention?: Mention | undefined;
  /** As text to copy, where the reply has any. */
  readonly asText?: boolean | undefined;
}

/** A reply as the messages to send, in order. */
export function messagesOf(reply: Reply, { mention, asText = false }: MessageOptions = {}): readonly OutgoingMessage[] {
  const cards = checkedCards(reply);
  const code = asText ? textsToCopy(reply) : [];
  if (code.length > 0) return inMessages(code).map((blocks) => textMessage(reply, blocks));
  return cards.map((card, index) => {
    const content = contentOf(card, index === 0 ? mention : undefined);
    return { type: "message", summary: summaryOf(reply), ...content, ...footerOf(reply) };
  });
}

type Content = Pick<OutgoingMessage, "attachments" | "text" | "textFormat" | "entities">;

/** A name stands above a card, and before the words of one that could not be sent. */
function contentOf(checked: CheckedCard, mention: Mention | undefined): Content {
  const named: Content = mention === undefined ? {} : mentionOf(mention, checked.kind === "words");
  if (checked.kind === "card") return { ...named, attachments: [attachmentOf(checked.card)] };
  const words = markdownOf(checked.lines);
  return { ...named, text: named.text === undefined ? words : `${named.text}\n\n${words}`, textFormat: "markdown" };
}

/** A card as an attachment. */
export function attachmentOf(card: IAdaptiveCard): { readonly contentType: string; readonly content: IAdaptiveCard } {
  return { contentType: CARD, content: card };
}

/** Teams asks "was this helpful?" under an answer; what is pressed there comes back to the bot. */
function footerOf(reply: Reply): Pick<OutgoingMessage, "channelData"> {
  return reply.kind === "answer" ? { channelData: { feedbackLoop: { type: "default" } } } : {};
}

/** The texts to copy. A trail is one text, however many blocks it takes on a card. */
export function textsToCopy(reply: Reply): readonly string[] {
  if (reply.kind === "handOver") return inPieces(reply.body.text, LIMITS.textLength);
  return checkedCards(reply).flatMap((one) => (one.kind === "card" ? codeIn(one.card.body ?? []) : []));
}

/** Blocks in their order, as many in a message as it can hold. */
function inMessages(blocks: readonly string[]): readonly (readonly string[])[] {
  const messages: string[][] = [[]];
  let length = 0;
  for (const block of blocks) {
    if (length > 0 && length + block.length > LIMITS.textLength) {
      messages.push([]);
      length = 0;
    }
    messages.at(-1)?.push(block);
    length += block.length;
  }
  return messages;
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

/**
 * A name. Only a person's own id notifies; a name of the rota stands there as text.
 *
 * Beside words it is read as Markdown and has no marks in it, since Teams finds the person by the very letters.
 */
function mentionOf({ key, name = "" }: Mention, isMarkdown: boolean): Content {
  const shown = literal(name).replace(isMarkdown ? /[<>&*_~`#[\]()\\|]/g : /[<>&]/g, "");
  const [, platform, , id] = key.split("/").map(decodeURIComponent);
  if (shown.trim() === "") return {};
  if (platform !== "teams" || id === undefined) return { text: shown, textFormat: "plain" };
  const text = `<at>${shown}</at>`;
  return { text, textFormat: "xml", entities: [{ type: "mention", text, mentioned: { id, name: shown } }] };
}
