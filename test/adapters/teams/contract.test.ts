import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Turn } from "#core";
import { decodeTeams } from "../../../adapters/teams/decode.ts";
import { createTeamsPreview } from "../../../adapters/teams/preview.ts";
import { renderCards } from "../../../adapters/teams/render.ts";
import { validateCard } from "../../../adapters/teams/validate.ts";
import message from "../../fixtures/teams/personal-chat-en.json" with { type: "json" };
import type { Face } from "../contract.ts";
import { describeFace } from "../contract.ts";
import type { Pressable } from "./card-reader.ts";
import { pressables, visibleText } from "./card-reader.ts";

const BOT = message.recipient;
const preview = createTeamsPreview();

let events = 0;

function say(text: string, from: object = message.from): Turn | undefined {
  events += 1;
  return decodeTeams({ ...message, id: `contract-${events}`, from, text: asTeamsWrites(text) }, BOT);
}

/** Teams escapes what people type. */
function asTeamsWrites(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** The button "as text" is of Teams alone: it shows what stands there already. */
function isPrompt({ data }: Pressable): boolean {
  return (data as { as?: unknown } | null)?.as !== "text";
}

const teams: Face<readonly IAdaptiveCard[]> = {
  name: "Teams",
  draw: renderCards,
  visibleText: (cards) => cards.map((card) => visibleText(card)).join("\n"),
  buttons: (cards) =>
    cards
      .flatMap((card) => pressables(card))
      .filter(isPrompt)
      .map(({ label, data }) => ({ label, payload: data })),
  validate: (cards) => cards.flatMap((card) => validateCard(card)),
  press: (payload) => preview.press(payload, { conversation: "a:1", user: "Ans" }),
  hearsAnyPayload: true,
  say: (text) => say(text),
  echo: (text) => say(text, BOT),
};

describeFace(teams);

// On a phone the same cards show their fallbacks, and a press arrives as a message with a value.
describeFace<readonly IAdaptiveCard[]>({
  ...teams,
  name: "Teams on a phone",
  visibleText: (cards) => cards.map((card) => visibleText(card, "phone")).join("\n"),
  buttons: (cards) =>
    cards
      .flatMap((card) => pressables(card, "phone"))
      .filter(isPrompt)
      .map(({ label, data }) => ({ label, payload: data })),
  // An Action.Submit without data posts an empty object.
  press: (payload) => {
    events += 1;
    return decodeTeams({ ...message, id: `contract-${events}`, text: undefined, value: payload ?? {} }, BOT);
  },
});
