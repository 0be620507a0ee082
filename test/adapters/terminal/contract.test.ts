import { encodeIntent, isInert, promptsOf } from "#core";
import { renderText } from "../../../adapters/terminal/render.ts";
import { createTurns } from "../../../adapters/terminal/turns.ts";
import type { Face } from "../contract.ts";
import { describeFace, intentOf } from "../contract.ts";

const turn = createTurns("contract");
const NUMBERED = /\[(\d+)\] /g;

/** In a shell the buttons are numbers; which one a number is, is known from the reply that was drawn. */
const shell: Face<{ readonly text: string; readonly prompts: readonly string[] }> = {
  name: "the shell",
  draw: (reply) => ({ text: renderText(reply), prompts: promptsOf(reply).map(({ intent }) => encodeIntent(intent)) }),
  visibleText: ({ text }) => text,
  buttons: ({ text, prompts }) =>
    [...new Set([...text.matchAll(NUMBERED)].map(([, number]) => Number(number)))].map((number) => ({
      label: String(number),
      payload: prompts[number - 1],
    })),
  validate: ({ text }) => (isInert(text) ? [] : ["control characters or direction marks"]),
  press: (payload) => turn(intentOf(payload)),
  hearsAnyPayload: true,
  say: (text) => turn({ kind: "ask", text }),
};

describeFace(shell);
