import english from "./package/en.json" with { type: "json" };
import dutch from "./package/nl.json" with { type: "json" };

/** The one command of the package that has words of the person behind it. Teams sends it as text, in the language of the client. */
const TITLES = [english["ask.title"], dutch["ask.title"]];
const OPENING = new RegExp(`^/?(?:${TITLES.join("|")})(?:[\\s:]+|$)`, "i");

/** The question in a text, without the command before it. */
export function withoutAskCommand(text: string): string {
  return text.replace(OPENING, "");
}
