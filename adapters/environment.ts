import * as z from "zod";
import { BotError } from "#core";

const environmentSchema = z.object({
  HOST: z.string().min(1, "give a host name or address, such as 127.0.0.1").default("127.0.0.1"),
  PORT: z.coerce
    .number("give a whole number from 0 to 65535")
    .int("give a whole number from 0 to 65535")
    .min(0, "give a whole number from 0 to 65535")
    .max(65_535, "give a whole number from 0 to 65535")
    .default(3978),
  DATA_DIR: z.string().min(1, "give a folder, such as ./data").default("./data"),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "give a whole address, such as https://vangnet.example.org" }).optional(),
  PAGE_TOKEN: z.string().min(16, "give a secret of at least 16 characters").optional(),
  TIME_ZONE: z.string().refine(isZone, "give a time zone, such as Europe/Amsterdam").default("Europe/Amsterdam"),
  SLACK_ESCALATE_TO: z.string().max(200, "give the id of a channel or a person, such as C0123456789").optional(),
  TEAMS_ESCALATE_TO: z.string().max(200, "give the id of a channel or a person").optional(),
  ROTA_FILE: z.string().optional(),
});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The settings of a running bot. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** Where the bot keeps what it remembers. */
  readonly dataFolder: string;
  /** The address under which others reach the bot, where it is not host and port. */
  readonly publicUrl?: string;
  /** PAGE_TOKEN: the secret that the page asks for; needed where others than this machine can reach it. */
  readonly pageToken?: string;
  /** TIME_ZONE: the zone in which times are shown. */
  readonly zone: string;
  /** SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO: who is called when a run is escalated, by platform. */
  readonly escalateTo: Readonly<Record<string, string>>;
  /** ROTA_FILE: who is on duty in which week. */
  readonly rotaFile?: string;
}

/**
 * The settings in environment variables; an empty one counts as not set.
 *
 * Throws ENVIRONMENT_INVALID with every complaint at once, each naming the variable and the remedy; values are not repeated, they may be secrets.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new BotError("ENVIRONMENT_INVALID", `The settings are not right:\n${complaints.join("\n")}`);
  }
  const { HOST, PORT, DATA_DIR, PUBLIC_URL, PAGE_TOKEN, TIME_ZONE, SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO, ROTA_FILE } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    dataFolder: DATA_DIR,
    zone: TIME_ZONE,
    escalateTo: {
      ...(SLACK_ESCALATE_TO === undefined ? {} : { slack: SLACK_ESCALATE_TO }),
      ...(TEAMS_ESCALATE_TO === undefined ? {} : { teams: TEAMS_ESCALATE_TO }),
    },
    ...(ROTA_FILE === undefined ? {} : { rotaFile: ROTA_FILE }),
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    ...(PAGE_TOKEN === undefined ? {} : { pageToken: PAGE_TOKEN }),
  };
}
