import type { Heading, Reply } from "#core";
import { textOf } from "#core";
import { inert } from "./text.ts";

/** One line for a notification, where no card is shown: what the message is about, in the reader's language. */
export function summaryOf(reply: Reply): string {
  return inert(subjectOf(reply));
}

function subjectOf(reply: Reply): string {
  switch (reply.kind) {
    case "answer":
    case "steps":
      return headline(reply.heading);
    case "choices":
      return textOf(reply.question);
    case "notFound":
    case "list":
    case "help":
      return reply.title;
    case "notice":
      return textOf(reply.text);
  }
}

function headline({ title, code }: Heading): string {
  return code === undefined ? title : `${title} (${code})`;
}
