import type { MessageKey } from "../i18n/translator.ts";
import type { NoticeReply } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** One short message, with the way to help. */
export function notice(context: DialogContext, text: MessageKey | RichText): NoticeReply {
  const { t, locale } = context;
  return {
    kind: "notice",
    locale,
    text: typeof text === "string" ? t.rich(text) : text,
    prompts: [prompt(t.text("prompt.help"), { kind: "help" }), prompt(t.text("prompt.list"), { kind: "list" })],
    furtherPrompts: [languagePrompt(context)],
  };
}
