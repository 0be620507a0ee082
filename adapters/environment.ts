import * as z from "zod";
import { BotError } from "#core";
import { platformNamed, withoutPlatform } from "./elsewhere.ts";
import { withSecretFiles } from "./secret-files.ts";
import { checkEscalation } from "./slack/check-escalation.ts";
import type { SlackSettings } from "./slack/settings.ts";
import { SLACK_SECRETS, slackSettings, slackVariables } from "./slack/settings.ts";
import type { TeamsSettings } from "./teams-environment.ts";
import { readTeamsSettings, TEAMS_VARIABLES } from "./teams-environment.ts";

const DAYS = "give a whole number of days, from 1 to 3650";
const days = (usual: number) => z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(3650, DAYS).default(usual);

const environmentSchema = z.object({
  HOST: z.string().min(1, "give a host name or address, such as 127.0.0.1").default("127.0.0.1"),
  PORT: z.coerce
    .number("give a whole number from 0 to 65535")
    .int("give a whole number from 0 to 65535")
    .min(0, "give a whole number from 0 to 65535")
    .max(65_535, "give a whole number from 0 to 65535")
    .default(3978),
  DATA_DIR: z.string().min(1, "give a folder, such as ./data").default("./data"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/, error: "give a whole address, such as postgresql://user:password@host:5432/vangnet" })
    .optional(),
  ORGANISATION: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "give a short name in lower case, such as contoso")
    .default("home"),
  RETENTION_RUNS_DAYS: days(400),
  RETENTION_GAPS_DAYS: days(180),
  RETENTION_ANSWERS_DAYS: days(90),
  RETENTION_SEEN_DAYS: days(1),
  RETENTION_FEEDBACK_DAYS: days(400),
  RETENTION_AUDIT_DAYS: days(400),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "give a whole address, such as https://vangnet.example.org" }).optional(),
  PAGE_TOKEN: z.string().min(16, "give a secret of at least 16 characters").optional(),
  TIME_ZONE: z.string().refine(isZone, "give a time zone, such as Europe/Amsterdam").default("Europe/Amsterdam"),
  SLACK_ESCALATE_TO: z.string().max(200, "give the id of a channel or a person, such as C0123456789").optional(),
  TEAMS_ESCALATE_TO: z.string().max(200, "give the id of a channel or a person").optional(),
  ROTA_FILE: z.string().optional(),
  ...slackVariables,
  ...TEAMS_VARIABLES,
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
  /** DATABASE_URL: a PostgreSQL that keeps it instead; user and password stand in it. */
  readonly databaseUrl?: string;
  /** Whose runs these are: the Slack teams and Teams tenants of one bot share them. */
  readonly organisation: string;
  /** How long each kind of memory is kept, in days. */
  readonly retentionDays: Readonly<Record<"runs" | "gaps" | "answers" | "seen" | "feedback" | "audit", number>>;
  /** The address under which others reach the bot, where it is not host and port. */
  readonly publicUrl?: string;
  /** PAGE_TOKEN: the secret that the page asks for; needed where others than this machine can reach it. */
  readonly pageToken?: string;
  /** TIME_ZONE: the zone in which times are shown. */
  readonly zone: string;
  /** SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO: who is called when a run is escalated, by platform. */
  readonly escalateTo: Readonly<Record<string, string>>;
  /** TEAMS_APP_ID and what goes with it; without it there is no Teams. */
  readonly teams?: TeamsSettings;
  /** ROTA_FILE: who is on duty in which week. */
  readonly rotaFile?: string;
  /** Only where anything of Slack is set. */
  readonly slack?: SlackSettings;
}

/**
 * The settings in environment variables; an empty one counts as not set.
 *
 * Throws ENVIRONMENT_INVALID with every complaint at once, each naming the variable and the remedy; values are not repeated, they may be secrets.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const all = withSecretFiles(variables, SLACK_SECRETS);
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  }
  const slack = slackSettings(parsed.data);
  if (slack !== undefined && !("mode" in slack)) throw invalid(slack.map(({ variable, remedy }) => `${variable} ${remedy}`));
  const { HOST, PORT, DATA_DIR, DATABASE_URL, ORGANISATION, PUBLIC_URL, PAGE_TOKEN, TIME_ZONE, ROTA_FILE } = parsed.data;
  const teams = readTeamsSettings(z.object(TEAMS_VARIABLES).parse(given));
  if (teams !== undefined && "message" in teams)
    throw new BotError("ENVIRONMENT_INVALID", `The settings are not right:\n  ${teams.variable}: ${teams.message}`);
  const { SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO } = parsed.data;
  const unreachable = Object.entries({ SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO }).filter(([, address = ""]) => {
    const platform = platformNamed(address);
    return (platform === "slack" && slack === undefined) || (platform === "teams" && teams === undefined);
  });
  if (unreachable.length > 0)
    throw invalid(unreachable.map(([name]) => `${name}: names a place on a platform that is not set up: set that up, or name another`));
  const inSlack = Object.entries({ SLACK_ESCALATE_TO, TEAMS_ESCALATE_TO }).flatMap(([name, address]) => {
    if (slack === undefined || address === undefined) return [];
    const platform = platformNamed(address) ?? (name === "SLACK_ESCALATE_TO" ? "slack" : "teams");
    const remedy = platform === "slack" ? checkEscalation(withoutPlatform(address), slack.tokens) : undefined;
    return remedy === undefined ? [] : [`${name}: ${remedy}`];
  });
  if (inSlack.length > 0) throw invalid(inSlack);
  return {
    host: HOST,
    port: PORT,
    dataFolder: DATA_DIR,
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    organisation: ORGANISATION,
    retentionDays: {
      runs: parsed.data.RETENTION_RUNS_DAYS,
      gaps: parsed.data.RETENTION_GAPS_DAYS,
      answers: parsed.data.RETENTION_ANSWERS_DAYS,
      seen: parsed.data.RETENTION_SEEN_DAYS,
      feedback: parsed.data.RETENTION_FEEDBACK_DAYS,
      audit: parsed.data.RETENTION_AUDIT_DAYS,
    },
    zone: TIME_ZONE,
    escalateTo: {
      ...(SLACK_ESCALATE_TO === undefined ? {} : { slack: SLACK_ESCALATE_TO }),
      ...(TEAMS_ESCALATE_TO === undefined ? {} : { teams: TEAMS_ESCALATE_TO }),
    },
    ...(slack === undefined ? {} : { slack }),
    ...(teams === undefined ? {} : { teams }),
    ...(ROTA_FILE === undefined ? {} : { rotaFile: ROTA_FILE }),
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    ...(PAGE_TOKEN === undefined ? {} : { pageToken: PAGE_TOKEN }),
  };
}

function invalid(complaints: readonly string[]): BotError {
  return new BotError("ENVIRONMENT_INVALID", `The settings are not right:\n${complaints.map((one) => `  ${one}`).join("\n")}`);
}
