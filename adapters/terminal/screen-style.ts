import type { WriteStream } from "node:tty";
import { styleText } from "node:util";
import type { TextStyle } from "./pen.ts";

const COLOURS = { title: "bold", strong: "bold", code: "cyan", quiet: "dim", risk: "yellow", button: "green" } as const;
const WIDEST = 100;

/** The style for a stream: its width, and colour only where a person looks at it and NO_COLOR is not set. */
export function screenStyle(stream: NodeJS.WriteStream | WriteStream): TextStyle {
  return {
    width: Math.min((stream.isTTY && stream.columns) || 80, WIDEST),
    mark: (role, text) => styleText(COLOURS[role], text, { stream, validateStream: true }),
  };
}
