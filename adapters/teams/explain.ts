import type { ISubmitAction } from "@microsoft/teams.cards";
import type { Intent, Locale, LookUp, NoticeReply, Reply } from "#core";
import { decodeIntent, encodeIntent, plainText } from "#core";
import type { Activity } from "./activity.ts";
import { field } from "./decode.ts";
import { attachmentOf } from "./messages.ts";
import { postedText } from "./posted-text.ts";
import { renderCard } from "./render.ts";
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
      if (again?.kind === "open") return goOnInDialog(pressOf(activity, again, locale), lookUp);
      const text = again?.kind === "ask" ? again.text : field(data, "text");
      // A question that no button may carry is read once more, where Teams sends the message again.
      return typeof text === "string" ? dialogOf(lookUp.answerIn(text, locale), text) : explainMessage(activity, lookUp, locale);
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
  const card = renderCard({ ...reply, prompts: [], furtherPrompts: [] });
  const actions = [...(reply.kind === "answer" ? [insertButton(reply.evidence.article, locale)] : []), languageButton(reply, text)];
  const body = [...inLanguage(card.body ?? [], locale), { type: "ActionSet" as const, actions }];
  const value = { title: word(locale, "explain.title"), height: "large", width: "medium", card: attachmentOf({ ...card, body }) };
  return { task: { type: "continue", value } };
}

function insertButton(article: string, locale: Locale): ISubmitAction {
  const data = { intent: encodeIntent({ kind: "open", article }), locale, insert: true };
  return { type: "Action.Submit", title: word(locale, "explain.insert"), data };
}

function languageButton({ locale, furtherPrompts }: Reply, text: string | undefined): ISubmitAction {
  const other = locale === "nl" ? "en" : "nl";
  const known = furtherPrompts.map(({ intent }) => intent).find((intent) => intent.kind === "language" && intent.again !== undefined);
  const carried = known === undefined && text !== undefined ? { text } : {};
  const data = { intent: encodeIntent(known ?? { kind: "language", locale: other }), locale: other, ...carried };
  return { type: "Action.Submit", title: word(locale, "otherLanguage"), data };
}

/** Each button tells the language that the dialog is in: a dialog belongs to no conversation that could remember it. */
function inLanguage<Elements>(elements: Elements, locale: Locale): Elements {
  return JSON.parse(JSON.stringify(elements), (key, value: unknown) =>
    key === "data" && typeof field(value, "intent") === "string" ? { ...(value as object), locale } : value,
  ) as Elements;
}
