import type { Heading, Reply } from "#core";
import { textOf } from "#core";
import { literal } from "./text.ts";

/**
 * One line for a notification, where no card is shown: what the message is about, in the reader's language.
 * What the reader must know first comes first here too.
 */
export function summaryOf(reply: Reply): string {
  const warning = reply.warning === undefined ? "" : `${textOf(reply.warning)} `;
  return literal(`${warning}${subjectOf(reply)}`);
}

function subjectOf(reply: Reply): string {
  switch (reply.kind) {
    case "answer":
    case "steps":
      return headline(reply.heading);
    case "step":
      return [headline(reply.heading), reply.position].filter((part) => part !== undefined).join(": ");
    case "handOver":
      return reply.title;
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
