import { hostname } from "node:os";
import { createInterface } from "node:readline";
import type { Bot, Intent, Locale, Prompt, Reply } from "#core";
import { createTranslator, promptsOf } from "#core";
import type { TextStyle } from "./pen.ts";
import { renderText } from "./render.ts";
import { createTurns } from "./turns.ts";

/** Lines that arrive within this time were pasted together and are one question. */
const PASTE_MS = 40;
const LEAVE = new Set(["exit", "quit", "stop", "q", ":q", "einde", "doei"]);

/** What a conversation needs of its terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly style: TextStyle;
  readonly lang?: Locale | undefined;
  readonly hint?: string | undefined;
  /** Who sits at it, for colleagues who see the same run. */
  readonly name?: string | undefined;
}

/** Talks with one person in a terminal until they leave; a number presses a button of the last answer. */
export async function converse(bot: Bot, { input, output, style, lang, hint, name }: Terminal): Promise<void> {
  // Each person at each machine talks by himself, also where all share one store.
  const turn = createTurns(`shell ${name ?? ""}@${hostname()}`, hint, name);
  const translatorFor = createTranslator();
  let locale: Locale = lang ?? (hint?.toLowerCase().startsWith("nl") ? "nl" : "en");
  let buttons: readonly Prompt[] = [];
  let isRunOpen = false;
  const reminded = new Set<string>();
  if (lang !== undefined) await bot.handle(turn({ kind: "language", locale: lang }));

  const lines = createInterface({ input, output, prompt: "", terminal: false });
  const show = (reply: Reply) => {
    locale = reply.locale;
    buttons = promptsOf(reply);
    if (reply.kind === "step") {
      isRunOpen = buttons.some(({ intent }) => intent.kind === "move" && (intent.do === "stop" || intent.do === "skip"));
    }
    output.write(`\n${renderText(reply, style)}\n`);
  };
  const ask = () => output.write(`\n${style.mark("strong", `${translatorFor(locale).text("shell.prompt")}:`)} `);
  output.write(`${translatorFor(locale).text("shell.welcome")}\n`);
  ask();
  for await (const text of pastes(lines)) {
    const typed = text.trim();
    const word = typed.toLowerCase();
    if (LEAVE.has(word) && word !== "stop") break;
    const intent = readLine(typed, buttons);
    if (intent === undefined) {
      output.write(`${translatorFor(locale).text("shell.noButton", { number: typed })}\n`);
    } else {
      const deliveries = await bot.handle(turn(intent));
      // "Stop" is a word for the run of this conversation, also one of another day; where there is none, it leaves.
      if (word === "stop" && !isRunOpen && !deliveries.some(({ reply }) => reply.kind === "step")) break;
      for (const { reply, to } of deliveries) {
        // What goes to another place is not for this screen.
        if (to.kind !== "place" && !(to.kind === "update" && to.address !== undefined)) show(reply);
      }
    }
    const due = await bot.reminderAt(turn({ kind: "runs" }));
    if (due?.delivery !== undefined && !reminded.has(due.reminder.id)) {
      reminded.add(due.reminder.id);
      show(due.delivery.reply);
    }
    ask();
  }
  lines.close();
  output.write(`\n${translatorFor(locale).text("shell.bye")}\n`);
}

/** One or two digits press a button, if buttons are there; a longer number is a code. */
function readLine(typed: string, buttons: readonly Prompt[]): Intent | undefined {
  if (!/^\d{1,2}$/.test(typed) || buttons.length === 0) return { kind: "ask", text: typed };
  return buttons[Number(typed) - 1]?.intent;
}

/** The lines of a terminal, those of one paste together. */
async function* pastes(lines: ReturnType<typeof createInterface>): AsyncGenerator<string> {
  const waiting: string[] = [];
  let wake: (() => void) | undefined;
  let closed = false;
  lines.on("line", (line) => {
    waiting.push(line);
    wake?.();
  });
  lines.on("close", () => {
    closed = true;
    wake?.();
  });
  for (;;) {
    if (waiting.length === 0) {
      if (closed) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    let count: number;
    do {
      count = waiting.length;
      await new Promise((resolve) => setTimeout(resolve, PASTE_MS));
    } while (waiting.length > count);
    yield waiting.splice(0).join("\n");
  }
}
