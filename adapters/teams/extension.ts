import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { AnswerReply, Locale, LookUp, Reply } from "#core";
import { plainText } from "#core";
import type { Activity } from "./activity.ts";
import { field } from "./decode.ts";
import { attachmentOf } from "./messages.ts";
import { postedText } from "./posted-text.ts";
import { renderCard } from "./render.ts";
import { literal } from "./text.ts";
import { word } from "./words.ts";

const MOST_FOUND = 10;

/** Articles for what somebody types in the search of the extension; each comes as a row, and as the card that is put in the message. */
export function searchArticles({ value }: Activity, lookUp: LookUp, locale: Locale): object {
  const typed = listOf(field(value, "parameters")).find(
    (one) => typeof field(one, "value") === "string" && field(one, "name") !== "initialRun",
  );
  const fragment = String(field(typed, "value") ?? "");
  const found = lookUp.complete(fragment, locale, MOST_FOUND).flatMap(({ article }) => lookUp.open(article, locale) ?? []);
  const whole = fragment.trim() === "" ? undefined : lookUp.answer(fragment, locale);
  const answers = whole?.kind === "answer" ? [whole, ...found.filter((one) => articleOf(one) !== articleOf(whole))] : found;
  return resultOf(answers.slice(0, MOST_FOUND));
}

/** The dialog that explains a message: the answer, and a button that puts it in the conversation. */
export function explainMessage({ value }: Activity, lookUp: LookUp, locale: Locale): object {
  const text = postedText(field(value, "messagePayload"));
  const reply: Reply =
    text === ""
      ? { kind: "notice", locale, text: plainText(word(locale, "explain.empty")), prompts: [], furtherPrompts: [] }
      : lookUp.answer(text, locale);
  const title = word(reply.locale, "explain.title");
  return { task: { type: "continue", value: { title, height: "large", width: "medium", card: attachmentOf(dialogCard(reply)) } } };
}

/** The card of an article, put in the message that is being written. */
export function insertAnswer({ value }: Activity, lookUp: LookUp, locale: Locale): object {
  const article = field(field(value, "data"), "insert");
  const answer = typeof article === "string" ? lookUp.open(article, String(field(field(value, "data"), "locale") ?? locale)) : undefined;
  return answer === undefined ? {} : resultOf([answer]);
}

/** In a dialog no button can go on; what it can do is bring the card where others see it. */
function dialogCard(reply: Reply): IAdaptiveCard {
  const card = renderCard({ ...withoutButtons(reply), prompts: [], furtherPrompts: [] } as Reply);
  if (reply.kind !== "answer") return card;
  const title = word(reply.locale, "explain.insert");
  const data = { insert: articleOf(reply), locale: reply.locale };
  return { ...card, body: [...(card.body ?? []), { type: "ActionSet", actions: [{ type: "Action.Submit", title, data }] }] };
}

/** Articles to pick cannot be pressed there either: their names stand as text. */
function withoutButtons(reply: Reply): Reply {
  const namesOf = (choices: readonly { readonly heading: { readonly title: string; readonly code?: string } }[]) =>
    choices.map(({ heading }) => plainText(heading.code === undefined ? heading.title : `${heading.title} (${heading.code})`));
  switch (reply.kind) {
    case "choices": {
      const names = namesOf(reply.choices).flatMap((name) => [...plainText(" · "), ...name]);
      return { kind: "notice", locale: reply.locale, text: [...reply.question, ...names], prompts: [], furtherPrompts: [] };
    }
    case "notFound":
      return { ...reply, understood: [...reply.understood, ...namesOf(reply.nearest)], nearest: [] };
    default:
      return reply;
  }
}

function resultOf(answers: readonly AnswerReply[]): object {
  return {
    composeExtension: {
      type: "result",
      attachmentLayout: "list",
      attachments: answers.map((answer) => ({ ...attachmentOf(markedCard(answer)), preview: previewOf(answer) })),
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

/** The card with a mark in each button: it may stand where the bot cannot post, so a press can only change the card. */
function markedCard(reply: AnswerReply): IAdaptiveCard {
  return JSON.parse(JSON.stringify(renderCard(reply)), (key, value: unknown) =>
    key === "data" && typeof field(value, "intent") === "string" ? { ...(value as object), via: "extension" } : value,
  ) as IAdaptiveCard;
}

function articleOf({ evidence }: AnswerReply): string {
  return evidence.article;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
