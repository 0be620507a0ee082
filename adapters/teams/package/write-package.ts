import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { strToU8, unzipSync, zipSync } from "fflate";
import { BotError } from "#core";
import { checkPackage } from "./check-package.ts";
import type { PackageOptions } from "./manifest.ts";
import { manifestIn, translationIn } from "./manifest.ts";

const USAGE = `Usage: npm run --silent manifest -- teams --out FILE.zip --app-id GUID --domain HOST

  --app-id GUID          the app id (client id) of the bot's registration
  --domain HOST          the host name under which Teams reaches the bot
  --version 1.0.0        raise it with each package that you upload
  --channel-messages     asks for the right to read messages that do not mention the bot
`;
/** The same package each time it is made, byte for byte. */
const MADE = new Date("2026-01-01T00:00:00");

/** Writes the package for Teams, once nothing is wrong with it. Returns the line to end with. */
export async function writePackage(args: readonly string[]): Promise<string> {
  const { out, "app-id": appId, domain, version, "channel-messages": hearsChannels } = read(args);
  if (out === undefined || appId === undefined || domain === undefined) throw new BotError("ARGUMENTS_INVALID", USAGE);
  const options: PackageOptions = { appId: appId.toLowerCase(), domain, version, hearsChannels };
  const zip = zipSync(await packageFiles(options), { mtime: MADE, level: 9 });
  // What is looked at is what is uploaded, not what it was made of.
  const complaints = await checkPackage(options, unzipSync(zip));
  if (complaints.length > 0) throw new BotError("ARGUMENTS_INVALID", `The package is not right:\n  ${complaints.join("\n  ")}`);
  await writeFile(out, zip);
  return `${out} is ready: upload it in Teams, or in its admin center under "Manage apps".`;
}

/** The files of the package by their names. */
export async function packageFiles(options: PackageOptions): Promise<Readonly<Record<string, Uint8Array>>> {
  const icon = (name: string) => readFile(join(import.meta.dirname, name));
  return {
    "manifest.json": textFile(manifestIn("en", options)),
    "nl.json": textFile(translationIn("nl", options)),
    "color.png": await icon("color.png"),
    "outline.png": await icon("outline.png"),
  };
}

function textFile(value: object): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: "string" },
        "app-id": { type: "string" },
        domain: { type: "string" },
        version: { type: "string", default: "1.0.0" },
        "channel-messages": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new BotError("ARGUMENTS_INVALID", `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}
