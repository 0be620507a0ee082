import type { Intent } from "#core";
import { decodeIntent, encodeIntent } from "#core";
import type { Pressable } from "../../adapters/teams/card-reader.ts";
import { pressables, visibleText } from "../../adapters/teams/card-reader.ts";
import type { SentRequest } from "./fake-teams.ts";
import type { TeamsBot } from "./teams-bot.ts";
import { fixture } from "./teams-bot.ts";
import { TENANT } from "./tokens.ts";

type Card = Readonly<Record<string, unknown>>;

/** Both languages, with what a client tells of itself, and one article's title. */
export const LANGUAGES = [
  { language: "nl", locale: "nl-NL", title: "Agent krijgt geen verbinding met Azure Backup" },
  { language: "en", locale: "en-US", title: "Agent cannot connect to Azure Backup" },
] as const;
/** The article with that title. */
export const ARTICLE = "agent-cannot-connect-to-azure";

/** The cards of a message that was sent. */
export function cardsIn(request: Pick<SentRequest, "body"> | undefined): readonly Card[] {
  const { attachments = [] } = (request?.body ?? {}) as { readonly attachments?: readonly { readonly content: Card }[] };
  return attachments.map(({ content }) => content);
}

/** All that a person reads of a message that was sent. */
export function wordsIn(request: Pick<SentRequest, "body"> | undefined): string {
  return [String(request?.body["text"] ?? ""), ...cardsIn(request).map((card) => visibleText(card))].join("\n");
}

/** The card that an invoke was answered with. */
export function cardOf(body: unknown): Card {
  return (body as { readonly value: Card }).value;
}

/** Presses a button of a card, as a desktop does or as a phone does. */
export async function pressOn(on: TeamsBot, { data, type }: Pressable, more: object) {
  const action = { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" };
  return type === "Action.Execute"
    ? on.say(await fixture("action-execute", { replyToId: "inserted", ...more, value: action }))
    : on.say(await fixture("action-submit", { replyToId: "inserted", ...more, value: data as object }));
}

/** The button of a card that means this; on a phone each is an Action.Submit. */
export function buttonFor(card: unknown, wants: (intent: Intent) => boolean, client: "desktop" | "phone" = "desktop"): Pressable {
  const all = pressables(card, client);
  const found = all.find(({ data }) => {
    const intent = decodeIntent((data as { readonly intent?: unknown }).intent);
    return intent !== undefined && wants(intent);
  });
  if (found === undefined) throw new Error(`no such button among ${all.map(({ label }) => label).join(", ")}`);
  return found;
}

/** The data of a button that means this. */
export function dataFor(intent: Intent): { readonly intent: string } {
  return { intent: encodeIntent(intent) };
}

let conversations = 0;

/** A conversation and a person of their own, so that no language of another test counts. */
export function somewhere(kind: "personal" | "groupChat" | "channel", locale: string) {
  conversations += 1;
  const id = kind === "channel" ? `19:t${conversations}@thread.tacv2;messageid=17637${conversations}` : `a:talk-${conversations}`;
  return {
    id,
    event: {
      ...{ locale, entities: [{ type: "clientInfo", locale }] },
      conversation: { id, conversationType: kind, tenantId: TENANT },
      from: { id: `29:p${conversations}`, name: `Ans ${conversations}`, aadObjectId: `aad-p${conversations}` },
    },
  };
}
