import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BotError, LOCALES } from "#core";
import type { PackageOptions } from "./manifest.ts";
import { MANIFEST_VERSION, manifestIn, stringsIn, translationIn } from "./manifest.ts";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SIDES = { "color.png": 192, "outline.png": 32 } as const;

/** What is wrong with a package, by the schemas of Microsoft and by what they do not see; empty when it may be uploaded. */
export async function checkPackage(options: PackageOptions, files: Readonly<Record<string, Uint8Array>>): Promise<readonly string[]> {
  const manifest = manifestIn("en", options);
  return [
    ...(GUID.test(options.appId) ? [] : ["--app-id: is no GUID"]),
    ...(HOST_NAME.test(options.domain) ? [] : ["--domain: is no host name, such as vangnet.example.org"]),
    ...Object.entries(SIDES).flatMap(([name, side]) => checkIcon(name, files[name], side)),
    ...checkFiles(manifest, files),
    ...checkStrings(options),
    ...(await checkSchemas(manifest, options)),
  ];
}

/** A PNG says its size in its first bytes. */
function checkIcon(name: string, file: Uint8Array | undefined, side: number): readonly string[] {
  if (file === undefined) return [`${name}: is missing`];
  const bytes = Buffer.from(file);
  if (!bytes.subarray(0, 8).equals(PNG)) return [`${name}: is no PNG`];
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width === side && height === side ? [] : [`${name}: is ${width} x ${height}, not ${side} x ${side}`];
}

function checkFiles(manifest: object, files: Readonly<Record<string, Uint8Array>>): readonly string[] {
  const named = JSON.stringify(manifest).match(/"[a-z]+\.(?:png|json)"/g) ?? [];
  return named.map((name) => name.slice(1, -1)).flatMap((name) => (name in files ? [] : [`${name}: is named in the manifest and missing`]));
}

function checkStrings(options: PackageOptions): readonly string[] {
  const [first, ...others] = LOCALES.map((locale) => ({ locale, strings: stringsIn(locale, options) }));
  if (first === undefined) return [];
  return others.flatMap(({ locale, strings }) =>
    [...new Set([...Object.keys(first.strings), ...Object.keys(strings)])].flatMap((place) =>
      [first, { locale, strings }].flatMap((one) => (one.strings[place] ? [] : [`${place}: has no text in ${one.locale}`])),
    ),
  );
}

/** The schemas come with a package that only who develops has. */
async function checkSchemas(manifest: object, options: PackageOptions): Promise<readonly string[]> {
  const [{ default: Ajv }, { default: addFormats }] = await Promise.all([import("ajv-draft-04"), import("ajv-formats")]).catch(
    (error: unknown) => {
      throw new BotError("ENVIRONMENT_INVALID", "The package cannot be checked here: run npm ci with the packages for development.", {
        cause: error,
      });
    },
  );
  // Their patterns are no regular expressions under the flag "u".
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("@microsoft/app-manifest")),
    "json-schemas/teams",
    `v${MANIFEST_VERSION}`,
  );
  const check = async (name: string, schema: string, value: object) => {
    const validate = ajv.compile(JSON.parse(await readFile(join(folder, schema), "utf8")) as object);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message ?? "is not right"}`);
  };
  return [
    ...(await check("manifest.json", "MicrosoftTeams.schema.json", manifest)),
    ...(await check("nl.json", "MicrosoftTeams.Localization.schema.json", translationIn("nl", options))),
  ];
}
