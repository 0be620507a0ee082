import type * as z from "zod";
import type { textsSchema } from "./bodies.ts";
import { readSlackText } from "./text.ts";

/** A question is read up to a limit anyway; this keeps a mail with a whole log from being copied. */
const MOST = 20_000;

/** All words of a message, as the reader sees them: its own text, what an app hangs below it, and the mails in it. */
export function textsIn({ text, attachments, files }: z.infer<typeof textsSchema>, botUserId: string): string {
  const mails = (files ?? []).filter(({ mode }) => mode === "email");
  return [
    readSlackText(text ?? "", botUserId),
    ...(attachments ?? []).flatMap(({ title, text: words, fallback }) =>
      [title, words ?? fallback].map((one) => readSlackText(one ?? "", botUserId)),
    ),
    // A mail is no Slack text: nothing in it is escaped.
    ...mails.flatMap(({ subject, title, plain_text }) => [subject ?? title ?? "", plain_text ?? ""]),
  ]
    .filter((one) => one.trim() !== "")
    .join("\n")
    .slice(0, MOST);
}
