import type { ModalView, PlainTextOption } from "@slack/types";
import type { Locale, Picked } from "#core";
import { LIMITS } from "./limits.ts";
import { shorten } from "./rich-text.ts";
import { say } from "./words.ts";

/** The `callback_id` of the shortcut and of its modal. */
export const FIND = "find";
/** The block and the picker in it. */
export const FIND_BLOCK = "article";
export const FIND_ACTION = "find.article";

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });

/** The modal in which an article is picked while typing. */
export function findModal(locale: Locale): ModalView {
  return {
    type: "modal",
    callback_id: FIND,
    // Given back with each letter that is typed, so that the titles come in the same language.
    private_metadata: locale,
    title: plain(say(locale, "find.title")),
    submit: plain(say(locale, "find.submit")),
    close: plain(say(locale, "find.close")),
    blocks: [
      {
        type: "input",
        block_id: FIND_BLOCK,
        label: plain(say(locale, "find.label")),
        hint: plain(say(locale, "find.hint")),
        element: {
          type: "external_select",
          action_id: FIND_ACTION,
          placeholder: plain(say(locale, "find.placeholder")),
          min_query_length: 1,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** What the picker offers for what is typed. */
export function findOptions(picked: readonly Picked[]): { readonly options: readonly PlainTextOption[] } {
  const options = picked.slice(0, LIMITS.option.most).map(({ article, title, code }) => ({
    text: plain(shorten(title, LIMITS.option.text)),
    value: article.slice(0, LIMITS.option.value),
    ...(code === undefined ? {} : { description: plain(shorten(code, LIMITS.option.text)) }),
  }));
  return { options };
}
