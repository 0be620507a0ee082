import type { Locale } from "#core";
import english from "./en.json" with { type: "json" };
import dutch from "./nl.json" with { type: "json" };

/** What the package is made for. */
export interface PackageOptions {
  /** The app id of the bot; the package has the same. */
  readonly appId: string;
  /** The host name under which Teams reaches the bot. */
  readonly domain: string;
  readonly version: string;
  /** Asks for the right to read messages that do not mention the bot. */
  readonly hearsChannels?: boolean;
}

/** A file of strings: the strings of the manifest by the place where they stand in it. */
export type Strings = Readonly<Record<string, string>>;

/** The version of the manifest, and of both schemas. Slash commands and messages that one person sees need 1.29. */
export const MANIFEST_VERSION = "1.29";

const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}`;
const WORDS: Readonly<Record<Locale, Readonly<Record<keyof typeof english, string>>>> = { en: english, nl: dutch };
/** English stands in the manifest itself; for the other languages Teams reads a file each. */
const DEFAULT: Locale = "en";

/** The manifest in one language. Commands are sent as text when they are pressed, so their titles are words that the bot reads. */
export function manifestIn(locale: Locale, { appId, domain, version, hearsChannels = false }: PackageOptions): object {
  const words = WORDS[locale];
  const site = `https://${domain}/`;
  const command = (name: "ask" | "help" | "list" | "runs") => ({
    title: words[`${name}.title`],
    description: words[`${name}.description`],
  });
  const starter = (name: "code" | "words") => ({
    ...{ type: "prompt", title: words[`${name}.title`], description: words[`${name}.description`] },
    prompt: words[`${name}.prompt`],
  });
  const commands = [command("help"), command("list"), command("runs")];
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    developer: { name: "Vangnet", websiteUrl: site, privacyUrl: site, termsOfUseUrl: site },
    name: { short: words["name.short"], full: words["name.full"] },
    description: { short: words["description.short"], full: words["description.full"] },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#14566B",
    localizationInfo: { defaultLanguageTag: DEFAULT, additionalLanguages: [{ languageTag: "nl", file: "nl.json" }] },
    bots: [
      {
        botId: appId,
        scopes: ["personal", "team", "groupChat"],
        supportsTargetedMessages: true,
        commandLists: [
          { scopes: ["personal"], commands: [...commands, starter("code"), starter("words")] },
          { scopes: ["team", "groupChat"], triggers: ["mention", "slash"], commands: [command("ask"), ...commands] },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            ...{ id: "search", type: "query", title: words["search.title"], description: words["search.description"] },
            ...{ context: ["compose", "commandBox"], initialRun: true },
            parameters: [
              { name: "text", title: words["search.text.title"], description: words["search.text.description"], inputType: "text" },
            ],
          },
          {
            ...{ id: "explain", type: "action", title: words["explain.title"], description: words["explain.description"] },
            ...{ context: ["message"], fetchTask: true },
          },
        ],
      },
    ],
    validDomains: [domain],
    ...(hearsChannels ? rightToHear(appId, site) : {}),
  };
}

/** The strings of the manifest in one language, by place; every one of them can be translated. */
export function stringsIn(locale: Locale, options: PackageOptions): Strings {
  return stringsOf(manifestIn(locale, options));
}

/** The strings of a manifest, by place. */
export function stringsOf(manifest: object): Strings {
  const { name, description, bots, composeExtensions } = manifest as Readonly<Record<string, unknown>>;
  return { ...placesIn({ name, description, bots, composeExtensions }, "") };
}

/** The file of strings that goes with the manifest. */
export function translationIn(locale: Locale, options: PackageOptions): object {
  return { $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`, ...stringsIn(locale, options) };
}

const TRANSLATED = new Set(["short", "full", "title", "description", "prompt"]);

function placesIn(value: unknown, path: string): Strings {
  if (value === null || typeof value !== "object") return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, child]) => {
      const place = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
      return typeof child === "string" ? (TRANSLATED.has(name) ? { [place]: child } : {}) : placesIn(child, place);
    }),
  );
}

/** The owner of a team grants it when the app is added there. Teams then posts every message of that team to the bot. */
function rightToHear(appId: string, site: string): object {
  const resourceSpecific = ["ChannelMessage.Read.Group", "ChatMessage.Read.Chat"].map((name) => ({ name, type: "Application" }));
  return { webApplicationInfo: { id: appId, resource: site }, authorization: { permissions: { resourceSpecific } } };
}
