import type { AnswerReply, Locale, LookUp, Reply } from "#core";
import { decodeIntent } from "#core";
import type { Activity } from "./activity.ts";
import type { CheckedCard } from "./checked-card.ts";
import { checkedCards } from "./checked-card.ts";
import { field } from "./decode.ts";
import { markButtons } from "./mark-buttons.ts";
import { attachmentOf } from "./messages.ts";
import { literal } from "./text.ts";

const MOST_FOUND = 10;

/** Articles for what somebody types in the search of the extension; each comes as a row, and as the card that is put in the message. */
export function searchArticles({ value }: Activity, lookUp: LookUp, locale: Locale): object {
  const typed = listOf(field(value, "parameters")).find(
    (one) => typeof field(one, "value") === "string" && field(one, "name") !== "initialRun",
  );
  const fragment = String(field(typed, "value") ?? "");
  const found = lookUp.complete(fragment, locale, MOST_FOUND).flatMap(({ article }) => lookUp.open(article, locale) ?? []);
  const whole = fragment.trim() === "" ? undefined : lookUp.answerIn(fragment, locale);
  const answers = whole?.kind === "answer" ? [whole, ...found.filter((one) => articleOf(one) !== articleOf(whole))] : found;
  return resultOf(answers.slice(0, MOST_FOUND));
}

/** The card of an article, put in the message that is being written; its words where it could not be. Undefined where the button asked for something else. */
export function insertAnswer({ value }: Activity, lookUp: LookUp): object | undefined {
  const data = field(value, "data");
  const intent = decodeIntent(field(data, "intent"));
  if (intent?.kind !== "open" || field(data, "insert") !== true) return undefined;
  const answer = lookUp.open(intent.article, String(field(data, "locale") ?? ""));
  if (answer === undefined) return undefined;
  const card = markedCard(answer);
  return card?.kind === "card" ? resultOf([answer]) : { composeExtension: { type: "message", text: card?.lines.join("\n") ?? "" } };
}

function resultOf(answers: readonly AnswerReply[]): object {
  return {
    composeExtension: {
      type: "result",
      attachmentLayout: "list",
      attachments: answers.flatMap((answer) => {
        const card = markedCard(answer);
        return card?.kind === "card" ? { ...attachmentOf(card.card), preview: previewOf(answer) } : [];
      }),
    },
  };
}

function previewOf({ heading, impact }: AnswerReply): object {
  const text = [heading.code, impact.map((span) => span.text).join("")].filter((part) => part !== undefined).join(" · ");
  return { contentType: "application/vnd.microsoft.card.thumbnail", content: { title: escaped(heading.title), text: escaped(text) } };
}

/** Teams reads HTML in a row of results. */
function escaped(text: string): string {
  return literal(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * The card with a mark in each button: it may stand where the bot cannot post, so a press can only change the card.
 *
 * The first, where a reply takes several: a message has room for one.
 */
export function markedCard(reply: Reply): CheckedCard | undefined {
  const [first] = checkedCards(reply);
  return first?.kind === "card" ? { kind: "card", card: markButtons(first.card, { via: "extension" }) } : first;
}

function articleOf({ evidence }: AnswerReply): string {
  return evidence.article;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
