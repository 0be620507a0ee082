import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";

/** How the bot proves to Microsoft who it is. */
export type TeamsLogin =
  | { readonly kind: "secret"; readonly tenant: string; readonly secret: string }
  | { readonly kind: "certificate"; readonly tenant: string; readonly thumbprint: string; readonly privateKey: string }
  | { readonly kind: "managedIdentity"; readonly tenant: string }
  /** Development on one machine: nobody proves anything. */
  | { readonly kind: "none" };

/** The settings of Teams. */
export interface TeamsSettings {
  readonly appId: string;
  readonly login: TeamsLogin;
  /** Whose people may talk to the bot, in lower case; empty only without a login. */
  readonly tenants: readonly string[];
  /** The addresses of Teams that the bot answers to. */
  readonly serviceOrigins: readonly string[];
  /** TEAMS_CHANNEL_MESSAGES: whether messages that do not mention the bot are looked at. */
  readonly hearsChannels: boolean;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guid = (what: string) => z.string().regex(GUID, `give ${what}, such as 11111111-2222-4333-8444-555555555555`);
const onOff = z.enum(["on", "off"], "give on or off").optional();

/** The variables of Teams, for the schema of all settings. */
export const TEAMS_VARIABLES = {
  TEAMS_APP_ID: guid("the app id (client id) of the bot's registration").optional(),
  TEAMS_TENANT_ID: guid("the id of the tenant in which the bot is registered").optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_APP_PASSWORD_FILE: z.string().optional(),
  TEAMS_CERTIFICATE_FILE: z.string().optional(),
  TEAMS_CERTIFICATE_KEY_FILE: z.string().optional(),
  TEAMS_MANAGED_IDENTITY: onOff,
  TEAMS_ALLOWED_TENANTS: z.string().optional(),
  TEAMS_SERVICE_URLS: z.string().optional(),
  TEAMS_CHANNEL_MESSAGES: onOff,
  TEAMS_WITHOUT_LOGIN: z.literal("loopback-only", "give loopback-only, and only while developing").optional(),
} as const;

/** The variables of Teams as they were given. */
export type TeamsVariables = z.infer<z.ZodObject<typeof TEAMS_VARIABLES>>;

/** The public cloud, and those of the United States government. */
const SERVICE_ORIGINS = [
  "https://smba.trafficmanager.net",
  "https://smba.infra.gcc.teams.microsoft.com",
  "https://smba.infra.gov.teams.microsoft.us",
  "https://smba.infra.dod.teams.microsoft.us",
];

/** What is wrong with a setting, and what to do. */
export interface TeamsComplaint {
  readonly variable: keyof TeamsVariables;
  readonly message: string;
}

/** The settings of Teams; undefined where none is given. A complaint names its variable and never repeats a value. */
export function readTeamsSettings(given: TeamsVariables): TeamsSettings | TeamsComplaint | undefined {
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (names.length === 0) return undefined;
  const isDeveloping = given.TEAMS_WITHOUT_LOGIN !== undefined;
  if (given.TEAMS_APP_ID === undefined && !isDeveloping)
    return complain("TEAMS_APP_ID", `give the app id of the bot, since ${names[0]} is set; or leave out every setting of Teams`);

  const login = isDeveloping ? ({ kind: "none" } as const) : loginOf(given);
  if ("message" in login) return login;
  const tenants = listOf(given.TEAMS_ALLOWED_TENANTS);
  if (tenants.some((tenant) => !GUID.test(tenant)))
    return complain("TEAMS_ALLOWED_TENANTS", "give the ids of tenants, with commas between");
  const services = originsOf(given.TEAMS_SERVICE_URLS, isDeveloping);
  if ("message" in services) return services;
  return {
    appId: given.TEAMS_APP_ID ?? "",
    login,
    tenants: login.kind === "none" ? [] : [...new Set([login.tenant, ...tenants].map((tenant) => tenant.toLowerCase()))],
    serviceOrigins: [...(isDeveloping ? [] : SERVICE_ORIGINS), ...services],
    hearsChannels: given.TEAMS_CHANNEL_MESSAGES === "on",
  };
}

function loginOf(given: TeamsVariables): TeamsLogin | TeamsComplaint {
  const { TEAMS_TENANT_ID: tenant, TEAMS_APP_PASSWORD, TEAMS_APP_PASSWORD_FILE, TEAMS_CERTIFICATE_FILE } = given;
  if (tenant === undefined) return complain("TEAMS_TENANT_ID", "give the id of the tenant in which the bot is registered");
  const ways = [TEAMS_APP_PASSWORD, TEAMS_APP_PASSWORD_FILE, TEAMS_CERTIFICATE_FILE, given.TEAMS_MANAGED_IDENTITY === "on" || undefined];
  const count = ways.filter((way) => way !== undefined).length;
  if (count === 0)
    return complain(
      "TEAMS_APP_PASSWORD",
      "give the client secret of the bot here or in a file that TEAMS_APP_PASSWORD_FILE names; or set TEAMS_CERTIFICATE_FILE, or TEAMS_MANAGED_IDENTITY to on",
    );
  if (count > 1)
    return complain("TEAMS_APP_PASSWORD", "give one way to log in only: a secret, a file with one, a certificate, or a managed identity");
  if (TEAMS_APP_PASSWORD !== undefined) return { kind: "secret", tenant, secret: TEAMS_APP_PASSWORD.trim() };
  if (TEAMS_APP_PASSWORD_FILE !== undefined) {
    const secret = textOf(TEAMS_APP_PASSWORD_FILE)?.trim();
    return secret
      ? { kind: "secret", tenant, secret }
      : complain("TEAMS_APP_PASSWORD_FILE", "names a file that is empty or cannot be read");
  }
  if (TEAMS_CERTIFICATE_FILE === undefined) return { kind: "managedIdentity", tenant };
  return certificateOf(tenant, TEAMS_CERTIFICATE_FILE, given.TEAMS_CERTIFICATE_KEY_FILE);
}

/** Certificate and key may stand in one file, in PEM. */
function certificateOf(tenant: string, file: string, keyFile: string | undefined): TeamsLogin | TeamsComplaint {
  const text = textOf(file);
  const certificate = text?.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/)?.[0];
  if (certificate === undefined) return complain("TEAMS_CERTIFICATE_FILE", "names a file without a certificate in PEM");
  const privateKey = (keyFile === undefined ? text : textOf(keyFile))?.match(
    /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/,
  )?.[0];
  if (privateKey === undefined)
    return complain("TEAMS_CERTIFICATE_KEY_FILE", "names no file with a private key in PEM that has no passphrase");
  try {
    return { kind: "certificate", tenant, privateKey, thumbprint: new X509Certificate(certificate).fingerprint.replaceAll(":", "") };
  } catch {
    return complain("TEAMS_CERTIFICATE_FILE", "names a certificate that cannot be read");
  }
}

function originsOf(text: string | undefined, isDeveloping: boolean): readonly string[] | TeamsComplaint {
  const urls = listOf(text).map((one) => URL.parse(one));
  const isGood = urls.every(
    (url) => url !== null && (url.protocol === "https:" || (isDeveloping && /^(?:127\.0\.0\.1|localhost)$/.test(url.hostname))),
  );
  if (!isGood) return complain("TEAMS_SERVICE_URLS", "give https addresses of Teams' service, with commas between");
  return urls.flatMap((url) => (url === null ? [] : [url.origin]));
}

function listOf(text = ""): readonly string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function complain(variable: keyof TeamsVariables, message: string): TeamsComplaint {
  return { variable, message };
}
