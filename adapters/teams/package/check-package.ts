import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BotError } from "#core";
import type { PackageOptions } from "./manifest.ts";
import { MANIFEST_VERSION, stringsOf } from "./manifest.ts";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NO_GUID = /^[0-]+$/;
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const VERSION = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SIDES = { "color.png": 192, "outline.png": 32 } as const;

/** The files of a package by their names, as they came out of it. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

/** What is wrong with a package as it would be uploaded, by the schemas of Microsoft and by what they do not see; empty when nothing is. */
export async function checkPackage({ appId, domain, version }: PackageOptions, files: PackageFiles): Promise<readonly string[]> {
  const manifest = readJson("manifest.json", files);
  const translation = readJson("nl.json", files);
  return [
    ...(GUID.test(appId) && !NO_GUID.test(appId) ? [] : ["--app-id: is no GUID of an app"]),
    ...(HOST_NAME.test(domain) ? [] : ["--domain: is no host name, such as vangnet.example.org"]),
    ...(VERSION.test(version) ? [] : ["--version: is no version, such as 1.0.0"]),
    ...Object.entries(SIDES).flatMap(([name, side]) => checkIcon(name, files[name], side)),
    ...(typeof manifest === "string" ? [manifest] : checkFiles(manifest, files)),
    ...(typeof translation === "string" ? [translation] : []),
    ...(typeof manifest === "string" || typeof translation === "string"
      ? []
      : [...checkStrings(manifest, translation), ...(await checkSchemas(manifest, translation))]),
  ];
}

/** A file of the package as an object, or what is wrong with it. */
function readJson(name: string, files: PackageFiles): Readonly<Record<string, unknown>> | string {
  const file = files[name];
  if (file === undefined) return `${name}: is missing`;
  try {
    const value = JSON.parse(Buffer.from(file).toString("utf8")) as unknown;
    return value !== null && typeof value === "object" ? (value as Readonly<Record<string, unknown>>) : `${name}: is no object`;
  } catch {
    return `${name}: is no JSON`;
  }
}

/** A PNG says its size in its first bytes. */
function checkIcon(name: string, file: Uint8Array | undefined, side: number): readonly string[] {
  if (file === undefined) return [`${name}: is missing`];
  const bytes = Buffer.from(file);
  if (!bytes.subarray(0, 8).equals(PNG)) return [`${name}: is no PNG`];
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width === side && height === side ? [] : [`${name}: is ${width} x ${height}, not ${side} x ${side}`];
}

function checkFiles(manifest: object, files: PackageFiles): readonly string[] {
  const named = JSON.stringify(manifest).match(/"[a-z]+\.(?:png|json)"/g) ?? [];
  return named.map((name) => name.slice(1, -1)).flatMap((name) => (name in files ? [] : [`${name}: is named in the manifest and missing`]));
}

/** Every text of the one language has its text in the other. */
function checkStrings(manifest: object, { $schema: _, ...translation }: Readonly<Record<string, unknown>>): readonly string[] {
  const english: Readonly<Record<string, unknown>> = stringsOf(manifest);
  return [...new Set([...Object.keys(english), ...Object.keys(translation)])].flatMap((place) =>
    Object.entries({ en: english, nl: translation }).flatMap(([locale, strings]) =>
      strings[place] ? [] : [`${place}: has no text in ${locale}`],
    ),
  );
}

/** The schemas come with a package that only who develops has. */
async function checkSchemas(manifest: object, translation: object): Promise<readonly string[]> {
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
    ...(await check("nl.json", "MicrosoftTeams.Localization.schema.json", translation)),
  ];
}
