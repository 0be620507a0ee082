import type { MessageKey } from "../i18n/translator.ts";
import type { NoticeReply } from "../reply.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** One short message, with the way to help. */
export function notice(context: DialogContext, key: MessageKey): NoticeReply {
  const { t, locale } = context;
  return {
    kind: "notice",
    locale,
    text: t.rich(key),
    prompts: [prompt(t.text("prompt.help"), { kind: "help" }), prompt(t.text("prompt.list"), { kind: "list" })],
    furtherPrompts: [languagePrompt(context)],
  };
}
