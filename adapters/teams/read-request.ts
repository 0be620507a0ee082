import type { IncomingMessage } from "node:http";
import type { Answer } from "../http/route.ts";
import { field } from "./decode.ts";

/** Which events may come in, before their token is looked at. */
export interface Gate {
  /** Addresses of Teams that the bot may answer to, as origins. Whoever could choose it could have the bot call anything. */
  readonly serviceOrigins: readonly string[];
  /** Whose people may talk to the bot; empty: anybody whose token is good. */
  readonly tenants: readonly string[];
  /** Off only while developing: no token is asked for. */
  readonly asksToken: boolean;
}

/** Refuses without a word: who is not let in learns nothing. */
export const REFUSED: Answer = { status: 401 };
const NOT_UNDERSTOOD: Answer = { status: 400 };

/** What is refused by its headers alone. */
export function refuseByHeaders({ headers, method }: IncomingMessage, { asksToken }: Gate): Answer | undefined {
  if (method !== "POST") return undefined;
  if (asksToken && !/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(headers.authorization ?? "")) return REFUSED;
  return /^application\/json\b/i.test(headers["content-type"] ?? "") ? undefined : { status: 415 };
}

/** An event that may go on to its token, or the refusal. */
export function readEvent(body: Buffer, { serviceOrigins, tenants }: Gate): Answer | { readonly event: object } {
  const event = parse(body);
  if (typeof event !== "object" || event === null || Array.isArray(event)) return NOT_UNDERSTOOD;
  if (typeof field(event, "type") !== "string" || field(event, "type") === "") return NOT_UNDERSTOOD;
  if (field(event, "channelId") !== "msteams") return REFUSED;
  if (!idsOf(event).every(isWhole)) return NOT_UNDERSTOOD;
  const serviceUrl = field(event, "serviceUrl");
  if (typeof serviceUrl !== "string" || !serviceOrigins.includes(URL.parse(serviceUrl)?.origin ?? "")) return REFUSED;
  const named = [field(field(event, "conversation"), "tenantId"), field(field(field(event, "channelData"), "tenant"), "id")].filter(
    (tenant) => tenant !== undefined,
  );
  const isOurs = named.length > 0 && named.every((tenant) => typeof tenant === "string" && tenants.includes(tenant.toLowerCase()));
  return tenants.length === 0 || isOurs ? { event } : REFUSED;
}

/** What is written into addresses and keys. */
function idsOf(event: object): readonly unknown[] {
  const [from, conversation, tenant] = ["from", "conversation", "channelData"].map((name) => field(event, name));
  return [
    ...["id", "replyToId"].map((name) => field(event, name)),
    ...["id", "aadObjectId"].map((name) => field(from, name)),
    ...["id", "tenantId"].map((name) => field(conversation, name)),
    field(field(tenant, "tenant"), "id"),
  ];
}

/** Half a character is in no id of Teams, and in no address. */
function isWhole(id: unknown): boolean {
  return typeof id !== "string" || id.isWellFormed();
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
