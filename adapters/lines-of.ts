import { StringDecoder } from "node:string_decoder";

/** The lines of a stream. Only a line feed ends one: other line separators may stand inside a JSON text. */
export async function* linesOf(input: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of input) {
    const pieces = (rest + (typeof chunk === "string" ? chunk : decoder.write(chunk))).split("\n");
    rest = pieces.pop() ?? "";
    yield* pieces.map((line) => line.replace(/\r$/, ""));
  }
  rest += decoder.end();
  if (rest !== "") yield rest;
}
