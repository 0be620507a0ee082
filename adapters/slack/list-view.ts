import type { ModalView } from "@slack/types";
import type { ListReply, Locale, Reply } from "#core";
import { createButtonMaker } from "./blocks.ts";
import type { SlackBlock } from "./message.ts";
import { renderBlocks } from "./render.ts";
import { page, paragraphs, words } from "./rich-text.ts";
import { say } from "./words.ts";

/** The `callback_id` of the window with the articles. */
const LIST = "list";

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });

/** Whether a reply is what is known, by operation or of one operation: long, and nothing to keep in a conversation. */
export function isArticleList(reply: Reply): reply is ListReply {
  return reply.kind === "list" && reply.items.some(({ prompt: { intent } }) => intent.kind === "list" || intent.kind === "open");
}

/** The articles in a window of their own. */
export function listView(reply: ListReply, place: string): ModalView {
  return view(reply.locale, place, renderBlocks(reply).blocks);
}

/** What the window says once an article was picked in it: the answer stands behind it. Slack lets no button close a window. */
export function sentView(locale: Locale, place: string): ModalView {
  const back = createButtonMaker(locale).labelled({ label: say(locale, "list.back"), intent: { kind: "list" } });
  return view(locale, place, [...page(paragraphs([words(say(locale, "list.sent"))])), { type: "actions", elements: [back] }]);
}

function view(locale: Locale, place: string, blocks: readonly SlackBlock[]): ModalView {
  return {
    type: "modal",
    callback_id: LIST,
    private_metadata: place,
    title: plain(say(locale, "list.title")),
    close: plain(say(locale, "list.close")),
    blocks: [...blocks],
  };
}
