import english from "../../locales/en/typed.json" with { type: "json" };
import dutch from "../../locales/nl/typed.json" with { type: "json" };
import { LOCALES } from "../i18n/locale.ts";
import type { Intent } from "../intent.ts";
import type { LastAnswer } from "../state/store.ts";
import { foldText } from "../text/normalize.ts";

type Command = keyof typeof english;

/** Longer texts are questions, whatever they begin with. */
const LONGEST_COMMAND = 40;
const phrases: Readonly<Record<(typeof LOCALES)[number], Readonly<Record<Command, readonly string[]>>>> = { nl: dutch, en: english };

/** Every phrase of every language: an administrator types "help" in a Dutch channel too. */
const commands: ReadonlyMap<string, Intent | Command> = new Map(
  LOCALES.flatMap((locale) =>
    (Object.keys(phrases[locale]) as Command[]).flatMap((command) =>
      phrases[locale][command].map((phrase) => [plain(phrase), command === "language" ? { kind: "language", locale } : command] as const),
    ),
  ),
);

/**
 * What a typed text wants when it is not a question: a button's words, small talk, another language. Undefined for a question.
 *
 * Words such as "all steps" mean the article the conversation is about; `unreadable` is never the answer to typed words.
 */
export function readTyped(text: string, last: LastAnswer | undefined): Intent | "noContext" | undefined {
  if (text.length > LONGEST_COMMAND) return undefined;
  const command = commands.get(plain(text));
  if (command === undefined || typeof command === "object") return command;
  switch (command) {
    case "help":
    case "list":
    case "none":
    case "greet":
    case "thanks":
      return { kind: command };
    case "steps":
      return last === undefined ? "noContext" : { kind: "steps", article: last.article };
    case "card":
      return last === undefined ? "noContext" : { kind: "open", article: last.article };
    case "reject":
      return last === undefined ? "noContext" : { kind: "reject", article: last.article, candidates: [...last.candidates] };
    case "language":
      return undefined;
  }
}

function plain(text: string): string {
  const words = foldText(text).trim();
  return words.replace(/^[\s"'([{/]+|[\s"')\]}.,!;:]+$/g, "") || words;
}
