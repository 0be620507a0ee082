import type { ISubmitAction } from "@microsoft/teams.cards";
import type { Intent, Locale, LookUp, NoticeReply, Reply } from "#core";
import { decodeIntent, encodeIntent, plainText } from "#core";
import type { Activity } from "./activity.ts";
import { checkedCard } from "./checked-card.ts";
import { field } from "./decode.ts";
import { attachmentOf } from "./messages.ts";
import { postedText } from "./posted-text.ts";
import { renderCard, renderCards } from "./render.ts";
import { word } from "./words.ts";

/** The dialog that explains a message: the answer in the language of who reads it, since the message is somebody else's. */
export function explainMessage({ value }: Activity, lookUp: LookUp, locale: Locale): object {
  const text = postedText(field(value, "messagePayload"));
  return text === "" ? dialogOf(nothingToRead(locale)) : dialogOf(lookUp.answerIn(text, locale), lookUp.repeatable(text));
}

/** What a press in the dialog shows there: one of the articles to pick, or the same in the other language. Undefined for any other. */
export function goOnInDialog(activity: Activity, lookUp: LookUp): object | undefined {
  const data = field(activity.value, "data");
  const intent = decodeIntent(field(data, "intent"));
  switch (intent?.kind) {
    case "open": {
      const answer = lookUp.open(intent.article, String(field(data, "locale") ?? ""));
      return answer && dialogOf(answer);
    }
    case "language": {
      const { again, locale } = intent;
      const text = field(data, "text");
      if (typeof text === "string") return dialogOf(lookUp.answerIn(text, locale), text);
      // A question that no button may carry is read once more, where Teams sends the message again.
      return again === undefined ? explainMessage(activity, lookUp, locale) : goOnInDialog(pressOf(activity, again, locale), lookUp);
    }
    default:
      return undefined;
  }
}

function pressOf(activity: Activity, intent: Intent, locale: Locale): Activity {
  return { ...activity, value: { data: { intent: encodeIntent(intent), locale } } };
}

function nothingToRead(locale: Locale): NoticeReply {
  return { kind: "notice", locale, text: plainText(word(locale, "explain.empty")), prompts: [], furtherPrompts: [] };
}

/** In a dialog nothing can be posted. What it can do: pick an article, change its language, and bring its card where others see it. */
function dialogOf(reply: Reply, text?: string): object {
  const { locale } = reply;
  const bare: Reply = { ...reply, prompts: [], furtherPrompts: [] };
  // A dialog has room for one card.
  const [card = renderCard(bare)] = renderCards(bare);
  const actions = [...(reply.kind === "answer" ? [insertButton(reply.evidence.article, locale)] : []), languageButton(reply, text)];
  const body = [...inLanguage(card.body ?? [], locale), { type: "ActionSet" as const, actions }];
  const checked = checkedCard({ ...card, body });
  if (checked.kind === "words") return { task: { type: "message", value: checked.lines.join("\n") } };
  const value = { title: word(locale, "explain.title"), height: "large", width: "medium", card: attachmentOf(checked.card) };
  return { task: { type: "continue", value } };
}

function insertButton(article: string, locale: Locale): ISubmitAction {
  const data = { intent: encodeIntent({ kind: "open", article }), locale, insert: true };
  return { type: "Action.Submit", title: word(locale, "explain.insert"), data };
}

/** It carries the question itself, or the article that was picked. */
function languageButton({ locale, furtherPrompts }: Reply, text: string | undefined): ISubmitAction {
  const other = locale === "nl" ? "en" : "nl";
  const picked = furtherPrompts.map(({ intent }) => intent).find((intent) => intent.kind === "language" && intent.again?.kind === "open");
  const intent = encodeIntent((text === undefined ? picked : undefined) ?? { kind: "language", locale: other });
  return { type: "Action.Submit", title: word(locale, "otherLanguage"), data: { intent, ...(text === undefined ? {} : { text }) } };
}

/** Each button tells the language that the dialog is in: a dialog belongs to no conversation that could remember it. */
function inLanguage<Elements>(elements: Elements, locale: Locale): Elements {
  return JSON.parse(JSON.stringify(elements), (key, value: unknown) =>
    key === "data" && typeof field(value, "intent") === "string" ? { ...(value as object), locale } : value,
  ) as Elements;
}
