import type { Choice, ChoicesReply, HelpReply, ListReply, NotFoundReply } from "#core";
import type { DrawButton } from "./blocks.ts";
import { buttonRows, row, title } from "./blocks.ts";
import type { SlackBlock } from "./message.ts";
import { lineOf, list, page, paragraphs, words } from "./rich-text.ts";

/** A question back. */
export function drawChoices({ question, choices }: ChoicesReply, button: DrawButton): readonly SlackBlock[] {
  return [...page(paragraphs([lineOf(question)])), ...choices.flatMap((choice) => drawChoice(choice, button))];
}

/** An honest "not known". */
export function drawNotFound(reply: NotFoundReply, button: DrawButton): readonly SlackBlock[] {
  return [
    ...title(reply.title),
    ...page(paragraphs(reply.understood.map(lineOf))),
    ...reply.nearest.flatMap((choice) => drawChoice(choice, button)),
    ...page([...paragraphs([words(`${reply.collect.label}:`, { bold: true })]), ...list(reply.collect.items.map(lineOf))]),
    ...page(paragraphs([lineOf(reply.advice)])),
  ];
}

/** Articles or groups of articles, each with its button beside it. */
export function drawList({ title: name, items }: ListReply, button: DrawButton): readonly SlackBlock[] {
  return [
    ...title(name),
    ...items.map(({ label, detail, prompt }) => row(detail === undefined ? label : `${label}\n${detail}`, button(prompt))),
  ];
}

/** What can be asked. */
export function drawHelp({ title: name, paragraphs: texts, examples }: HelpReply, button: DrawButton): readonly SlackBlock[] {
  return [
    ...title(name),
    ...texts.flatMap((text) => page(paragraphs([lineOf(text)]))),
    ...page(paragraphs([words(`${examples.label}:`, { bold: true })])),
    ...buttonRows(examples.prompts, button),
  ];
}

function drawChoice({ heading, detail, prompt }: Choice, button: DrawButton): readonly SlackBlock[] {
  const { title: name, code, name: symbol } = heading;
  const facts = [code, symbol].flatMap((fact) => (fact === undefined ? [] : [...words(" "), ...words(fact, { code: true })]));
  return [...page(paragraphs([[...words(name, { bold: true }), ...facts], detail && lineOf(detail)])), ...buttonRows([prompt], button)];
}
