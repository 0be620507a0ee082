import type { Choice, ChoicesReply, HelpReply, ListReply, NotFoundReply } from "#core";
import type { ButtonMaker } from "./blocks.ts";
import { promptRows, quiet, row, title } from "./blocks.ts";
import type { SlackBlock } from "./message.ts";
import { lineOf, list, page, paragraphs, words } from "./rich-text.ts";
import { say } from "./words.ts";

/** A question back. */
export function drawChoices({ question, choices }: ChoicesReply, buttons: ButtonMaker): readonly SlackBlock[] {
  return [...page(paragraphs([lineOf(question)])), ...choices.flatMap((choice) => drawChoice(choice, buttons))];
}

/** An honest "not known". */
export function drawNotFound(reply: NotFoundReply, buttons: ButtonMaker): readonly SlackBlock[] {
  return [
    ...title(reply.title),
    ...page(paragraphs(reply.understood.map(lineOf))),
    ...reply.nearest.flatMap((choice) => drawChoice(choice, buttons)),
    ...page([...paragraphs([words(`${reply.collect.label}:`, { bold: true })]), ...list(reply.collect.items.map(lineOf))]),
    ...page(paragraphs([lineOf(reply.advice)])),
  ];
}

/** Articles or groups of articles, each with its button beside it: the first `most`, and in words how many more there are. */
export function drawList({ title: name, items, locale }: ListReply, buttons: ButtonMaker, most = items.length): readonly SlackBlock[] {
  return [
    ...title(name),
    ...items
      .slice(0, most)
      .map(({ label, detail, prompt }) => row(detail === undefined ? label : `${label}\n${detail}`, buttons.short(prompt))),
    ...(most < items.length ? quiet([say(locale, "list.more", { count: items.length - most })]) : []),
  ];
}

/** What can be asked. */
export function drawHelp({ title: name, paragraphs: texts, examples }: HelpReply, buttons: ButtonMaker): readonly SlackBlock[] {
  return [
    ...title(name),
    ...texts.flatMap((text) => page(paragraphs([lineOf(text)]))),
    ...page(paragraphs([words(`${examples.label}:`, { bold: true })])),
    ...promptRows(examples.prompts, buttons),
  ];
}

/** The name stands in the text; on the button it would be cut, and said twice. */
function drawChoice({ heading, detail, prompt }: Choice, buttons: ButtonMaker): readonly SlackBlock[] {
  const { title: name, code, name: symbol } = heading;
  const facts = [code, symbol].flatMap((fact) => (fact === undefined ? [] : [...words(" "), ...words(fact, { code: true })]));
  return [
    ...page(paragraphs([[...words(name, { bold: true }), ...facts], detail && lineOf(detail)])),
    { type: "actions", elements: [buttons.short(prompt)] },
  ];
}
