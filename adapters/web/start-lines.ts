import { localeOf } from "#core";
import english from "./words/en.json" with { type: "json" };
import dutch from "./words/nl.json" with { type: "json" };

const WORDS = { en: english, nl: dutch };

/** The four lines of a start: the address, one question to try, the same for the shell, and where the platforms are set up. */
export function startLines(
  address: { readonly host: string; readonly port: number; readonly publicUrl?: string | undefined; readonly token?: string | undefined },
  variables: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const words = WORDS[localeOf(variables["LC_ALL"] || variables["LC_MESSAGES"] || variables["LANG"]) ?? "en"];
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  const url = address.publicUrl ?? `http://${host}:${address.port}/`;
  return [
    words[address.token === undefined ? "start.address" : "start.token"].replace("{address}", () => url),
    words["start.try"],
    words["start.shell"],
    words["start.setup"],
  ];
}
