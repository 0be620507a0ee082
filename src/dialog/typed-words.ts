import english from "../../locales/en/typed.json" with { type: "json" };
import dutch from "../../locales/nl/typed.json" with { type: "json" };
import type { Locale } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locale.ts";
import { foldText } from "../text/normalize.ts";

/** What a person can type in place of a button; `language` names one of its own. */
export type Command = Exclude<keyof typeof english, "language" | "followUp">;

/** A typed text that is no question: a command, with the number of a run or words behind it where they belong to it. */
export type Typed =
  | { readonly kind: "language"; readonly locale: Locale }
  | { readonly kind: "command"; readonly command: Command; readonly number?: number; readonly words?: string };

/** Longer texts are questions, whatever they begin with. */
const LONGEST_COMMAND = 40;
const LONGEST_FOLLOW_UP = 80;
const phrases: Readonly<Record<Locale, Readonly<Record<keyof typeof english, readonly string[]>>>> = { nl: dutch, en: english };

/** Every phrase of every language: an administrator types "help" in a Dutch channel too. */
const commands: ReadonlyMap<string, Typed> = new Map(
  LOCALES.flatMap((locale) =>
    (Object.keys(phrases[locale]) as (keyof typeof english)[])
      .filter((command) => command !== "followUp")
      .flatMap((command) =>
        phrases[locale][command].map((phrase): [string, Typed] => [
          plain(phrase),
          command === "language" ? { kind: "language", locale } : { kind: "command", command },
        ]),
      ),
  ),
);
const openings = LOCALES.flatMap((locale) => phrases[locale].followUp);

const NUMBERED: ReadonlySet<Command> = new Set<Command>(["run", "takeOver", "handOver", "support"]);
const WITH_WORDS: ReadonlySet<Command> = new Set<Command>(["note", "skip", "failed"]);
/** "Skip, no rights": a note is only what stands behind a colon. */
const WITH_WORDS_LOOSELY: ReadonlySet<Command> = new Set<Command>(["skip", "failed"]);

/** What a typed text wants when it is not a question: a button's words, a note, small talk, another language. */
export function readTyped(text: string): Typed | undefined {
  const [, opening = "", mark = "", words = ""] = /^([^:,;.\n]{1,25})([:,;.])\s*(\S[\s\S]*)$/.exec(text.trim()) ?? [];
  const before = commands.get(plain(opening));
  if (before?.kind === "command" && (mark === ":" ? WITH_WORDS : WITH_WORDS_LOOSELY).has(before.command)) return { ...before, words };
  if (text.length > LONGEST_COMMAND) return undefined;
  const whole = plain(text);
  const command = commands.get(whole);
  if (command !== undefined) return command;
  const [, name = "", number] = /^(.*?)[\s#]+(?:(?:run|stappenplan)[\s#]+)?(-?\d{1,15})$/.exec(whole) ?? [];
  const numbered = commands.get(name);
  return numbered?.kind === "command" && NUMBERED.has(numbered.command) ? { ...numbered, number: Number(number) } : undefined;
}

/** The language of a typed command, where only one language has that word. */
export function localeTyped(text: string): Locale | undefined {
  const typed = readTyped(text);
  if (typed?.kind !== "command") return undefined;
  const whole = plain(text);
  const [one, ...others] = LOCALES.filter((locale) =>
    phrases[locale][typed.command].some((phrase) => whole === plain(phrase) || whole.startsWith(`${plain(phrase)} `)),
  );
  return others.length === 0 ? one : undefined;
}

/** Whether a text goes on about what was asked before: "and on server B?". */
export function isFollowUp(text: string): boolean {
  const words = plain(text);
  return words.length <= LONGEST_FOLLOW_UP && openings.some((opening) => words.startsWith(`${opening} `));
}

function plain(text: string): string {
  const words = foldText(text)
    .trim()
    .replace(/[\u2018\u2019]/g, "'");
  return words.replace(/^[\s"'([{/]+|[\s"')\]}.,!;:?]+$/g, "") || words;
}
