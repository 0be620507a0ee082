import type { HelpReply } from "../reply.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";

/** What can be asked, with examples to press. */
export function help(context: DialogContext): HelpReply {
  const { t, locale } = context;
  const examples = [t.text("help.example.code"), t.text("help.example.text"), t.text("help.example.question")];
  return {
    kind: "help",
    locale,
    title: t.text("help.title"),
    paragraphs: [t.rich("help.what"), t.rich("help.never"), t.rich("help.words")],
    examples: { label: t.text("help.examples"), prompts: examples.map((text) => prompt(text, { kind: "ask", text })) },
    prompts: [prompt(t.text("prompt.list"), { kind: "list" }), prompt(t.text("prompt.runs"), { kind: "runs" })],
    furtherPrompts: [languagePrompt(context, { kind: "help" })],
  };
}
